#ifndef DATAARTS_LOAD_COMPARE_BLOCK_SUMS_HPP
#define DATAARTS_LOAD_COMPARE_BLOCK_SUMS_HPP

#include "compare/block.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dataarts::load {

enum class compared : std::uint8_t { p50, p90, p99, p999, mean, throughput, error_share };
inline constexpr std::size_t compared_count = 7;

/// None: there is nothing to tell it from.
using compared_values = std::array<std::optional<double>, compared_count>;

/// The figures of any mixture of a run's blocks, fast: a percentile takes one pass over the blocks for each step of a
/// binary search, not one over all counters of all blocks.
class block_sums {
 public:
  explicit block_sums(std::span<block const> blocks);

  /// Of the mixture that has block i `times[i]` times. Latencies in nanoseconds, throughput in answers per second.
  compared_values of(std::span<std::uint32_t const> times) const;

  /// Of all blocks, each once.
  compared_values of_all() const;

  std::size_t size() const noexcept { return seconds_.size(); }
  std::uint64_t answered() const noexcept { return answered_; }

 private:
  double percentile(std::span<std::uint32_t const> times, double share, std::uint64_t answered) const;

  std::vector<std::uint32_t> counters_;    // those of the histograms that are not 0, in rising order
  std::vector<std::uint32_t> cumulative_;  // for each counter, for each block: answers up to it
  std::vector<double> seconds_;            // from here on for each block
  std::vector<double> latency_sums_;
  std::vector<std::uint64_t> ended_;
  std::vector<std::uint64_t> errors_;
  std::vector<std::uint64_t> answers_;
  std::uint64_t answered_ = 0;
};

}  // namespace dataarts::load

#endif
