#ifndef DATAARTS_LOAD_PLAN_LOOK_TIMES_HPP
#define DATAARTS_LOAD_PLAN_LOOK_TIMES_HPP

#include "plan/keyed_random.hpp"
#include "plan/plan.hpp"

#include <chrono>
#include <cstdint>

namespace dataarts::load {

/// When the looks at one run are due, by its poll policy. Each gap is the interval times the growth as often as there
/// were gaps, at most the cap; jitter makes it shorter by up to its share, as that of a `client` does, keyed by the
/// seed, the run and the look, but never shorter than a millisecond. The same on every platform.
class look_times {
 public:
  /// @param policy  one that `problems_of` has no objection to; it is not kept.
  /// @param k  the number of the run.
  look_times(poll_policy const& policy, std::uint64_t seed, std::uint64_t k) noexcept;

  /// From the start of the run to its next look. The first is the initial delay.
  std::chrono::nanoseconds next() noexcept;

 private:
  keyed_random random_;
  std::uint64_t k_;
  std::uint64_t look_ = 0;
  std::chrono::nanoseconds at_;
  double gap_;
  double growth_;
  double cap_;
  double jitter_;
};

}  // namespace dataarts::load

#endif
