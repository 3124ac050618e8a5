#ifndef DATAARTS_LOAD_COMPARE_COMPARISON_HPP
#define DATAARTS_LOAD_COMPARE_COMPARISON_HPP

#include "compare/block.hpp"
#include "compare/block_sums.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {

/// Fewer blocks, or turns, tell nothing.
inline constexpr std::size_t fewest_blocks = 8;

struct comparison_options {
  double margin = 0.05;         ///< a change up to it is of no matter; a share of the value before
  double error_margin = 0.001;  ///< the same for the share of errors, as a difference of shares
  double confidence = 0.95;     ///< of each interval
  std::size_t resamples = 2000;
  std::uint64_t seed = 1;
};

enum class change_verdict : std::uint8_t {
  worse,      ///< the whole interval lies beyond the margin: a regression
  better,     ///< the same on the other side
  same,       ///< the whole interval lies within the margin
  unclear,    ///< neither: longer or steadier runs would tell
  undecided,  ///< too little data for an interval, see `why`
};

std::string_view to_string(change_verdict value) noexcept;

/// One figure of both runs.
struct difference {
  compared what = compared::p50;
  std::optional<double> before, after;  ///< nanoseconds, answers per second, share
  std::optional<double> change;         ///< of the value before, as a share; of error shares the plain difference
  double low = 0, high = 0;             ///< the interval of the change, unless `undecided`
  change_verdict verdict = change_verdict::undecided;
  std::string why;  ///< if `undecided`
};

struct comparison {
  std::array<difference, compared_count> differences;
  comparison_options options;
  bool paired = false;
  std::size_t blocks_before = 0, blocks_after = 0;
  double block_seconds = 0;

  bool regressed() const noexcept;

  /// False: there was too little data for any verdict, which is no verdict that nothing changed.
  bool decided() const noexcept;
};

/// Two runs that were made one after another, by their seconds without the warm-up. What is drawn with replacement are
/// blocks of neighbouring seconds, not requests: requests of one second share their luck, and an interval that takes
/// them for independent is far too narrow. Percentile bootstrap; the percentiles are widened for the number of blocks
/// as Student's t is against the normal distribution (Hesterberg 2015), as there may be few.
comparison compare_runs(std::span<block const> before, std::span<block const> after,
                        comparison_options const& options = {});

/// Two runs that took turns: `before[i]` and `after[i]` were measured next to each other, and are drawn together, so
/// that what changed for both does not widen the interval. As many of both; throws `std::invalid_argument` if not.
comparison compare_paired(std::span<block const> before, std::span<block const> after,
                          comparison_options const& options = {});

}  // namespace dataarts::load

#endif
