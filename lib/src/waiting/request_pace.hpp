#ifndef DATAARTS_WAITING_REQUEST_PACE_HPP
#define DATAARTS_WAITING_REQUEST_PACE_HPP

#include <dataarts/clock.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace dataarts::waiting {

/// When the next look may begin: evenly spaced, at a rate that may change, and after pauses. The client's own limiter
/// holds as well; this one decides which look comes next as late as that can be known.
class request_pace {
 public:
  using time_point = clock::time_point;
  using duration = clock::duration;

  /// Looks per second. Unset: any number.
  void set_limit(std::optional<double> rate) noexcept {
    rate_ = rate;
    // Rounded up, so that the limit is never passed.
    interval_ = rate ? std::chrono::ceil<duration>(std::chrono::duration<double>(1 / *rate)) : duration(0);
  }
  std::optional<double> limit() const noexcept { return rate_; }

  /// Nothing begins before that.
  void pause_until(time_point until) noexcept { due_ = std::max(due_, until); }

  /// When a look may begin; not after `now` if it may at once.
  time_point next(time_point now) const noexcept { return std::max(now, due_); }

  /// A look begins, which `next` allowed.
  void began(time_point now) noexcept {
    // A caller that comes a little late, since timers are, keeps the rate.
    due_ = std::max(due_, now - lateness) + interval_;
  }

 private:
  static constexpr duration lateness = std::chrono::milliseconds(5);

  std::optional<double> rate_;
  duration interval_{};
  time_point due_ = time_point::min();
};

}  // namespace dataarts::waiting

#endif
