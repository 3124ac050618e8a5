#ifndef DATAARTS_WAITING_LOOK_GAPS_HPP
#define DATAARTS_WAITING_LOOK_GAPS_HPP

#include "waiting/age_scale.hpp"
#include "waiting/run_times.hpp"

#include <array>

namespace dataarts::waiting {

/// What a look costs, as the delay that is as bad, and the gaps that are allowed; in seconds.
struct look_limits {
  float price;
  float least_gap;
  float longest_gap;
};

/// For every age of a run that was just found going, the time until the look after that: such that the requests still
/// to come, at their price, and the delay until the end is known are least together on average.
///
/// This is the recursion of optimal inspection (Barlow, Hunter and Proschan, 1963) from the greatest age back to 0. Let
/// S(x) be the share of runs of age u that go on for x. The cost from there is the least one over all gaps x of
///     price + integral of (1 - S) from 0 to x + S(x) * cost(u + x)
class look_gaps {
 public:
  look_gaps(run_times const& known, look_limits const& limits) noexcept;

  /// The gap in seconds after a look at a run of that age.
  float after(float age) const noexcept {
    auto const i = age_scale::class_of(age);
    if (i + 1 >= age_scale::classes) return gaps_[age_scale::classes - 1];
    auto const begin = age_scale::begin_of(i);
    auto const share = (age - begin) / (age_scale::end_of(i) - begin);
    return gaps_[i] + share * (gaps_[i + 1] - gaps_[i]);
  }

  /// The time in seconds after a look at a run of that age until it is over with this chance.
  float until_chance(float age, float chance) const noexcept;

 private:
  // Where each class begins.
  std::array<float, age_scale::classes> gaps_{};
  std::array<float, age_scale::classes> passed_{};  // the hazard so far, -log S
};

}  // namespace dataarts::waiting

#endif
