#include "waiting/run_times.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace dataarts::waiting {

namespace {

/// Of a script that nothing is known about: a run of age t ends within the next second with this chance / (t + this).
constexpr float unknown_hurry = 2;
constexpr float unknown_begin = 30;

/// How many observed runs that assumption is worth.
constexpr float assumed_runs = 1;

/// Beyond this the observations are halved, so that a script whose runs become slower is learnt anew.
constexpr double most_weight = 8192;

float unknown_hazard(std::size_t age_class) noexcept {
  auto const middle = (age_scale::begin_of(age_class) + age_scale::end_of(age_class)) / 2;
  return unknown_hurry / (unknown_begin + middle);
}

}  // namespace

void run_times::observe(float from, float to, float share) noexcept {
  auto const first = age_scale::class_of(from);
  auto const last = age_scale::class_of(to);
  if (first == last) {
    part_[first] += share * std::max(to - from, 0.0F);
    return;
  }
  part_[first] += share * (age_scale::end_of(first) - from);
  part_[last] += share * (to - age_scale::begin_of(last));
  through_[first + 1] += share;
  through_[last] -= share;
}

void run_times::survived(float from, float to) noexcept {
  observe(from, to, 1);
  weight_ += 1;
}

void run_times::ended(float from, float at) noexcept {
  observe(from, at, 1);
  ends_[age_scale::class_of(at)] += 1;
  weight_ += 1;
}

void run_times::ended_between(float from, float to) noexcept {
  auto const first = age_scale::class_of(from);
  auto const last = age_scale::class_of(to);
  weight_ += 1;
  // The share of runs that end in each class, of those that end before `to`.
  auto const part_of = [&](std::size_t i) {
    return std::min(to, age_scale::end_of(i)) - std::max(from, age_scale::begin_of(i));
  };
  float passed = 0;
  for (auto i = first; i <= last; ++i) passed += hazards_[i] * part_of(i);
  auto const all = 1 - std::exp(-passed);
  if (!(all > 0)) {
    ends_[last] += 1;
    observe(from, to, 1);
    return;
  }
  float left = 1;
  for (auto i = first; i <= last; ++i) {
    auto const after = left * std::exp(-hazards_[i] * part_of(i));
    ends_[i] += (left - after) / all;
    // Under observation in this class: those that end later, and half of the time those that end here.
    part_[i] += ((left + after) / 2 - (1 - all)) / all * part_of(i);
    left = after;
  }
}

void run_times::update() noexcept {
  float through = 0;
  for (std::size_t i = 0; i < age_scale::classes; ++i) {
    through += through_[i];
    auto const width = age_scale::end_of(i) - age_scale::begin_of(i);
    auto const seconds = std::max(0.0F, through * width + part_[i]);
    auto const assumed_seconds = assumed_runs * width;
    hazards_[i] = (ends_[i] + assumed_seconds * unknown_hazard(i)) / (seconds + assumed_seconds);
  }
  if (weight_ <= most_weight) return;
  weight_ /= 2;
  for (auto* const counts : {through_.data(), part_.data(), ends_.data()}) {
    for (std::size_t i = 0; i < age_scale::classes; ++i) counts[i] /= 2;
  }
  through_.back() /= 2;
}

}  // namespace dataarts::waiting
