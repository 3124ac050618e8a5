#include "verdict/threshold_window.hpp"

#include <cmath>
#include <cstddef>

namespace dataarts::load {

threshold_window::threshold_window(threshold const& condition) : condition_(condition) {}

void threshold_window::second(std::int64_t number, measurement const& seen) {
  end(number);
  add(seen);
}

void threshold_window::end(std::int64_t count) {
  if (next_ >= count) return;
  measurement const nothing;
  while (next_ < count) add(nothing);
}

void threshold_window::add(measurement const& seen) {
  kept_second kept;
  kept.counts = threshold_sample::of(condition_, seen, 1);
  if (kept.counts.latency != nullptr) kept.latency = sparse_counts(*kept.counts.latency);
  kept.counts.latency = nullptr;
  seconds_.push_back(std::move(kept));
  ++next_;
  auto const length = static_cast<std::size_t>(condition_.over->count());
  if (seconds_.size() > length) seconds_.pop_front();
  if (seconds_.size() < length) return;

  threshold_sample whole;
  sum_.reset();
  for (auto const& each : seconds_) {
    whole.add_counts(each.counts);
    each.latency.add_to(sum_);
  }
  whole.latency = &sum_;
  judge(value_of(condition_, whole));
}

void threshold_window::judge(std::optional<double> value) {
  auto const began = next_ - condition_.over->count();
  ++windows_;
  if (!value || !fulfils(condition_, *value)) {
    if (failed_ == 0) first_failed_ = began;
    ++failed_;
  }
  if (!value) {
    if (!empty_) empty_ = began;
    return;
  }
  if (worst_ && !is_worse(*value)) return;
  worst_ = value;
  worst_at_ = began;
}

bool threshold_window::is_worse(double value) const noexcept {
  switch (condition_.relation) {
    case threshold_relation::less:
    case threshold_relation::less_or_equal:
      return value > *worst_;
    case threshold_relation::greater:
    case threshold_relation::greater_or_equal:
      return value < *worst_;
    case threshold_relation::equal:
      return std::abs(value - condition_.limit) > std::abs(*worst_ - condition_.limit);
  }
  return false;
}

}  // namespace dataarts::load
