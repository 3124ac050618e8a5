#ifndef DATAARTS_THROTTLE_RATE_LIMITER_HPP
#define DATAARTS_THROTTLE_RATE_LIMITER_HPP

#include <dataarts/clock.hpp>
#include <dataarts/throttle_options.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace dataarts::throttle {

/// When the next request may be sent, and at what rate. Knows no clock: time comes in.
///
/// The limit is a generic cell rate algorithm (ITU-T I.371): one time stamp, no timer, requests evenly spaced but for
/// `burst` of them after a pause.
class rate_limiter {
 public:
  using time_point = clock::time_point;
  using duration = clock::duration;

  explicit rate_limiter(throttle_options const& options) noexcept;

  /// When the next request may be sent; not after `now` if it may be sent at once.
  time_point next(time_point now) const noexcept;

  /// A request is sent, which `next` allowed.
  void sent(time_point now) noexcept;

  /// A request was answered, not with HTTP 429.
  void answered(time_point now) noexcept;

  /// A request was refused with HTTP 429.
  /// @param sent_at  when it was sent: those that were under way when the rate was lowered do not lower it again.
  /// @param told  requests per second that the answer names, if it does.
  /// @param pause  its `Retry-After`: nothing is sent for that long.
  void refused(time_point sent_at, time_point now, std::optional<double> told, std::optional<duration> pause) noexcept;

  /// Requests per second at present; 0: no limit.
  double rate() const noexcept { return rate_; }

 private:
  void set_rate(double wanted) noexcept;
  double observed(time_point now) const noexcept;

  throttle_options options_;
  double rate_;
  double most_;  // the rate is never raised above this; 0: no limit is known
  duration interval_{};
  time_point due_{};  // of the next request, were there no burst
  time_point paused_until_{};
  std::optional<time_point> lowered_at_;
  bool lowered_ = false;
  time_point raised_at_{};

  // What was sent in this and the last second, for a client without a limit.
  time_point second_begins_{};
  std::uint64_t sent_now_ = 0;
  std::uint64_t sent_before_ = 0;
};

}  // namespace dataarts::throttle

#endif
