#include "query_command.hpp"

#include "answer_format.hpp"
#include "interrupt.hpp"
#include "output_stream.hpp"
#include "progress_display.hpp"
#include "query_run.hpp"
#include "tally.hpp"
#include "terminal.hpp"
#include "usage_error.hpp"
#include "write_patience.hpp"

#include <dataarts/client.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>
#include <utility>

#include <unistd.h>

namespace dataarts::cli {
namespace {

constexpr auto tick_time = std::chrono::milliseconds(200);
constexpr std::size_t flush_size = 64 * 1024;

std::unique_ptr<answer_format> make_format(query_settings const& settings, apps::terminal const& out) {
  page on;
  on.terminal = out.is_terminal;
  on.colour = out.colour;
  if (out.is_terminal) on.columns = out.columns;
  constexpr std::size_t lines_of_file = 1000;
  on.lines = out.is_terminal && out.lines > 2 ? out.lines - 2 : lines_of_file;
  switch (settings.output) {
    case output_kind::json:
      return make_json_array_format(on);
    case output_kind::jsonl:
      return make_json_lines_format(on);
    case output_kind::csv:
      return settings.rows ? make_csv_rows_format(on) : make_csv_format(on);
    case output_kind::table:
      break;
  }
  return settings.rows ? make_rows_format(on) : make_table_format(on);
}

client make_client(boost::asio::io_context& context, query_settings const& settings) {
  try {
    return client(context.get_executor(), settings.client);
  } catch (std::invalid_argument const& problem) {
    throw usage_error(settings.origins.explain(problem.what()));
  }
}

// The parts of one run and what passes between them: answers to the format, its text to the descriptors.
class query_command {
 public:
  explicit query_command(query_settings settings)
      : settings_(std::move(settings)),
        context_(1),
        interrupt_(context_.get_executor(), [this] { on_interrupt(); }),
        patience_(interrupt_.descriptor()),
        output_terminal_(apps::look_at_terminal(STDOUT_FILENO)),
        error_terminal_(apps::look_at_terminal(STDERR_FILENO)),
        client_(make_client(context_, settings_)),
        format_(make_format(settings_, output_terminal_)),
        output_(STDOUT_FILENO, patience_),
        errors_(STDERR_FILENO, patience_),
        progress_(errors_, error_terminal_.can_redraw),
        tick_(context_) {
    if (settings_.from.empty()) {
      input_.emplace(context_.get_executor(), settings_.script, settings_.instances);
    } else {
      input_.emplace(context_.get_executor(), settings_.from);
    }
    query_run::options how;
    how.concurrency = settings_.concurrency;
    how.in_order = settings_.output != output_kind::jsonl;
    run_.emplace(
        context_, client_, *input_, how, [this](answered_query const& answer) { on_answer(answer); },
        [this] { on_end(); });
  }

  int run() {
    run_->start();
    wait_for_tick();
    context_.run();
    return end_.reader_gone ? counted_.exit_code(end_) : report();
  }

 private:
  void on_answer(answered_query const& answer) {
    counted_.add(answer);
    format_->add(answer, texts_);
    schedule_flush();
  }

  // Everything that is ready now is written at once, and nothing that is written waits for what is not ready.
  void schedule_flush() {
    if (texts_.results.size() >= flush_size) flush();
    if (std::exchange(flush_scheduled_, true)) return;
    boost::asio::post(context_, [this] {
      flush_scheduled_ = false;
      flush();
    });
  }

  void flush() {
    if (texts_.results.empty() && texts_.notes.empty()) return;
    if (output_terminal_.is_terminal || !texts_.notes.empty()) progress_.hide();
    output_.write(texts_.results);
    errors_.write(texts_.notes);
    if (!output_.broken()) return;
    end_.reader_gone = output_.reader_gone();
    end_.output_lost = !end_.reader_gone;
    run_->stop();
  }

  void on_interrupt() {
    end_.interrupted = true;
    run_->stop();
  }

  void on_end() {
    format_->end(texts_);
    flush();
    ended_ = true;
    tick_.cancel();
    interrupt_.close();
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
    if (output_terminal_.is_terminal && elapsed >= patience) {
      format_->settle(texts_);
      flush();
    }
    progress_.update(elapsed, counted_, input_->total());
    wait_for_tick();
  }

  // What is to be said at the end, on standard error. Returns the exit code.
  int report() {
    auto const elapsed = std::chrono::steady_clock::now() - started_;
    // A signal that came while a write was held up may have ended the run before it was reported.
    end_.interrupted = interrupt_.seen();
    end_.bad_input = !run_->input_problem().empty();
    progress_.hide();
    std::string text;
    auto const summary_wanted = settings_.output == output_kind::table && counted_.total() > 1;
    if (summary_wanted || progress_.was_shown()) text += counted_.summary(elapsed) + '\n';
    if (auto const diagnosis = counted_.diagnosis(settings_.credential_advice); !diagnosis.empty())
      text += "dataarts: " + diagnosis + '\n';
    if (end_.bad_input) text += "dataarts: " + run_->input_problem() + '\n';
    if (end_.output_lost) text += "dataarts: cannot write to standard output: " + output_.problem() + '\n';
    if (end_.interrupted) {
      text += fmt::format("dataarts: interrupted: {} answered, {} cancelled\n", with_commas(counted_.total()),
                          with_commas(run_->cancelled()));
    } else if (counted_.total() == 0 && !end_.bad_input) {
      text +=
          fmt::format("dataarts: {} holds no references\n", settings_.from == "-" ? "standard input" : settings_.from);
    }
    errors_.write(text);
    return counted_.exit_code(end_);
  }

  query_settings settings_;
  boost::asio::io_context context_;
  interrupt interrupt_;
  write_patience patience_;
  apps::terminal output_terminal_;
  apps::terminal error_terminal_;
  client client_;
  std::unique_ptr<answer_format> format_;
  output_texts texts_;
  output_stream output_;
  output_stream errors_;
  progress_display progress_;
  tally counted_;
  run_end end_;
  std::chrono::steady_clock::time_point const started_ = std::chrono::steady_clock::now();
  bool flush_scheduled_ = false;
  boost::asio::steady_timer tick_;
  bool ended_ = false;
  std::optional<reference_input> input_;
  std::optional<query_run> run_;
};

}  // namespace

int run_query(query_settings settings) { return query_command(std::move(settings)).run(); }

}  // namespace dataarts::cli
