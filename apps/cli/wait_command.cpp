#include "wait_command.hpp"

#include "answers_command.hpp"
#include "wait_run.hpp"

#include <memory>
#include <utility>

namespace dataarts::cli {

int run_wait(wait_settings const& settings) {
  answers_plan plan;
  plan.words = words_of_waits;
  plan.answers_are_in_order = false;
  plan.until_any_failed = settings.until_any_failed;
  plan.progress_in_lines = true;
  plan.make_run = [&](boost::asio::io_context& context, client& asked, answer_run::answer_handler on_answer,
                      std::function<void()> on_end) {
    return std::make_unique<wait_run>(context, asked, settings, std::move(on_answer), std::move(on_end));
  };
  return run_answers(settings, plan);
}

}  // namespace dataarts::cli
