#ifndef DATAARTS_LOAD_VERDICT_THRESHOLD_WINDOW_HPP
#define DATAARTS_LOAD_VERDICT_THRESHOLD_WINDOW_HPP

#include "histogram/sparse_counts.hpp"
#include "verdict/threshold_sample.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace dataarts::load {

/// A threshold `over` some seconds, as the run goes: after every second, the window that ends with it is looked at.
/// Windows that begin between two seconds are not. Within a window the values are exact, to the three digits of a
/// histogram. Memory: some KiB for each second of the window.
class threshold_window {
 public:
  explicit threshold_window(threshold const& condition);

  /// A whole second of the planned time, by its number from 0 on, in order. In those that were left out nothing was
  /// seen: a generator that stalls gives none.
  void second(std::int64_t number, measurement const& seen);

  /// There are no more than `count` whole seconds; those that are still missing were left out.
  void end(std::int64_t count);

  std::uint64_t windows() const noexcept { return windows_; }
  std::uint64_t failed() const noexcept { return failed_; }
  std::int64_t first_failed() const noexcept { return first_failed_; }  ///< its first second; if `failed() > 0`

  /// A window with nothing to measure, which is the worst there is; its first second.
  std::optional<std::int64_t> empty() const noexcept { return empty_; }

  /// The value that is farthest from what the threshold wants, and the first second of its window. If one had a value.
  std::optional<double> worst() const noexcept { return worst_; }
  std::int64_t worst_at() const noexcept { return worst_at_; }

 private:
  struct kept_second {
    threshold_sample counts;
    sparse_counts latency;
  };

  void add(measurement const& seen);
  void judge(std::optional<double> value);
  bool is_worse(double value) const noexcept;

  threshold condition_;
  std::deque<kept_second> seconds_;
  hdr_histogram sum_;
  std::int64_t next_ = 0;
  std::uint64_t windows_ = 0;
  std::uint64_t failed_ = 0;
  std::int64_t first_failed_ = 0;
  std::optional<std::int64_t> empty_;
  std::optional<double> worst_;
  std::int64_t worst_at_ = 0;
};

}  // namespace dataarts::load

#endif
