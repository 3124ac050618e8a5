#ifndef DATAARTS_OBSERVE_HISTOGRAM_HPP
#define DATAARTS_OBSERVE_HISTOGRAM_HPP

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

namespace dataarts::observe {

/// Bounds in seconds that OpenTelemetry's semantic conventions advise for the durations of requests and connections.
inline constexpr double request_bounds[] = {0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10};
inline constexpr double connection_bounds[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300};

/// Durations counted in buckets of fixed bounds; fixed memory.
class histogram {
 public:
  static constexpr std::size_t most_bounds = 14;

  histogram() noexcept : histogram(request_bounds) {}
  explicit histogram(std::span<double const, most_bounds> bounds) noexcept : bounds_(bounds) {}

  void add(std::chrono::nanoseconds value) noexcept {
    auto const seconds = std::max(std::chrono::duration<double>(value).count(), 0.0);
    auto const bucket = std::lower_bound(bounds_.begin(), bounds_.end(), seconds) - bounds_.begin();
    ++counts_[static_cast<std::size_t>(bucket)];
    ++count_;
    sum_ += seconds;
  }

  std::span<double const> bounds() const noexcept { return bounds_; }
  /// One more than there are bounds: a value goes into the first whose bound is not below it, the last has none.
  std::span<std::uint64_t const> counts() const noexcept { return counts_; }
  std::uint64_t count() const noexcept { return count_; }
  double sum() const noexcept { return sum_; }

 private:
  std::span<double const, most_bounds> bounds_;
  std::array<std::uint64_t, most_bounds + 1> counts_{};
  std::uint64_t count_ = 0;
  double sum_ = 0;
};

}  // namespace dataarts::observe

#endif
