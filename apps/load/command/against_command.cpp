#include "command/against_command.hpp"

#include "command/console.hpp"
#include "command/report_outputs.hpp"
#include "display_text.hpp"
#include "duration_text.hpp"
#include "interrupt.hpp"
#include "report/comparison_json.hpp"
#include "report/comparison_report.hpp"
#include "report/html_report.hpp"
#include "report/json_report.hpp"
#include "report/text_report.hpp"
#include "run/alternating_run.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/generator_limits.hpp"
#include "verdict/threshold_watch.hpp"

#include <dataarts/failure.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

namespace dataarts::load {
namespace {

/// What one side came to.
struct judged_side {
  judged_side(turn_results const& results, std::vector<threshold> const& thresholds)
      : whole(results.together()),
        verdicts(threshold_watch(thresholds).verdicts(whole)),
        limits(limits_of_generator(whole)),
        code(exit_code_of(whole, verdicts, limits)) {}

  boost::json::object json() const { return json_report(whole, verdicts, limits, code); }

  result const& whole;
  std::vector<threshold_verdict> verdicts;
  std::vector<std::string> limits;
  exit_code code;
};

/// The program's side of a run of two endpoints.
class commanded_alternation final : public alternation_listener {
 public:
  explicit commanded_alternation(run_request&& request)
      : request_(std::move(request)),
        signals_(context_.get_executor(), [this] { on_interrupt(); }),
        run_(context_, request_.settings, request_.against->endpoint, request_.against->turns, *this) {}

  int go() {
    // What cannot be written is told before anything is sent.
    if (request_.html) page_.emplace(*request_.html);
    run_.start();
    context_.run();
    // Interrupted before anything was sent.
    if (interrupted_ && !unreachable_.empty()) return to_int(exit_code::interrupted);
    if (!unreachable_.empty()) {
      say("{}", unreachable_);
      return to_int(exit_code::unreachable);
    }
    return report();
  }

  void on_open(side of, std::size_t connections) override {
    auto const wanted = request_.settings.plan.connections;
    if (connections >= wanted) return;
    say("warning: {} of {} connections to {} could be opened", connections, wanted, endpoint_of(of));
  }

  void on_turn(side, std::size_t, result const&) override {}

  void on_alternated() override { done(); }

  void on_unreachable(side of, failure const& why) override {
    unreachable_ = apps::escape_controls(endpoint_of(of) + ": " + why.message());
    // The other one may be waiting for its connections.
    run_.give_up();
    done();
    context_.stop();
  }

 private:
  std::string const& endpoint_of(side which) const noexcept {
    return which == side::before ? request_.settings.client.endpoint : request_.against->endpoint;
  }

  void on_interrupt() {
    interrupted_ = true;
    run_.stop(end_reason::interrupted);
    say("interrupted: waiting for the answers under way; once more to end at once");
    // Answers that do not come hold up the report no longer than that.
    constexpr auto patience = std::chrono::seconds(5);
    patience_.expires_after(patience);
    patience_.async_wait([this](boost::system::error_code error) {
      if (!error) run_.give_up();
    });
  }

  void done() {
    patience_.cancel();
    signals_.close();
  }

  int report() {
    auto const& before = run_.of(side::before);
    auto const& after = run_.of(side::after);
    std::array<judged_side, 2> const sides{judged_side(before, request_.thresholds),
                                           judged_side(after, request_.thresholds)};
    auto const found = compare_paired(before.blocks(), after.blocks(), request_.against->options);
    auto const code = code_of_alternation(sides[0].code, sides[1].code, found);
    if (request_.format == output_format::json) {
      print_json(sides, found, code);
    } else {
      print_text(sides, found);
    }
    // Last: a disk that is full costs the page, not the report.
    if (page_) {
      auto const page_of = [](std::string const& name, turn_results const& from, judged_side const& judged) {
        return compared_run{name, from.together(), judged.verdicts, from.turns(), from.blocks()};
      };
      page_->write(html_report(found, compared_latency::response, code,
                               page_of(endpoint_of(side::before), before, sides[0]),
                               page_of(endpoint_of(side::after), after, sides[1])));
    }
    return to_int(code);
  }

  void print_json(std::array<judged_side, 2> const& sides, comparison const& found, exit_code code) const {
    boost::json::object const made{{"verdict", verdict_json(code)},
                                   {"before", sides[0].json()},
                                   {"after", sides[1].json()},
                                   {"comparison", comparison_json(found)}};
    print(boost::json::serialize(made) + '\n');
  }

  void print_text(std::array<judged_side, 2> const& sides, comparison const& found) const {
    auto const style = style_of(STDOUT_FILENO);
    std::string text;
    for (auto const& each : sides) text += text_report(each.whole, each.verdicts, each.limits, style) + '\n';
    print(text + comparison_report(found, endpoint_of(side::before), endpoint_of(side::after), style));
  }

  run_request request_;
  boost::asio::io_context context_{1};
  apps::interrupt signals_;
  boost::asio::steady_timer patience_{context_};
  alternating_run run_;
  std::optional<report_file> page_;
  std::string unreachable_;
  bool interrupted_ = false;
};

}  // namespace

exit_code code_of_alternation(exit_code before, exit_code after, comparison const& found) noexcept {
  // Without answers there is nothing to compare. That a generator was the limit hides a difference, but makes none.
  constexpr std::array<exit_code, 4> first{exit_code::interrupted, exit_code::not_authorised, exit_code::unreachable,
                                           exit_code::no_answer};
  for (auto const each : first) {
    if (before == each || after == each) return each;
  }
  if (found.regressed()) return exit_code::regression;
  for (auto const each : {exit_code::generator_limited, exit_code::threshold_failed}) {
    if (before == each || after == each) return each;
  }
  return found.decided() ? exit_code::ok : exit_code::undecided;
}

int run_against(run_request request) {
  auto const& against = *request.against;
  auto const& plan = request.settings.plan;
  say("{} pairs of turns of {}, each after a warm-up of {}: {} in all", against.turns.count,
      apps::format_duration(against.turns.length), apps::format_duration(against.turns.warmup),
      apps::format_duration(length_of(plan, against.turns)));
  return commanded_alternation(std::move(request)).go();
}

}  // namespace dataarts::load
