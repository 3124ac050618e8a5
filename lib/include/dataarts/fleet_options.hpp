#ifndef DATAARTS_FLEET_OPTIONS_HPP
#define DATAARTS_FLEET_OPTIONS_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/fleet_progress.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace dataarts {

/// When a wait for many runs looks at which of them, and when it gives up.
///
/// One scheduler serves all of them. It learns from the runs of each script that end how long such runs take, and looks
/// when that is worth a request; see `price`. Throttling (HTTP 429) never ends a wait, it slows it down.
class fleet_options {
 public:
  fleet_options() = default;

  /// How many looks are under way, or answered and not yet taken, at once. At least 1; default 64.
  fleet_options& concurrency(std::size_t value) noexcept {
    concurrency_ = value;
    return *this;
  }
  std::size_t concurrency() const noexcept { return concurrency_; }

  /// Looks per second at most; the limit of the client (`throttle_options`) holds as well. At least 0.000001. Unset: as
  /// many as are worth it.
  fleet_options& max_rate(double value) noexcept {
    max_rate_ = value;
    return *this;
  }
  std::optional<double> max_rate() const noexcept { return max_rate_; }

  /// The time for the whole wait. Instances that are not over then complete with `errc::deadline_exceeded`. More than
  /// zero. Unset: it waits as long as the runs take.
  fleet_options& deadline(std::chrono::nanoseconds value) noexcept {
    deadline_ = value;
    return *this;
  }
  std::optional<std::chrono::nanoseconds> deadline() const noexcept { return deadline_; }

  /// Options of each look; its timeout counts from the moment that the look starts.
  fleet_options& each(call_options value) noexcept {
    each_ = std::move(value);
    return *this;
  }
  call_options const& each() const noexcept { return each_; }

  /// For so long after an instance was added an answer that there is no such instance means that it is not there yet.
  /// Zero or more; default 10 s.
  fleet_options& not_found_grace(std::chrono::nanoseconds value) noexcept {
    not_found_grace_ = value;
    return *this;
  }
  std::chrono::nanoseconds not_found_grace() const noexcept { return not_found_grace_; }

  /// After so many looks at an instance in a row that failed for a passing reason, each after its own repetitions, it
  /// completes with the last of these failures. Throttling does not count, and a failure that would not pass completes
  /// it at once. 1 to 255; default 10.
  fleet_options& max_failures(unsigned value) noexcept {
    max_failures_ = value;
    return *this;
  }
  unsigned max_failures() const noexcept { return max_failures_; }

  /// A run that ends as FAILED is a failure of its wait, `errc::run_failed`. Otherwise, the default, it is a result
  /// like any other one.
  fleet_options& failed_is_failure(bool value) noexcept {
    failed_is_failure_ = value;
    return *this;
  }
  bool failed_is_failure() const noexcept { return failed_is_failure_; }

  /// The least and the longest gap between two looks at one instance. A rate limit or too many instances make gaps
  /// longer than that. At least 10 ms, default 1 s; at least `min_interval`, at most 24 h, default 10 min.
  fleet_options& min_interval(std::chrono::nanoseconds value) noexcept {
    min_interval_ = value;
    return *this;
  }
  std::chrono::nanoseconds min_interval() const noexcept { return min_interval_; }
  fleet_options& max_interval(std::chrono::nanoseconds value) noexcept {
    max_interval_ = value;
    return *this;
  }
  std::chrono::nanoseconds max_interval() const noexcept { return max_interval_; }

  /// What a request is worth: as much as learning of the end of one run this much sooner. Looks are placed so that
  /// requests, at this price, and delays are least together. Less: more requests, shorter delays. 1 ms to 24 h;
  /// default 5 s.
  fleet_options& price(std::chrono::nanoseconds value) noexcept {
    price_ = value;
    return *this;
  }
  std::chrono::nanoseconds price() const noexcept { return price_; }

  /// Looks at each instance at this gap, as well as the rate allows, and learns nothing. 10 ms to 24 h. Unset: learns.
  fleet_options& fixed_interval(std::chrono::nanoseconds value) noexcept {
    fixed_interval_ = value;
    return *this;
  }
  std::optional<std::chrono::nanoseconds> fixed_interval() const noexcept { return fixed_interval_; }

  /// A file that keeps which instances are over, so that a wait that was ended goes on where it was. It is read first
  /// if it exists, and appended to. Empty, the default: none.
  fleet_options& checkpoint(std::string path) noexcept {
    checkpoint_ = std::move(path);
    return *this;
  }
  std::string const& checkpoint() const noexcept { return checkpoint_; }

  /// Is told every `progress_interval` how far the wait has come, and once at its end, on the executor of the wait.
  /// Must not throw. Copies of the options share it.
  fleet_options& on_progress(std::function<void(fleet_progress const&)> value) {
    on_progress_ =
        value ? std::make_shared<std::function<void(fleet_progress const&)> const>(std::move(value)) : nullptr;
    return *this;
  }
  /// Null: nobody is told.
  std::shared_ptr<std::function<void(fleet_progress const&)> const> const& on_progress() const noexcept {
    return on_progress_;
  }

  /// At least 10 ms; default 1 s.
  fleet_options& progress_interval(std::chrono::nanoseconds value) noexcept {
    progress_interval_ = value;
    return *this;
  }
  std::chrono::nanoseconds progress_interval() const noexcept { return progress_interval_; }

 private:
  std::size_t concurrency_ = 64;
  std::optional<double> max_rate_;
  std::optional<std::chrono::nanoseconds> deadline_;
  call_options each_;
  std::chrono::nanoseconds not_found_grace_ = std::chrono::seconds(10);
  unsigned max_failures_ = 10;
  bool failed_is_failure_ = false;
  std::chrono::nanoseconds min_interval_ = std::chrono::seconds(1);
  std::chrono::nanoseconds max_interval_ = std::chrono::minutes(10);
  std::chrono::nanoseconds price_ = std::chrono::seconds(5);
  std::optional<std::chrono::nanoseconds> fixed_interval_;
  std::string checkpoint_;
  std::shared_ptr<std::function<void(fleet_progress const&)> const> on_progress_;
  std::chrono::nanoseconds progress_interval_ = std::chrono::seconds(1);
};

}  // namespace dataarts

#endif
