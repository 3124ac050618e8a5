#include "plan/look_times.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

constexpr double shortest_gap = 1e6;  // ns

}  // namespace

look_times::look_times(poll_policy const& policy, std::uint64_t seed, std::uint64_t k) noexcept
    : random_(seed, keyed_random::purpose::looks),
      k_(k),
      at_(policy.initial_delay),
      gap_(static_cast<double>(policy.interval.count())),
      growth_(policy.growth),
      cap_(std::max(static_cast<double>(policy.max_interval.count()), gap_)),
      jitter_(policy.jitter) {}

std::chrono::nanoseconds look_times::next() noexcept {
  using std::chrono::nanoseconds;
  if (look_ > 0) {
    auto const off = jitter_ * share_of(random_(k_, look_)) * gap_;
    auto const gap = std::max(gap_ - off, std::min(gap_, shortest_gap));
    at_ += nanoseconds(std::llround(gap));
    gap_ = std::min(gap_ * growth_, cap_);
  }
  ++look_;
  return at_;
}

}  // namespace dataarts::load
