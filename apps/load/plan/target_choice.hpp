#ifndef DATAARTS_LOAD_PLAN_TARGET_CHOICE_HPP
#define DATAARTS_LOAD_PLAN_TARGET_CHOICE_HPP

#include "plan/keyed_random.hpp"
#include "plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dataarts::load {

/// Whom the k-th request asks: a function of the plan's seed and k, whatever thread or shard sends it. In constant
/// time; no call allocates. Safe for use by several threads. Copies share their table.
class target_choice {
 public:
  /// @param count  of targets, from 1 to `most`.
  /// @param exponent  of Zipf: the target at place r, from 1, is asked in proportion to r to the power of -exponent.
  ///                  From 0, all alike, to 10. Takes 8 bytes for each target.
  target_choice(target_order order, std::size_t count, std::uint64_t seed, double exponent = 1);

  static constexpr std::size_t most = 100'000'000;

  /// The place in `plan::targets`.
  std::size_t operator()(std::uint64_t k) const noexcept {
    if (order_ == target_order::in_order) return static_cast<std::size_t>(k % count_);
    auto const bits = random_(k);
    auto const place = static_cast<std::size_t>(below(count_, bits));
    if (order_ == target_order::random) return place;
    auto const& slot = (*table_)[place];
    // The bits that did not decide the place.
    return static_cast<std::uint32_t>((bits * count_) >> 32) < slot.own ? place : slot.other;
  }

 private:
  // Walker's alias method: each place is shared by two targets.
  struct slot {
    std::uint32_t own;  ///< share of the target of that place, in 2^-32
    std::uint32_t other;
  };

  static std::vector<slot> make_table(std::size_t count, double exponent);

  target_order order_;
  std::size_t count_;
  keyed_random random_;
  std::shared_ptr<std::vector<slot> const> table_;
};

/// The share of each target: `shares[i]` of the requests, in sum 1, for a report. Of the first `first` targets.
std::vector<double> target_shares(target_order order, std::size_t count, double exponent, std::size_t first);

}  // namespace dataarts::load

#endif
