#include "verdict/threshold_watch.hpp"

#include "plan/planned_time.hpp"
#include "result/load_figures.hpp"
#include "verdict/threshold_sample.hpp"

#include <quantity_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace dataarts::load {
namespace {

std::string window_name(threshold const& condition, std::int64_t first) {
  auto const last = first + condition.over->count() - 1;
  return first == last ? fmt::format("second {}", first + 1) : fmt::format("seconds {} to {}", first + 1, last + 1);
}

threshold_verdict verdict_of(threshold const& condition, threshold_window const& window) {
  threshold_verdict made;
  made.text = condition.text;
  made.value = window.worst();
  if (window.windows() == 0) {
    made.decided = false;
    made.measured = fmt::format("no data: fewer than {} whole seconds were measured", condition.over->count());
    return made;
  }
  made.holds = window.failed() == 0;
  auto const failed = fmt::format("{} of {} windows failed", window.failed(), window.windows());
  if (window.empty()) {
    made.decided = window.worst().has_value();
    made.measured =
        fmt::format("no data: {} in {}; {}", why_no_value(condition), window_name(condition, *window.empty()), failed);
    return made;
  }
  made.measured =
      fmt::format("worst {} in {}", value_text(condition, *window.worst()), window_name(condition, window.worst_at()));
  if (!made.holds) made.measured += "; " + failed;
  return made;
}

std::optional<double> value_of_run(threshold const& condition, result const& run) {
  auto const figures = figures_of(run);
  if (condition.unit == threshold_unit::of_planned) {
    return run.total.planned > 0 ? std::optional(figures.answered_share) : std::nullopt;
  }
  auto sample = threshold_sample::of(condition, run.total, std::chrono::duration<double>(figures.planned_time).count());
  sample.answered = figures.answered;
  return value_of(condition, sample);
}

threshold_verdict verdict_of(threshold const& condition, result const& run) {
  threshold_verdict made;
  made.text = condition.text;
  made.value = value_of_run(condition, run);
  made.decided = made.value.has_value();
  made.holds = made.decided && fulfils(condition, *made.value);
  made.measured =
      made.decided ? value_text(condition, *made.value) : fmt::format("no data: {}", why_no_value(condition));
  auto const late = figures_of(run).answered_late;
  if (condition.kind == threshold_kind::rate && made.decided && !made.holds && late > 0) {
    made.measured += fmt::format("; {} more came after the plan", apps::with_commas(late));
  }
  return made;
}

}  // namespace

bool all_hold(std::span<threshold_verdict const> verdicts) noexcept {
  return std::all_of(verdicts.begin(), verdicts.end(), [](auto const& each) { return each.holds; });
}

threshold_watch::threshold_watch(std::vector<threshold> thresholds, run_prospect prospect)
    : thresholds_(std::move(thresholds)), windows_(thresholds_.size()), prospect_(prospect) {
  for (std::size_t i = 0; i < thresholds_.size(); ++i) {
    if (thresholds_[i].over) windows_[i].emplace(thresholds_[i]);
  }
}

void threshold_watch::second(std::int64_t number, measurement const& seen, result const& so_far) {
  if (number < 0 || number >= whole_seconds(figures_of(so_far).planned_time)) return;
  for (auto& each : windows_) {
    if (each) each->second(number, seen);
  }
}

void threshold_watch::end(result const& whole) {
  for (auto& each : windows_) {
    if (each) each->end(whole_seconds(figures_of(whole).planned_time));
  }
}

std::optional<std::string> threshold_watch::hopeless(measurement const& so_far) const {
  std::uint64_t ended = 0;
  for (auto const each : so_far.ended) ended += each;
  std::optional<std::uint64_t> left;
  if (prospect_.planned) left = *prospect_.planned - std::min(*prospect_.planned, ended);
  for (std::size_t i = 0; i < thresholds_.size(); ++i) {
    auto const& condition = thresholds_[i];
    if (!condition.abort) continue;
    if (windows_[i]) {
      if (windows_[i]->failed() == 0) continue;
      return fmt::format("{} does not hold in {}", condition.text, window_name(condition, windows_[i]->first_failed()));
    }
    // A rate is judged by what the whole run will have been.
    auto sample = threshold_sample::of(condition, so_far, 0);
    if (prospect_.duration) sample.seconds = std::chrono::duration<double>(*prospect_.duration).count();
    sample.planned = prospect_.planned.value_or(0);
    auto const range = reachable(condition, sample, left);
    if (!is_out_of_reach(condition, range)) continue;
    auto const wants_less = condition.relation == threshold_relation::less ||
                            condition.relation == threshold_relation::less_or_equal ||
                            (condition.relation == threshold_relation::equal && range.lowest > condition.limit);
    return wants_less ? fmt::format("{} cannot hold any more: at least {}", condition.text,
                                    value_text(condition, range.lowest))
                      : fmt::format("{} cannot hold any more: at most {}", condition.text,
                                    value_text(condition, range.highest));
  }
  return std::nullopt;
}

std::vector<threshold_verdict> threshold_watch::verdicts(result const& run) const {
  std::vector<threshold_verdict> made;
  made.reserve(thresholds_.size());
  for (std::size_t i = 0; i < thresholds_.size(); ++i) {
    made.push_back(windows_[i] ? verdict_of(thresholds_[i], *windows_[i]) : verdict_of(thresholds_[i], run));
  }
  return made;
}

}  // namespace dataarts::load
