#ifndef DATAARTS_CLI_QUERY_RUN_HPP
#define DATAARTS_CLI_QUERY_RUN_HPP

#include "reference_input.hpp"
#include "reorder_window.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace dataarts::cli {

/// Asks for every reference of an input, `concurrency` at once, and hands the answers on: as they arrive, or in the
/// order asked. Memory is bounded in both: in the order asked, no query starts that is too far ahead of the first
/// missing answer.
class query_run {
 public:
  struct options {
    std::size_t concurrency = 64;
    bool in_order = false;
    std::size_t held_answers = 1024;           ///< in the order asked: answers that wait for their turn, at most
    std::size_t held_bytes = 8 * 1024 * 1024;  ///< and their memory, before no query starts any more
  };

  using answer_handler = std::function<void(answered_query const&)>;

  /// @param on_answer  called for every answer.
  /// @param on_end  called once, when nothing is under way any more. The client is closed then.
  query_run(boost::asio::io_context& context, client& asked, reference_input& input, options how,
            answer_handler on_answer, std::function<void()> on_end);

  void start();

  /// Starts no query any more and cancels those under way; their answers are not handed on.
  void stop();

  std::size_t cancelled() const noexcept { return cancelled_; }

  /// Why the input could not be read to its end; empty if it could.
  std::string const& input_problem() const noexcept { return input_problem_; }

 private:
  enum class step : unsigned char { ask, wait_for_input, wait_for_turn, end };

  struct task {
    std::size_t index = 0;
    instance_ref ref;
  };

  boost::asio::awaitable<void> work();
  boost::asio::awaitable<void> wait_for_input();
  boost::asio::awaitable<void> wait_for_change();
  step next(task& into);
  void deliver(task& asked, result<script_instance> outcome);
  void worker_ended(std::exception_ptr problem);
  void finish();

  boost::asio::io_context& context_;
  client& client_;
  reference_input& input_;
  options options_;
  answer_handler on_answer_;
  std::function<void()> on_end_;

  boost::asio::steady_timer changed_;  // never expires; cancelled to wake those that wait for a turn or for input
  reorder_window<answered_query> window_;
  std::size_t next_index_ = 0;
  std::size_t workers_ = 0;
  std::size_t cancelled_ = 0;
  bool reading_ = false;
  bool stopping_ = false;
  std::string input_problem_;
};

}  // namespace dataarts::cli

#endif
