#ifndef DATAARTS_CLI_ANSWERS_COMMAND_HPP
#define DATAARTS_CLI_ANSWERS_COMMAND_HPP

#include "answer_run.hpp"
#include "settings.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>

namespace dataarts::cli {

/// How a command that prints many answers gets them, and what it does with them.
struct answers_plan {
  /// Makes what produces the answers. Throws `usage_error`.
  std::function<std::unique_ptr<answer_run>(boost::asio::io_context& context, client& asked,
                                            answer_run::answer_handler on_answer, std::function<void()> on_end)>
      make_run;
  answer_words words = {};
  bool answers_are_in_order = true;  ///< else the printer brings them into it, if the output needs that
  bool until_any_failed = false;
  bool progress_in_lines = false;  ///< when standard error is no terminal
};

/// Runs a command that prints many answers to its end and returns the exit code. Throws `usage_error` before the first
/// request if the input or the client cannot be made.
int run_answers(query_settings const& settings, answers_plan const& plan);

}  // namespace dataarts::cli

#endif
