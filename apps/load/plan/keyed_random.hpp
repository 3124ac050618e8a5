#ifndef DATAARTS_LOAD_PLAN_KEYED_RANDOM_HPP
#define DATAARTS_LOAD_PLAN_KEYED_RANDOM_HPP

#include "plan/wide.hpp"

#include <cstdint>

namespace dataarts::load {

/// Random numbers that are functions of a seed, of what they are for, and of a number: who asks for the one of request
/// k need not have asked for those before it, so threads and shards get the same ones. It is SplitMix64 (Steele, Lea,
/// Flood), whose state after k steps is a product.
class keyed_random {
 public:
  /// What the numbers are for: two purposes never share numbers.
  enum class purpose : std::uint64_t { gaps = 1, targets, run_times, looks };

  constexpr keyed_random(std::uint64_t seed, purpose what) noexcept
      : key_(mix(mix(seed + step) ^ (static_cast<std::uint64_t>(what) * step))) {}

  /// The 64 bits of request k.
  constexpr std::uint64_t operator()(std::uint64_t k) const noexcept { return mix(key_ + (k + 1) * step); }

  /// Of several that request k needs, the one numbered `which`.
  constexpr std::uint64_t operator()(std::uint64_t k, std::uint64_t which) const noexcept {
    return mix((*this)(k) + (which + 1) * step);
  }

 private:
  static constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

  static constexpr std::uint64_t mix(std::uint64_t z) noexcept {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

  std::uint64_t key_;
};

/// From 0 to `bound` - 1, all equally likely as far as 64 bits can tell.
constexpr std::uint64_t below(std::uint64_t bound, std::uint64_t random) noexcept {
  return static_cast<std::uint64_t>((wide{random} * bound) >> 64);
}

/// From 0 to below 1, with 53 bits.
constexpr double share_of(std::uint64_t random) noexcept { return static_cast<double>(random >> 11) * 0x1p-53; }

}  // namespace dataarts::load

#endif
