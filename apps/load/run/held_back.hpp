#ifndef DATAARTS_LOAD_RUN_HELD_BACK_HPP
#define DATAARTS_LOAD_RUN_HELD_BACK_HPP

#include <dataarts/clock.hpp>

#include <algorithm>
#include <chrono>

namespace dataarts::load {

/// How long a client holds all its requests back, as `Retry-After` asks it to. Knows no clock: time comes in.
class held_back {
 public:
  /// A longer `Retry-After` is not obeyed. Any run is over before.
  static constexpr std::chrono::hours longest{24 * 365};

  /// Nothing that was before is counted.
  void go_on(clock::time_point now) noexcept {
    from_ = std::max(from_, now);
    owed_ = {};
  }

  /// An answer that came then asks for it.
  void hold(clock::time_point at, std::chrono::nanoseconds lasting) noexcept {
    if (lasting > longest) return;
    auto const until = at + lasting;
    if (at >= until_) {
      owed_ += std::max(until_ - from_, clock::duration::zero());
      from_ = at;
    }
    until_ = std::max(until_, until);
  }

  /// Whether requests were held back at some time after that one.
  bool lasts_beyond(clock::time_point when) const noexcept { return until_ > when; }

  /// How long it was since the last call.
  std::chrono::nanoseconds take(clock::time_point now) noexcept {
    auto const reached = std::min(now, until_);
    auto const passed = owed_ + std::max(reached - from_, clock::duration::zero());
    owed_ = {};
    from_ = std::max(from_, reached);
    return passed;
  }

 private:
  clock::time_point from_;
  clock::time_point until_;
  clock::duration owed_{};  // of what was over when another one began
};

}  // namespace dataarts::load

#endif
