#ifndef DATAARTS_LOAD_COMPARE_BLOCK_HPP
#define DATAARTS_LOAD_COMPARE_BLOCK_HPP

#include "histogram/sparse_counts.hpp"
#include "measure/measurement.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dataarts::load {

/// Some time of a run, as it is drawn in a comparison: whole, since what happens within a second hangs together.
struct block {
  double seconds = 0;
  std::uint64_t ended = 0;  ///< `measurement::judged`
  std::uint64_t errors = 0;
  std::vector<sparse_counts> latency;  ///< of answers; one for each second

  std::uint64_t answered() const noexcept;
};

enum class compared_latency : std::uint8_t { response, service };

/// One second of a run, or one turn of an interleaved run.
block block_of(measurement const& seen, double seconds, compared_latency which = compared_latency::response);

/// How many seconds a block should have, so that blocks hardly depend on each other and there are still many: the cube
/// root of their number, at most a tenth of them, at least 1; more if there were more than 500 blocks.
std::size_t block_length(std::size_t seconds) noexcept;

/// `length` neighbours each become one block; the last one has what is left.
std::vector<block> joined(std::span<block const> seconds, std::size_t length);

}  // namespace dataarts::load

#endif
