#ifndef DATAARTS_LOAD_HISTOGRAM_SPARSE_COUNTS_HPP
#define DATAARTS_LOAD_HISTOGRAM_SPARSE_COUNTS_HPP

#include "histogram/hdr_histogram.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace dataarts::load {

/// The counters of a histogram that are not 0: what one second of a run takes is some KiB, not 264.
class sparse_counts {
 public:
  struct entry {
    std::uint32_t index = 0;  ///< of the counter
    std::uint64_t count = 0;
  };

  sparse_counts() = default;
  explicit sparse_counts(hdr_histogram const& from);

  /// The same as adding the histogram itself: counters and the largest value are exact. The smallest value is kept to
  /// three digits.
  void add_to(hdr_histogram& to) const noexcept;

  std::span<entry const> entries() const noexcept { return entries_; }  ///< in rising order
  std::uint64_t count() const noexcept { return count_; }
  std::int64_t max() const noexcept { return max_; }

 private:
  std::vector<entry> entries_;
  std::uint64_t count_ = 0;
  std::int64_t max_ = 0;
};

}  // namespace dataarts::load

#endif
