#include "run_command.hpp"

#include "answer_notes.hpp"
#include "answer_printer.hpp"
#include "command_end.hpp"
#include "console.hpp"
#include "csv_text.hpp"
#include "display_text.hpp"
#include "json_members.hpp"
#include "shell_text.hpp"
#include "tally.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

namespace dataarts::cli {
namespace {

constexpr answer_words words{"run", "runs", "over", "not over",
                             "wait for the run, and allow more with --deadline or --timeout"};

// What is printed of a run that nobody waits for: something that the next command takes.
std::string started_text(instance_ref const& ref, output_kind output, bool terminal) {
  std::string text;
  if (output == output_kind::csv) {
    csv_writer writer(terminal);
    for (std::string_view const name : {"script", "instance", "workspace"}) writer.field(text, name);
    writer.end_line(text);
    for (auto const value : {ref.script(), ref.instance(), ref.workspace()}) writer.field(text, value);
    writer.end_line(text);
  } else if (output == output_kind::table) {
    text = terminal ? apps::escape_controls(ref.instance()) : std::string(ref.instance());
    text += '\n';
  } else {
    begin_json_element(text, ref);
    text += '}';
    if (terminal) text = apps::escape_controls_in_json(text);
    text = output == output_kind::json ? "[\n" + text + "\n]\n" : text + '\n';
  }
  return text;
}

class run_command {
 public:
  explicit run_command(run_settings const& settings)
      : settings_(settings),
        console_([this] { cancel_.emit(boost::asio::cancellation_type::terminal); }),
        client_(make_client(console_.context.get_executor(), settings)),
        printer_(
            console_, settings.output, true, [] {}, [] {}),
        counted_(words) {}

  int run() {
    if (settings_.no_wait) {
      start_only();
    } else {
      start_and_wait();
    }
    console_.context.run();
    return report();
  }

 private:
  void start_only() {
    auto on_end = [this](std::exception_ptr const& problem, result<instance_ref> const& started) {
      if (problem) std::rethrow_exception(problem);
      if (started.has_error()) {
        on_failure(started.error());
      } else {
        auto text = started_text(*started, settings_.output, console_.output_terminal.is_terminal);
        console_.output.write(text);
        counted_.add_success();
      }
      end();
    };
    boost::asio::co_spawn(console_.context, client_.execute(script_ref(settings_.script), settings_.parameters),
                          boost::asio::bind_cancellation_slot(cancel_.slot(), std::move(on_end)));
  }

  void start_and_wait() {
    poll_options poll;
    if (settings_.interval) poll.interval(*settings_.interval).growth(0).jitter(0);
    if (settings_.deadline) poll.deadline(*settings_.deadline);
    run_options how;
    how.poll(std::move(poll)).stop_when_cancelled(settings_.stop_on_interrupt);
    how.on_start([this](instance_ref const& ref) {
      started_ = ref;
      console_.say("started " + label_of(ref));
    });
    auto on_end = [this](result<finished_run> const& outcome) {
      if (outcome.has_error()) {
        on_failure(outcome.error());
      } else {
        print({0, outcome->ref(), outcome->instance()});
      }
      printer_.end();
      end();
    };
    async_run(client_, script_ref(settings_.script), settings_.parameters, std::move(how),
              boost::asio::bind_cancellation_slot(cancel_.slot(), std::move(on_end)));
  }

  void on_failure(failure const& why) {
    why_ = why;
    auto const ref = started_.script().empty() ? instance_ref(settings_.script, {}) : started_;
    auto const for_programs = settings_.output == output_kind::json || settings_.output == output_kind::jsonl;
    // What the signal itself broke off is no failure of the run; programs are told which run it was all the same.
    if (console_.signals.seen() && why == condition::cancelled) {
      if (for_programs) printer_.print({0, ref, why});
    } else if (settings_.no_wait) {
      counted_.add_failure(ref, why);
      if (for_programs) printer_.print({0, ref, why});
    } else {
      print({0, ref, why});
    }
    if (settings_.no_wait && for_programs) printer_.end();
  }

  void print(answered_query const& answer) {
    counted_.add(answer);
    printer_.print(answer);
  }

  void end() {
    client_.close();
    console_.signals.close();
    // What is in the slot keeps the loop at work. Not here: the operation is not quite over yet.
    boost::asio::post(console_.context, [this] { cancel_.slot().clear(); });
  }

  int report() {
    auto const end = end_of(console_);
    if (end.reader_gone) return counted_.exit_code(end);
    say_troubles(console_, counted_, end, settings_.credential_advice);
    if (end.interrupted) {
      console_.say(why_.code().failed() ? "interrupted: " + apps::escape_controls(why_.message()) : "interrupted");
    }
    auto const goes_on = why_.code().failed() && !started_.script().empty();
    auto const was_stopped =
        settings_.stop_on_interrupt && (why_ == errc::cancelled || why_ == errc::deadline_exceeded);
    if (goes_on && !was_stopped) {
      console_.say(fmt::format("the run may go on; to wait for it: dataarts wait {}{} {}", settings_.wait_options,
                               shell_word(started_.script()), shell_word(started_.instance())));
    }
    return counted_.exit_code(end);
  }

  run_settings const& settings_;
  boost::asio::cancellation_signal cancel_;
  console console_;
  client client_;
  answer_printer printer_;
  tally counted_;
  instance_ref started_;
  failure why_;
};

}  // namespace

int run_script(run_settings const& settings) { return run_command(settings).run(); }

}  // namespace dataarts::cli
