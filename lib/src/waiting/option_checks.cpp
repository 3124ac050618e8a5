#include "waiting/option_checks.hpp"

#include "longest_timeout.hpp"

#include <chrono>
#include <cstddef>
#include <limits>
#include <string_view>

namespace dataarts::waiting {

namespace {

using std::chrono::nanoseconds;
using namespace std::chrono_literals;

/// Collects the first thing that is wrong.
class checker {
 public:
  void hold(bool condition, std::string_view field, std::string_view reason) {
    if (!condition && !found_) found_ = std::string(field).append(": ").append(reason);
  }

  void positive(std::string_view field, nanoseconds value) { hold(value > 0ns, field, "has to be more than zero"); }

  void not_negative(std::string_view field, nanoseconds value) {
    hold(value >= 0ns, field, "is negative, it has to be zero or more");
  }

  /// Written so that NaN is refused as well.
  void number(std::string_view field, double value, double least, double most, std::string_view reason) {
    hold(value >= least && value <= most, field, reason);
  }

  std::optional<std::string> found() const { return found_; }

 private:
  std::optional<std::string> found_;
};

constexpr std::string_view ten_ms_to_a_day = "has to be 10 ms to 24 h";

bool is_10_ms_to_a_day(nanoseconds value) { return value >= 10ms && value <= 24h; }

}  // namespace

std::optional<std::string> objection_to(poll_options const& options) {
  checker check;
  if (options.initial_delay()) check.not_negative("initial_delay", *options.initial_delay());
  check.positive("interval", options.interval());
  check.hold(options.interval() <= longest_timeout, "interval", "is longer than ten years");
  check.number("growth", options.growth(), 0, 100, "has to be a number from 0 to 100");
  check.hold(options.max_interval() >= options.interval(), "max_interval",
             "is less than interval, it has to be at least as long");
  check.number("jitter", options.jitter(), 0, 1, "has to be a number from 0 to 1");
  if (options.deadline()) check.positive("deadline", *options.deadline());
  check.not_negative("not_found_grace", options.not_found_grace());
  check.hold(options.max_failures() >= 1, "max_failures", "is 0, it has to be at least 1");
  return check.found();
}

std::optional<std::string> objection_to(fleet_options const& options) {
  checker check;
  check.hold(options.concurrency() >= 1, "concurrency", "is 0, it has to be at least 1");
  if (options.max_rate()) {
    check.number("max_rate", *options.max_rate(), 1e-6, std::numeric_limits<double>::max(),
                 "has to be a number of at least 0.000001 per second");
  }
  if (options.deadline()) check.positive("deadline", *options.deadline());
  check.not_negative("not_found_grace", options.not_found_grace());
  check.hold(options.max_failures() >= 1 && options.max_failures() <= 255, "max_failures", "has to be 1 to 255");
  check.hold(is_10_ms_to_a_day(options.min_interval()), "min_interval", ten_ms_to_a_day);
  check.hold(options.max_interval() >= options.min_interval() && options.max_interval() <= 24h, "max_interval",
             "has to be at least as long as min_interval and at most 24 h");
  check.hold(options.price() >= 1ms && options.price() <= 24h, "price", "has to be 1 ms to 24 h");
  if (options.fixed_interval()) {
    check.hold(is_10_ms_to_a_day(*options.fixed_interval()), "fixed_interval", ten_ms_to_a_day);
  }
  check.hold(options.progress_interval() >= 10ms, "progress_interval", "has to be at least 10 ms");
  return check.found();
}

}  // namespace dataarts::waiting
