#include "waiting/learnt_script.hpp"

#include <algorithm>

namespace dataarts::waiting {

namespace {

/// Gaps are computed anew when the observations, or the ends among them, have doubled; in the long run once in some
/// thousand looks, since the computation takes some 100 µs.
constexpr unsigned least_fresh = 4;
constexpr double fresh_share = 1;
constexpr unsigned most_ends = 4096;

constexpr float lead_gain = 0.25F;
constexpr float lead_decay = 0.99F;

}  // namespace

void learnt_script::ended(float from, float to, std::optional<float> run_time) noexcept {
  ++fresh_;
  ++fresh_ends_;
  if (run_time) {
    // A run that was seen going at a greater age than its run time was launched late.
    auto const missing = from - *run_time;
    lead_ = missing > lead_ ? lead_ + lead_gain * (missing - lead_) : lead_ * lead_decay;
    auto const at = *run_time + lead_;
    if (at > from && at <= to) {
      times_.ended(from, at);
      return;
    }
  }
  // No run time, or that of a run which began long before this program heard of it.
  times_.ended_between(from, to);
}

bool learnt_script::update(look_limits const& limits) noexcept {
  auto const many = fresh_ >= std::max<double>(least_fresh, fresh_share * times_.weight());
  auto const many_ends = fresh_ends_ >= std::max<double>(least_fresh, fresh_share * ends_);
  if (!many && !many_ends) return false;
  ends_ = std::min(ends_ + fresh_ends_, most_ends);
  fresh_ = fresh_ends_ = 0;
  times_.update();
  gaps_ = look_gaps(times_, limits);
  return true;
}

}  // namespace dataarts::waiting
