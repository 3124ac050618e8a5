#include "query_command.hpp"

#include "answers_command.hpp"
#include "opened_input.hpp"
#include "progress_line.hpp"
#include "query_run.hpp"

#include <memory>
#include <utility>

namespace dataarts::cli {
namespace {

// The queries and where their references come from.
class queries final : public answer_run {
 public:
  queries(boost::asio::io_context& context, client& asked, query_settings const& settings, query_run::options how,
          answer_handler on_answer, std::function<void()> on_end)
      : input_(open_input(context.get_executor(), settings)),
        run_(context, asked, *input_, how, std::move(on_answer), std::move(on_end)) {}

  void start() override { run_.start(); }
  void stop() override { run_.stop(); }
  std::uint64_t unanswered() const override { return run_.cancelled(); }
  std::string input_problem() const override { return run_.input_problem(); }

  progress_text progress(std::chrono::nanoseconds elapsed, tally const& counted) override {
    auto const rate = rate_.update(elapsed, counted.total());
    return {progress_line(counted, input_->total(), rate), {}};
  }

 private:
  std::unique_ptr<reference_input> input_;
  query_run run_;
  rate_meter rate_;
};

}  // namespace

int run_query(query_settings const& settings) {
  query_run::options how;
  how.concurrency = settings.concurrency;
  how.in_order = settings.output != output_kind::jsonl;
  answers_plan plan;
  plan.make_run = [&](boost::asio::io_context& context, client& asked, answer_run::answer_handler on_answer,
                      std::function<void()> on_end) {
    return std::make_unique<queries>(context, asked, settings, how, std::move(on_answer), std::move(on_end));
  };
  return run_answers(settings, plan);
}

}  // namespace dataarts::cli
