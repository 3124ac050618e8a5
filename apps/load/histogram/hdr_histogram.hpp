#ifndef DATAARTS_LOAD_HISTOGRAM_HDR_HISTOGRAM_HPP
#define DATAARTS_LOAD_HISTOGRAM_HDR_HISTOGRAM_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace dataarts::load {

/// How often each value came, with three significant decimal digits, in fixed memory: the High Dynamic Range histogram
/// of Gil Tene (hdrhistogram.org), with its layout for the lowest value 1, the highest 3.6e12 and three digits. Values
/// are nanoseconds: 1 ns to 1 h, in 33,792 counters, 264 KiB.
///
/// Below 2,048 each value has its own counter; above, 1,024 counters of equal width for each power of two. Histograms
/// of several threads, intervals or machines are added counter by counter, which loses nothing.
class hdr_histogram {
 public:
  static constexpr std::int64_t lowest = 1;
  static constexpr std::int64_t highest = 3'600'000'000'000;
  static constexpr int digits = 3;

  hdr_histogram() : counts_(size) {}

  /// A value below 0 counts as 0; one above `highest` as `highest`, and in `clipped`.
  void record(std::int64_t value, std::uint64_t times = 1) noexcept {
    if (value < 0) value = 0;
    if (value > highest) {
      value = highest;
      clipped_ += times;
    }
    counts_[index_of(value)] += times;
    count_ += times;
    if (value < min_) min_ = value;
    if (value > max_) max_ = value;
  }

  void add(hdr_histogram const& other) noexcept;
  void reset() noexcept;

  std::uint64_t count() const noexcept { return count_; }
  std::uint64_t clipped() const noexcept { return clipped_; }

  /// For readers of files: counters do not tell how many of the largest values were clipped.
  void set_clipped(std::uint64_t times) noexcept { clipped_ = times; }

  /// As HdrHistogram defines them: the lowest value that shares a counter with the smallest one, the highest that
  /// shares one with the largest. So nothing that is told changes when a histogram is stored. 0 if nothing was
  /// recorded.
  std::int64_t min() const noexcept { return count_ == 0 ? 0 : lowest_in(index_of(min_)); }
  std::int64_t max() const noexcept { return count_ == 0 ? 0 : highest_in(index_of(max_)); }

  /// By the middles of the counters' ranges, which HdrHistogram rounds up to whole numbers.
  double mean() const noexcept;
  double standard_deviation() const noexcept;

  /// The value that `percentile` (0 to 100) of all values do not exceed: the highest one that shares its counter; for
  /// percentile 0, `min()`. 0 if nothing was recorded.
  std::int64_t value_at_percentile(double percentile) const noexcept;

  /// How many values share a counter with `value`, or lie below it.
  std::uint64_t count_up_to(std::int64_t value) const noexcept;

  // The counters, for the file format and for charts.

  static constexpr std::size_t size = 33 * 1024;
  std::uint64_t at(std::size_t index) const noexcept { return counts_[index]; }
  static std::int64_t lowest_in(std::size_t index) noexcept;
  static std::int64_t highest_in(std::size_t index) noexcept { return lowest_in(index + 1) - 1; }

  /// What its values count as in `mean`.
  static double middle_of(std::size_t index) noexcept;

  static std::size_t index_of(std::int64_t value) noexcept {
    auto const number = static_cast<std::uint64_t>(value);
    auto const bucket = static_cast<unsigned>(std::bit_width(number | 2047U)) - 11U;
    return (std::size_t{bucket} << 10U) + static_cast<std::size_t>(number >> bucket);
  }

 private:
  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::uint64_t clipped_ = 0;
  std::int64_t min_ = highest;
  std::int64_t max_ = 0;
};

}  // namespace dataarts::load

#endif
