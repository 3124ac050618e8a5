#ifndef DATAARTS_POLL_OPTIONS_HPP
#define DATAARTS_POLL_OPTIONS_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/look_report.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace dataarts {

/// When a wait for one run looks at it, and when it gives up.
///
/// The gap from a look to the next one is the larger of `interval` and `growth` of the time waited so far, at most
/// `max_interval`: with the defaults a run of a minute is known to be over after 5 s at most, one of an hour after 36
/// s. Throttling (HTTP 429) never ends a wait, it slows it down.
class poll_options {
 public:
  poll_options() = default;

  /// From the begin of the wait to the first look; zero or more. Unset: twice the `interval` for a run that this client
  /// has just started, since hardly any is over sooner; no time at all for any other run, which may be over already.
  poll_options& initial_delay(std::chrono::nanoseconds value) noexcept {
    initial_delay_ = value;
    return *this;
  }
  std::optional<std::chrono::nanoseconds> initial_delay() const noexcept { return initial_delay_; }

  /// The first gap between two looks, which is the least one. More than zero; default 5 s.
  poll_options& interval(std::chrono::nanoseconds value) noexcept {
    interval_ = value;
    return *this;
  }
  std::chrono::nanoseconds interval() const noexcept { return interval_; }

  /// Gaps grow to this share of the time waited so far. 0: they stay as long as `interval`; 1: each doubles the time
  /// waited. 0 to 100; default 0.01.
  poll_options& growth(double value) noexcept {
    growth_ = value;
    return *this;
  }
  double growth() const noexcept { return growth_; }

  /// The longest gap that growth leads to. At least `interval`; default 5 min, or `interval` if that is longer.
  poll_options& max_interval(std::chrono::nanoseconds value) noexcept {
    max_interval_ = value;
    return *this;
  }
  std::chrono::nanoseconds max_interval() const noexcept {
    if (max_interval_) return *max_interval_;
    return interval_ > default_max_interval ? interval_ : default_max_interval;
  }

  /// Each gap is shortened by a random part of at most this share of it, so that waits that began together do not look
  /// together. 0 to 1; default 0.1.
  poll_options& jitter(double value) noexcept {
    jitter_ = value;
    return *this;
  }
  double jitter() const noexcept { return jitter_; }

  /// The time for the whole wait. There is a last look at its end; if the run is not over then, the wait ends with
  /// `errc::deadline_exceeded`. More than zero. Unset: it waits as long as the run takes.
  poll_options& deadline(std::chrono::nanoseconds value) noexcept {
    deadline_ = value;
    return *this;
  }
  std::optional<std::chrono::nanoseconds> deadline() const noexcept { return deadline_; }

  /// Options of each look; its timeout is that of one look.
  poll_options& each(call_options value) noexcept {
    each_ = std::move(value);
    return *this;
  }
  call_options const& each() const noexcept { return each_; }

  /// For so long after the begin of the wait an answer that there is no such instance means that it is not there yet.
  /// Zero or more; default 10 s.
  poll_options& not_found_grace(std::chrono::nanoseconds value) noexcept {
    not_found_grace_ = value;
    return *this;
  }
  std::chrono::nanoseconds not_found_grace() const noexcept { return not_found_grace_; }

  /// After so many looks in a row that failed for a passing reason, each after its own repetitions, the wait ends with
  /// the last of these failures. Throttling does not count, and a failure that would not pass ends the wait at once.
  /// At least 1; default 10.
  poll_options& max_failures(unsigned value) noexcept {
    max_failures_ = value;
    return *this;
  }
  unsigned max_failures() const noexcept { return max_failures_; }

  /// A run that ends as FAILED is a failure of the wait, `errc::run_failed`. Otherwise, the default, it is a result
  /// like any other one.
  poll_options& failed_is_failure(bool value) noexcept {
    failed_is_failure_ = value;
    return *this;
  }
  bool failed_is_failure() const noexcept { return failed_is_failure_; }

  /// Is told of each look, on the executor of the wait. Must not throw. Copies of the options share it.
  poll_options& on_look(std::function<void(look_report const&)> value) {
    on_look_ = value ? std::make_shared<std::function<void(look_report const&)> const>(std::move(value)) : nullptr;
    return *this;
  }
  /// Null: nobody is told.
  std::shared_ptr<std::function<void(look_report const&)> const> const& on_look() const noexcept { return on_look_; }

 private:
  static constexpr std::chrono::nanoseconds default_max_interval = std::chrono::minutes(5);

  std::optional<std::chrono::nanoseconds> initial_delay_;
  std::chrono::nanoseconds interval_ = std::chrono::seconds(5);
  double growth_ = 0.01;
  std::optional<std::chrono::nanoseconds> max_interval_;
  double jitter_ = 0.1;
  std::optional<std::chrono::nanoseconds> deadline_;
  call_options each_;
  std::chrono::nanoseconds not_found_grace_ = std::chrono::seconds(10);
  unsigned max_failures_ = 10;
  bool failed_is_failure_ = false;
  std::shared_ptr<std::function<void(look_report const&)> const> on_look_;
};

}  // namespace dataarts

#endif
