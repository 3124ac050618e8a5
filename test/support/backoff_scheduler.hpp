#ifndef DATAARTS_TEST_SUPPORT_BACKOFF_SCHEDULER_HPP
#define DATAARTS_TEST_SUPPORT_BACKOFF_SCHEDULER_HPP

#include "waiting/request_pace.hpp"

#include <dataarts/clock.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <utility>
#include <vector>

namespace dataarts::test {

/// What programs usually do: each instance is looked at after a gap that grows by a factor, up to a limit; those that
/// are due wait for their turn in order. The peer of `waiting::fleet_scheduler`.
class backoff_scheduler {
 public:
  backoff_scheduler(clock::duration first_gap, double factor, clock::duration longest_gap, std::optional<double> rate,
                    std::size_t concurrency)
      : first_gap_(first_gap), factor_(factor), longest_gap_(longest_gap), concurrency_(concurrency) {
    pace_.set_limit(rate);
  }

  std::uint32_t add(std::uint32_t /*script*/, clock::time_point now, bool /*begun_now*/ = false) {
    gaps_.push_back(first_gap_);
    auto const index = static_cast<std::uint32_t>(gaps_.size() - 1);
    plan(index, now);
    return index;
  }

  std::optional<std::uint32_t> take(clock::time_point now) {
    if (under_way_ >= concurrency_ || pace_.next(now) > now || due_.empty() || due_.top().first > now) return {};
    auto const index = due_.top().second;
    due_.pop();
    ++under_way_;
    pace_.began(now);
    return index;
  }

  clock::time_point next(clock::time_point now) const {
    if (under_way_ >= concurrency_ || due_.empty()) return clock::time_point::max();
    return std::max(pace_.next(now), due_.top().first);
  }

  void looked_not_terminal(std::uint32_t index, clock::time_point now) {
    --under_way_;
    plan(index, now);
  }

  void ended(std::uint32_t /*index*/, clock::time_point /*now*/, std::optional<clock::duration> /*run_time*/) {
    --under_way_;
  }

 private:
  using entry = std::pair<clock::time_point, std::uint32_t>;

  void plan(std::uint32_t index, clock::time_point now) {
    auto& gap = gaps_[index];
    due_.emplace(now + gap, index);
    auto const grown = static_cast<double>(gap.count()) * factor_;
    gap = std::min(longest_gap_, clock::duration(static_cast<clock::duration::rep>(grown)));
  }

  clock::duration first_gap_;
  double factor_;
  clock::duration longest_gap_;
  std::size_t concurrency_;
  std::size_t under_way_ = 0;
  waiting::request_pace pace_;
  std::vector<clock::duration> gaps_;
  std::priority_queue<entry, std::vector<entry>, std::greater<>> due_;
};

}  // namespace dataarts::test

#endif
