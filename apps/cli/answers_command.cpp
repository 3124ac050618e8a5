#include "answers_command.hpp"

#include "answer_printer.hpp"
#include "console.hpp"
#include "progress_display.hpp"
#include "tally.hpp"

#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <string>
#include <utility>

namespace dataarts::cli {
namespace {

constexpr auto tick_time = std::chrono::milliseconds(200);

progress_display::style style_of(answers_plan const& plan, apps::terminal const& errors) {
  if (errors.can_redraw) return progress_display::style::redrawn;
  if (plan.progress_in_lines && !errors.is_terminal) return progress_display::style::lines;
  return progress_display::style::none;
}

// The parts of one run and what passes between them.
class answers_command {
 public:
  answers_command(query_settings const& settings, answers_plan const& plan)
      : settings_(settings),
        plan_(plan),
        console_([this] { on_interrupt(); }),
        client_(make_client(console_.context.get_executor(), settings)),
        progress_(console_.errors, style_of(plan, console_.error_terminal)),
        printer_(
            console_, settings.output, settings.rows, [this] { progress_.hide(); }, [this] { on_broken(); }),
        counted_(plan.words),
        tick_(console_.context),
        run_(plan.make_run(
            console_.context, client_, [this](answered_query const& answer) { on_answer(answer); },
            [this] { on_end(); })) {}

  int run() {
    run_->start();
    wait_for_tick();
    console_.context.run();
    return end_.reader_gone ? counted_.exit_code(end_) : report();
  }

 private:
  void on_answer(answered_query const& answer) {
    counted_.add(answer);
    if (plan_.answers_are_in_order || settings_.output == output_kind::jsonl) {
      printer_.print(answer);
    } else {
      printer_.print_in_turn(answer);
    }
    auto const good = answer.outcome && answer.outcome->status() != run_status::failed;
    if (!plan_.until_any_failed || good || std::exchange(ended_early_, true)) return;
    run_->stop();
  }

  void on_broken() {
    end_.reader_gone = console_.output.reader_gone();
    end_.output_lost = !end_.reader_gone;
    run_->stop();
  }

  void on_interrupt() {
    end_.interrupted = true;
    run_->stop();
  }

  void on_end() {
    printer_.end();
    ended_ = true;
    tick_.cancel();
    console_.signals.close();
  }

  void wait_for_tick() {
    tick_.expires_after(tick_time);
    tick_.async_wait([this](boost::system::error_code error) {
      // A tick that is due already can no longer be cancelled.
      if (!error && !ended_) on_tick();
    });
  }

  void on_tick() {
    auto const elapsed = std::chrono::steady_clock::now() - started_;
    constexpr auto patience = std::chrono::seconds(1);
    if (console_.output_terminal.is_terminal && elapsed >= patience) printer_.settle();
    progress_.update(elapsed, [&] { return run_->progress(elapsed, counted_); });
    wait_for_tick();
  }

  // What is to be said at the end, on standard error. Returns the exit code.
  int report() {
    auto const elapsed = std::chrono::steady_clock::now() - started_;
    // A signal that came while a write was held up may have ended the run before it was reported.
    end_.interrupted = console_.signals.seen();
    auto const bad_input = run_->input_problem();
    auto const own_problem = run_->own_problem();
    end_.bad_input = !bad_input.empty();
    end_.broken_off = !own_problem.empty();
    progress_.hide();
    std::string text;
    auto const summary_wanted = settings_.output == output_kind::table && counted_.total() > 1;
    if (summary_wanted || progress_.was_shown()) text += counted_.summary(elapsed) + '\n';
    if (auto const diagnosis = counted_.diagnosis(settings_.credential_advice); !diagnosis.empty())
      text += "dataarts: " + diagnosis + '\n';
    if (end_.bad_input) text += "dataarts: " + bad_input + '\n';
    if (end_.broken_off) text += "dataarts: " + own_problem + '\n';
    if (end_.output_lost) text += "dataarts: cannot write to standard output: " + console_.output.problem() + '\n';
    if (end_.interrupted || ended_early_) {
      auto const& words = counted_.words();
      text +=
          fmt::format("dataarts: {}: {} {}, {} {}\n", end_.interrupted ? "interrupted" : "ended with the first failure",
                      with_commas(counted_.total()), words.answered, with_commas(run_->unanswered()), words.cancelled);
    } else if (counted_.total() == 0 && !end_.bad_input && !end_.broken_off) {
      text +=
          fmt::format("dataarts: {} holds no references\n", settings_.from == "-" ? "standard input" : settings_.from);
    }
    console_.errors.write(text);
    return counted_.exit_code(end_);
  }

  query_settings const& settings_;
  answers_plan const& plan_;
  console console_;
  client client_;
  progress_display progress_;
  answer_printer printer_;
  tally counted_;
  run_end end_;
  std::chrono::steady_clock::time_point const started_ = std::chrono::steady_clock::now();
  boost::asio::steady_timer tick_;
  bool ended_ = false;
  bool ended_early_ = false;
  std::unique_ptr<answer_run> run_;
};

}  // namespace

int run_answers(query_settings const& settings, answers_plan const& plan) {
  return answers_command(settings, plan).run();
}

}  // namespace dataarts::cli
