#include "rate_limiter.hpp"

#include <algorithm>

namespace dataarts::throttle {

namespace {

using namespace std::chrono_literals;

constexpr double decrease = 0.5;

/// Far more than any burst needs, and far from overflow.
constexpr std::chrono::hours longest_tolerance(24 * 365);

double seconds(clock::duration value) noexcept { return std::chrono::duration<double>(value).count(); }

}  // namespace

rate_limiter::rate_limiter(throttle_options const& options) noexcept
    : options_(options), rate_(0), most_(options.requests_per_second) {
  set_rate(options.requests_per_second);
}

void rate_limiter::set_rate(double wanted) noexcept {
  rate_ = wanted;
  // Rounded up: a limit is never passed, not even by one request in an hour.
  interval_ = wanted > 0 ? std::chrono::ceil<duration>(std::chrono::duration<double>(1 / wanted)) : duration(0);
}

rate_limiter::time_point rate_limiter::next(time_point now) const noexcept {
  if (paused_until_ > now) return paused_until_;
  if (rate_ <= 0) return now;
  auto const tolerance = std::chrono::duration_cast<duration>(
      std::min<std::chrono::duration<double, duration::period>>(interval_ * (options_.burst - 1), longest_tolerance));
  return std::max(now, due_ - tolerance);
}

void rate_limiter::sent(time_point now) noexcept {
  if (rate_ > 0) due_ = std::max(due_, now) + interval_;
  if (now - second_begins_ >= 1s) {
    sent_before_ = now - second_begins_ < 2s ? sent_now_ : 0;
    sent_now_ = 0;
    second_begins_ = now;
  }
  ++sent_now_;
}

double rate_limiter::observed(time_point now) const noexcept {
  // Too short a time says nothing yet; the second before counts in full then.
  auto const elapsed = seconds(now - second_begins_);
  auto const present = elapsed > 0.5 ? static_cast<double>(sent_now_) / elapsed : static_cast<double>(sent_now_);
  return std::max(present, static_cast<double>(sent_before_));
}

void rate_limiter::answered(time_point now) noexcept {
  if (!lowered_) return;
  // Raised once in a while, not by a little with each of many answers.
  auto const elapsed = now - raised_at_;
  if (elapsed < 100ms) return;
  raised_at_ = now;
  // Without a known limit only a rate that is used is raised, so that it stays one.
  if (most_ <= 0 && rate_ > 2 * observed(now)) return;
  auto const raised =
      rate_ + (most_ > 0 ? most_ : rate_) * options_.increase * seconds(std::min<duration>(elapsed, 1s));
  if (most_ > 0 && raised >= most_) {
    set_rate(most_);
    lowered_ = false;
  } else {
    set_rate(raised);
  }
}

void rate_limiter::refused(time_point sent_at, time_point now, std::optional<double> told,
                           std::optional<duration> pause) noexcept {
  if (pause) paused_until_ = std::max(paused_until_, now + *pause);
  if (!options_.adapt || (lowered_at_ && sent_at <= *lowered_at_)) return;
  auto const present = rate_ > 0 ? std::min(rate_, observed(now)) : observed(now);
  auto wanted = present * decrease;
  if (told) {
    auto const own = options_.requests_per_second;
    most_ = own > 0 ? std::min(own, *told) : *told;
    // The first time the limit is taken as it is told; if that is refused too, others use up a part of it.
    if (rate_ <= 0 || rate_ > most_) wanted = most_;
  }
  // The floor is for what is learnt by halving; a limit that was set or told goes before it.
  auto const floor = most_ > 0 ? std::min(most_, options_.min_requests_per_second) : options_.min_requests_per_second;
  set_rate(std::max(wanted, floor));
  lowered_ = most_ <= 0 || rate_ < most_;
  raised_at_ = now;
  lowered_at_ = now;
  due_ = std::max(due_, now + interval_);
}

}  // namespace dataarts::throttle
