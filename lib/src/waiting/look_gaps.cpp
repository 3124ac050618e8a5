#include "waiting/look_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dataarts::waiting {

namespace {

/// Gaps are tried in steps of this share, since the cost hardly changes around the best one, but beyond the price in
/// shorter ones: a delay as long as the step must not matter much.
constexpr float gap_step = 0.15F;
constexpr float long_gap_step = 0.03F;

using ages = std::array<float, age_scale::classes>;

/// Between the begins of two classes.
float between(ages const& values, float age, std::size_t i) noexcept {
  auto const begin = age_scale::begin_of(i);
  return values[i] + (age - begin) / (age_scale::end_of(i) - begin) * (values[i + 1] - values[i]);
}

/// From the greatest age back to 0; `cost_` holds what was found for greater ages.
class recursion {
 public:
  recursion(run_times const& known, look_limits const& limits, ages const& passed) noexcept
      : known_(known), limits_(limits), passed_(passed) {
    auto const last = age_scale::classes - 1;
    // Runs of the greatest age end at an even rate: the best gap for that, and its cost.
    auto const even = std::sqrt(2 * limits.price / known.hazard(last));
    last_gap_ = std::clamp(even, limits.least_gap, limits.longest_gap);
    cost_[last] = limits.price / (known.hazard(last) * last_gap_) + last_gap_ / 2 + limits.price / 2;
  }

  float last_gap() const noexcept { return last_gap_; }

  /// The best gap at the begin, if classes before `known_from` were left out.
  float first_gap(std::size_t known_from) noexcept {
    std::fill(cost_.begin() + 1, cost_.begin() + static_cast<std::ptrdiff_t>(known_from), cost_[known_from]);
    return best_gap(0);
  }

  /// The best gap where class `i` begins. Called with falling `i`.
  float best_gap(std::size_t i) noexcept {
    auto const age = age_scale::begin_of(i);
    auto const width = age_scale::end_of(i) - age;
    auto best_cost = 0.0F;
    auto best = 0.0F;
    auto delay = 0.0F;
    auto gap = limits_.least_gap;
    for (float gap_before = 0, over_before = 0;;) {
      auto const left = std::exp(passed_[i] - passed_at(age + gap));
      auto const over = 1 - left;
      delay += (over_before + over) / 2 * (gap - gap_before);
      auto const now = limits_.price + delay;
      if (best > 0 && now >= best_cost) return best;
      // Within the class the cost is between that of its begin, which is looked for, and that of its end.
      auto const share = std::min(1.0F, gap / width);
      auto const cost =
          share < 1 ? (now + left * share * cost_[i + 1]) / (1 - left * (1 - share)) : now + left * cost_at(age + gap);
      if (best == 0 || cost < best_cost) {
        best_cost = cost_[i] = cost;
        best = gap;
      }
      if (gap >= limits_.longest_gap) return best;
      gap_before = gap;
      over_before = over;
      gap += std::min(gap * gap_step, std::max({limits_.price, limits_.least_gap, gap * long_gap_step}));
      gap = std::min(gap, limits_.longest_gap);
    }
  }

 private:
  float cost_at(float age) const noexcept {
    auto const i = age_scale::class_of(age);
    return i + 1 < age_scale::classes ? between(cost_, age, i) : cost_[i];
  }

  float passed_at(float age) const noexcept {
    auto const i = age_scale::class_of(age);
    if (i + 1 < age_scale::classes) return between(passed_, age, i);
    return passed_[i] + known_.hazard(i) * (age - age_scale::begin_of(i));
  }

  run_times const& known_;
  look_limits const& limits_;
  ages const& passed_;
  ages cost_{};
  float last_gap_;
};

}  // namespace

look_gaps::look_gaps(run_times const& known, look_limits const& limits) noexcept {
  for (std::size_t i = 0; i + 1 < age_scale::classes; ++i) {
    passed_[i + 1] = passed_[i] + known.hazard(i) * (age_scale::end_of(i) - age_scale::begin_of(i));
  }
  recursion costs(known, limits, passed_);
  gaps_.back() = costs.last_gap();
  // No look comes before the least gap but one at the begin.
  auto const first = std::max<std::size_t>(1, age_scale::class_of(limits.least_gap));
  for (auto i = age_scale::classes - 1; i-- > first;) gaps_[i] = costs.best_gap(i);
  std::fill(gaps_.begin() + 1, gaps_.begin() + static_cast<std::ptrdiff_t>(first) + 1, gaps_[first + 1]);
  gaps_[0] = costs.first_gap(first + 1);
}

float look_gaps::until_chance(float age, float chance) const noexcept {
  auto const i = age_scale::class_of(age);
  if (i + 1 >= age_scale::classes || chance >= 1) return gaps_.back();
  auto const wanted = between(passed_, age, i) - std::log1p(-chance);
  auto const found = std::upper_bound(passed_.begin() + static_cast<std::ptrdiff_t>(i), passed_.end(), wanted);
  if (found == passed_.end()) return gaps_.back();
  auto const end = static_cast<std::size_t>(found - passed_.begin());
  auto const begin = end - 1;
  auto const share = (wanted - passed_[begin]) / (passed_[end] - passed_[begin]);
  auto const when = age_scale::begin_of(begin) + share * (age_scale::end_of(begin) - age_scale::begin_of(begin));
  return std::max(0.0F, when - age);
}

}  // namespace dataarts::waiting
