#include "histogram/hdr_histogram.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

constexpr std::size_t half = 1024;

}  // namespace

std::int64_t hdr_histogram::lowest_in(std::size_t index) noexcept {
  if (index < 2 * half) return static_cast<std::int64_t>(index);
  auto const bucket = index / half - 1;
  return static_cast<std::int64_t>((index % half + half) << bucket);
}

double hdr_histogram::middle_of(std::size_t index) noexcept {
  auto const lowest = lowest_in(index);
  auto const middle = lowest + (lowest_in(index + 1) - lowest) / 2;
  return static_cast<double>(middle);
}

void hdr_histogram::add(hdr_histogram const& other) noexcept {
  if (other.count_ == 0) return;
  auto const last = index_of(other.max_);
  for (auto i = index_of(other.min_); i <= last; ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
  clipped_ += other.clipped_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

void hdr_histogram::reset() noexcept {
  if (count_ == 0) return;
  std::fill(counts_.begin() + static_cast<std::ptrdiff_t>(index_of(min_)),
            counts_.begin() + static_cast<std::ptrdiff_t>(index_of(max_)) + 1, 0);
  count_ = 0;
  clipped_ = 0;
  min_ = highest;
  max_ = 0;
}

double hdr_histogram::mean() const noexcept {
  if (count_ == 0) return 0;
  double sum = 0;
  auto const last = index_of(max_);
  for (auto i = index_of(min_); i <= last; ++i) {
    if (counts_[i] > 0) sum += middle_of(i) * static_cast<double>(counts_[i]);
  }
  return sum / static_cast<double>(count_);
}

double hdr_histogram::standard_deviation() const noexcept {
  if (count_ == 0) return 0;
  auto const centre = mean();
  double sum = 0;
  auto const last = index_of(max_);
  for (auto i = index_of(min_); i <= last; ++i) {
    auto const distance = middle_of(i) - centre;
    sum += distance * distance * static_cast<double>(counts_[i]);
  }
  return std::sqrt(sum / static_cast<double>(count_));
}

std::int64_t hdr_histogram::value_at_percentile(double percentile) const noexcept {
  if (count_ == 0) return 0;
  if (percentile <= 0) return min();
  if (percentile >= 100) return max();
  // 99.9 % of 1000 values are 999 of them, although 99.9 has no exact binary form: HdrHistogram's own rounding.
  auto const asked = std::nextafter(percentile, 0.0);
  auto const wanted =
      std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(asked * static_cast<double>(count_) / 100)));
  std::uint64_t seen = 0;
  auto const last = index_of(max_);
  for (auto i = index_of(min_); i <= last; ++i) {
    seen += counts_[i];
    if (seen >= wanted) return highest_in(i);
  }
  return max();
}

std::uint64_t hdr_histogram::count_up_to(std::int64_t value) const noexcept {
  if (count_ == 0 || value < 0) return 0;
  std::uint64_t seen = 0;
  auto const last = index_of(std::min({value, max_, highest}));
  for (auto i = index_of(min_); i <= last; ++i) seen += counts_[i];
  return seen;
}

}  // namespace dataarts::load
