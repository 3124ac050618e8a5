#include "plan/rate_profile.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

// Of an estimate by floating point, relative: its eight roundings and a margin.
constexpr double estimate_error = 2e-15;

}  // namespace

rate_profile::rate_profile(std::span<rate_stage const> stages) {
  stages_.reserve(stages.size());
  std::int64_t at = 0;
  for (auto const& each : stages) {
    auto const length = static_cast<std::int64_t>(each.lasting.count());
    if (length == 0) continue;
    stage made{at, length, to_units(each.from), to_units(each.to), total_, total_, 0};
    made.end += static_cast<work>(made.from + made.to) * static_cast<work>(length);
    made.curvature = static_cast<double>(std::abs(made.to - made.from)) / static_cast<double>(length);
    at += length;
    total_ = made.end;
    stages_.push_back(made);
  }
  length_ = std::chrono::nanoseconds(at);
}

// What is due in a ramp within `time` from its slower end, rounded. The square of the time does not fit, hence two
// steps.
work rate_profile::area(stage const& of, std::int64_t time, bool up) noexcept {
  auto const slower = 2 * static_cast<work>(std::min(of.from, of.to));
  auto const length = static_cast<work>(of.length);
  auto const t = static_cast<work>(time);
  auto const rise = static_cast<work>(std::abs(of.to - of.from)) * t;
  auto const rest = rise % length * t;
  return slower * t + rise / length * t + (up ? (rest + length - 1) / length : rest / length);
}

// The last time by which no more than `due` is due. The estimate decides unless it is too close to a whole number.
std::int64_t rate_profile::in_ramp_up(stage const& of, work due) noexcept {
  auto const slower = 2.0 * static_cast<double>(of.from);
  auto const sought = static_cast<double>(due);
  auto const below = slower + std::sqrt(slower * slower + 4 * of.curvature * sought);
  auto const estimate = below > 0 ? 2 * sought / below : 0;
  auto guess = static_cast<std::int64_t>(estimate);
  auto const over = estimate - static_cast<double>(guess);
  auto const error = estimate * estimate_error;
  if (over > error && over < 1 - error) return std::min(guess, of.length - 1);
  while (guess > 0 && area(of, guess, true) > due) --guess;
  while (guess + 1 < of.length && area(of, guess + 1, true) <= due) ++guess;
  return guess;
}

// The same seen from the end of a ramp down: the shortest time within which at least `missing` is due.
std::int64_t rate_profile::in_ramp_down(stage const& of, work missing) noexcept {
  auto const slower = 2.0 * static_cast<double>(of.to);
  auto const sought = static_cast<double>(missing);
  auto const estimate = 2 * sought / (slower + std::sqrt(slower * slower + 4 * of.curvature * sought));
  auto guess = static_cast<std::int64_t>(estimate);
  auto const over = estimate - static_cast<double>(guess);
  auto const error = estimate * estimate_error;
  if (over > error && over < 1 - error) return std::min(guess + 1, of.length);
  while (guess > 0 && area(of, guess - 1, false) >= missing) --guess;
  while (area(of, guess, false) < missing) ++guess;
  return guess;
}

work rate_profile::due_by(std::chrono::nanoseconds at) const noexcept {
  if (at >= length_) return total_;
  if (at.count() <= 0) return 0;
  auto const after = std::upper_bound(stages_.begin(), stages_.end(), at.count(),
                                      [](std::int64_t time, stage const& each) { return time < each.at; });
  auto const& in = *std::prev(after);
  auto const within = at.count() - in.at;
  if (in.from == in.to) return in.begin + static_cast<work>(2 * in.from) * static_cast<work>(within);
  if (in.from < in.to) return in.begin + area(in, within, true);
  return in.end - area(in, in.length - within, false);
}

std::chrono::nanoseconds rate_profile::instant_of(work due) const noexcept {
  auto const in = std::upper_bound(stages_.begin(), stages_.end(), due,
                                   [](work sought, stage const& each) { return sought < each.end; });
  return instant_in(*in, due);
}

double rate_profile::rate_at(std::chrono::nanoseconds at) const noexcept {
  for (auto const& each : stages_) {
    auto const within = at.count() - each.at;
    if (within < 0 || within >= each.length) continue;
    auto const share = static_cast<double>(within) / static_cast<double>(each.length);
    auto const units = static_cast<double>(each.from) + share * static_cast<double>(each.to - each.from);
    return units / units_per_request_per_second;
  }
  return 0;
}

}  // namespace dataarts::load
