#ifndef DATAARTS_LOAD_PLAN_ARRIVALS_HPP
#define DATAARTS_LOAD_PLAN_ARRIVALS_HPP

#include "plan/fixed_log.hpp"
#include "plan/keyed_random.hpp"
#include "plan/plan.hpp"
#include "plan/rate_profile.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace dataarts::load {

/// A request, or a start of a script, and when it is to be made.
struct planned_instant {
  std::uint64_t k = 0;             ///< how many come before it, in the whole plan
  std::chrono::nanoseconds at{0};  ///< from the begin of the warm-up
};

/// The part of a shard that one of its threads has.
constexpr shard part_of(shard whole, std::size_t thread, std::size_t threads) noexcept {
  return {whole.index + whole.count * thread, whole.count * threads};
}

/// The planned instants of an open or workload plan in rising order: all of them, or those of one part.
///
/// The parts together have exactly the instants of the whole, each once, on every platform: all is computed in whole
/// numbers, the random gaps included. With Poisson arrivals the gaps are exponential in what the rate adds up to, each
/// keyed by the seed and its number; every part adds up all of them, which takes it some nanoseconds for each.
///
/// No call allocates. A copy goes on from where the original is. The profile outlives it.
class arrivals {
 public:
  /// @param of  a plan that `problems_of` has no objection to; it is not kept.
  /// @param profile  of its stages.
  arrivals(plan const& of, rate_profile const& profile, shard part = {});

  /// The next one; nothing at the end of the stages, or when `plan::requests` came after the warm-up.
  std::optional<planned_instant> next() noexcept { return poisson_ ? next_poisson() : next_uniform(); }

  /// How many the whole plan has with even arrivals; with Poisson arrivals about as many.
  static std::uint64_t expected_total(plan const& of, rate_profile const& profile);

 private:
  static constexpr std::uint64_t never = UINT64_MAX;

  std::optional<planned_instant> next_uniform() noexcept {
    if (k_ >= end_) return std::nullopt;
    planned_instant const made{k_, forward_.instant_of(due_)};
    k_ += stride_;
    due_ += step_;
    return made;
  }

  std::optional<planned_instant> next_poisson() noexcept {
    for (; k_ < end_; ++k_) {
      due_ += gap(k_);
      if (due_ >= total_) break;
      if (requests_ != never && due_ >= warm_) {
        end_ = requests_ < never - k_ ? k_ + requests_ : never;
        requests_ = never;
        if (k_ == end_) break;
      }
      if (until_own_ == 0) {
        until_own_ = stride_ - 1;
        return planned_instant{k_++, forward_.instant_of(due_)};
      }
      --until_own_;
    }
    k_ = end_ = 0;
    return std::nullopt;
  }

  // Exponential with mean 1, times one request.
  work gap(std::uint64_t k) const noexcept { return (work{minus_ln(random_(k) | 1)} * work_of_one) >> log_bits; }

  rate_profile::forward forward_;
  keyed_random random_;
  bool poisson_;
  std::uint64_t k_;
  std::uint64_t end_ = never;
  std::uint64_t stride_;
  work due_ = 0;
  work step_;
  work total_;
  work warm_;                       // due at the end of the warm-up
  std::uint64_t requests_ = never;  // Poisson: after the warm-up, until the first of them came
  std::uint64_t until_own_;         // Poisson: instants of other parts before the next own one
};

}  // namespace dataarts::load

#endif
