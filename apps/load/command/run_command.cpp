#include "command/run_command.hpp"

#include "command/against_command.hpp"
#include "command/console.hpp"
#include "command/live_display.hpp"
#include "command/open_files.hpp"
#include "command/report_outputs.hpp"
#include "command/run_metrics.hpp"
#include "display_text.hpp"
#include "interrupt.hpp"
#include "plan/plan_json.hpp"
#include "plan/plan_text.hpp"
#include "plan/planned_count.hpp"
#include "result/result_error.hpp"
#include "result/result_writer.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/threshold_watch.hpp"

#include <dataarts/failure.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

/// The program's side of a run: files, thresholds, signals.
class commanded_run final : public run_listener {
 public:
  explicit commanded_run(run_request&& request)
      : request_(std::move(request)),
        watch_(request_.thresholds, prospect_of(request_.settings.plan, request_.shard.shard)),
        signals_(context_.get_executor(), [this] { on_interrupt(); }),
        display_(context_.get_executor(), before(request_),
                 request_.live ? live_display::style_for_errors() : live_display::style::none),
        run_(context_, request_.settings, *this) {}

  int go() {
    // What cannot be written is told before anything is sent; and what an earlier run left is not there afterwards, if
    // this one comes to nothing.
    report_settings outputs;
    outputs.format = request_.format;
    if (request_.csv) outputs.csv.emplace(*request_.csv);
    if (request_.html) outputs.html.emplace(*request_.html);
    if (request_.prometheus) metrics_.emplace(context_.get_executor(), *request_.prometheus);
    if (request_.out) writer_.emplace(*request_.out, if_exists::replace);
    display_.begin();
    run_.start();
    context_.run();
    if (unreachable_) {
      if (writer_) writer_->discard();
      say("{}", apps::escape_controls(unreachable_->message()));
      return to_int(exit_code::unreachable);
    }
    auto const code = report(*ended_, watch_, std::move(outputs));
    if (!unwritten_) return code;
    say("{}", *unwritten_);
    return to_int(exit_code::threshold_failed);
  }

  void on_ready(std::size_t connections, std::chrono::system_clock::time_point start) override {
    display_.ready(start);
    if (connections < request_.settings.plan.connections) {
      tell("warning: {} of {} connections could be opened", connections, request_.settings.plan.connections);
    }
  }

  void on_interval(interval const& summary, measurement const& whole, result const& so_far) override {
    write_result([&](result_writer& into) {
      if (!into.begun()) into.begin(so_far);
      into.add(summary, whole);
    });
    if (metrics_) metrics_->second(summary, so_far);
    auto const measured = summary.second >= 0;
    if (measured) watch_.second(summary.second, whole, so_far);
    if (display_.shows()) {
      auto verdicts = measured ? watch_.verdicts(so_far) : std::vector<threshold_verdict>();
      display_.second(summary, whole, so_far, std::move(verdicts));
    }
    if (!measured) return;
    if (auto const why = watch_.hopeless(so_far.total); why && !stopping_) {
      stopping_ = true;
      display_.stopping();
      run_.stop(end_reason::hopeless);
      tell("{}; the run ends", *why);
    }
  }

  void on_end(result const& whole) override {
    watch_.end(whole);
    ended_ = &whole;
    write_result([&](result_writer& into) {
      if (!into.begun()) into.begin(whole);
      into.end(whole);
    });
    done();
  }

  void on_unreachable(failure const& why) override {
    unreachable_ = why;
    done();
  }

 private:
  static run_prospect prospect_of(plan const& of, shard const& part) {
    run_prospect known;
    if (!of.requests) known.duration = of.duration;
    known.planned = planned_count(of, part);
    return known;
  }

  /// A disk that is full costs the file, not the run.
  template <class Write>
  void write_result(Write const& write) {
    if (!writer_ || unwritten_) return;
    try {
      write(*writer_);
    } catch (result_error const& problem) {
      unwritten_ = problem.what();
      if (!ended_) tell("{}; the run goes on without it", *unwritten_);
    }
  }

  void on_interrupt() {
    if (std::exchange(stopping_, true)) return;
    display_.stopping();
    run_.stop(end_reason::interrupted);
    tell("interrupted: waiting for the answers under way; once more to end at once");
    // Answers that do not come hold up the report no longer than that.
    constexpr auto patience = std::chrono::seconds(5);
    patience_.expires_after(patience);
    patience_.async_wait([this](boost::system::error_code error) {
      if (!error) run_.give_up();
    });
  }

  static live_state before(run_request const& request) {
    auto const& settings = request.settings;
    return live_state_before(settings.plan, settings.shard, settings.client.endpoint, settings.threads);
  }

  /// On standard error, above the live view.
  template <class... Arguments>
  void tell(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    display_.hide();
    say(format, std::forward<Arguments>(arguments)...);
  }

  void done() {
    display_.end();
    if (metrics_) metrics_->close();
    patience_.cancel();
    signals_.close();
  }

  run_request request_;
  boost::asio::io_context context_{1};
  threshold_watch watch_;
  std::optional<result_writer> writer_;
  apps::interrupt signals_;
  boost::asio::steady_timer patience_{context_};
  live_display display_;
  std::optional<run_metrics> metrics_;
  load_run run_;
  result const* ended_ = nullptr;
  std::optional<failure> unreachable_;
  std::optional<std::string> unwritten_;  ///< why the result has no file
  bool stopping_ = false;
};

}  // namespace

int run_load(run_request request) {
  auto const& plan = request.settings.plan;
  if (request.print_plan) {
    print(to_json_text(plan));
    return to_int(exit_code::ok);
  }
  if (request.dry_run) {
    print(plan_text(plan, request.shard));
    return to_int(exit_code::ok);
  }
  for (auto const& warning : request.service.warnings) say("warning: {}", warning);
  allow_connections(request.against ? 2 * plan.connections : plan.connections);
  if (request.against) return run_against(std::move(request));
  return commanded_run(std::move(request)).go();
}

}  // namespace dataarts::load
