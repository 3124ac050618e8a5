#include "compare/block_sums.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

template <class Number, class Sum>
Sum weighted(std::span<std::uint32_t const> times, Number const* of, Sum sum) noexcept {
  for (std::size_t i = 0; i < times.size(); ++i) sum += static_cast<Sum>(times[i]) * static_cast<Sum>(of[i]);
  return sum;
}

std::vector<std::uint32_t> counters_of(std::span<block const> blocks) {
  std::vector<bool> used(hdr_histogram::size);
  for (auto const& each : blocks) {
    for (auto const& second : each.latency) {
      for (auto const& entry : second.entries()) used[entry.index] = true;
    }
  }
  std::vector<std::uint32_t> made;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) made.push_back(static_cast<std::uint32_t>(i));
  }
  return made;
}

}  // namespace

block_sums::block_sums(std::span<block const> blocks) : counters_(counters_of(blocks)) {
  auto const count = blocks.size();
  std::vector<std::uint32_t> row_of(hdr_histogram::size);
  for (std::size_t i = 0; i < counters_.size(); ++i) row_of[counters_[i]] = static_cast<std::uint32_t>(i);
  cumulative_.resize(counters_.size() * count);
  for (std::size_t column = 0; column < count; ++column) {
    auto const& each = blocks[column];
    seconds_.push_back(each.seconds);
    ended_.push_back(each.ended);
    errors_.push_back(each.errors);
    answers_.push_back(each.answered());
    answered_ += answers_.back();
    double sum = 0;
    for (auto const& second : each.latency) {
      for (auto const& entry : second.entries()) {
        cumulative_[row_of[entry.index] * count + column] += static_cast<std::uint32_t>(entry.count);
        sum += hdr_histogram::middle_of(entry.index) * static_cast<double>(entry.count);
      }
    }
    latency_sums_.push_back(sum);
  }
  for (std::size_t i = count; i < cumulative_.size(); ++i) cumulative_[i] += cumulative_[i - count];
}

double block_sums::percentile(std::span<std::uint32_t const> times, double share, std::uint64_t answered) const {
  auto const exact = std::ceil(std::nextafter(share, 0.0) * static_cast<double>(answered));
  auto const wanted = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(exact));
  auto const columns = times.size();
  std::size_t first = 0;
  std::size_t length = counters_.size();
  while (length > 0) {
    auto const half_length = length / 2;
    auto const middle = first + half_length;
    if (weighted(times, cumulative_.data() + middle * columns, std::uint64_t{0}) < wanted) {
      first = middle + 1;
      length -= half_length + 1;
    } else {
      length = half_length;
    }
  }
  return static_cast<double>(hdr_histogram::highest_in(counters_[std::min(first, counters_.size() - 1)]));
}

compared_values block_sums::of(std::span<std::uint32_t const> times) const {
  compared_values made;
  auto const set = [&](compared which, double value) { made[static_cast<std::size_t>(which)] = value; };
  auto const answered = weighted(times, answers_.data(), std::uint64_t{0});
  if (answered > 0) {
    set(compared::p50, percentile(times, 0.5, answered));
    set(compared::p90, percentile(times, 0.9, answered));
    set(compared::p99, percentile(times, 0.99, answered));
    set(compared::p999, percentile(times, 0.999, answered));
    set(compared::mean, weighted(times, latency_sums_.data(), 0.0) / static_cast<double>(answered));
  }
  auto const seconds = weighted(times, seconds_.data(), 0.0);
  if (seconds > 0) set(compared::throughput, static_cast<double>(answered) / seconds);
  auto const ended = weighted(times, ended_.data(), std::uint64_t{0});
  if (ended > 0) {
    auto const errors = weighted(times, errors_.data(), std::uint64_t{0});
    set(compared::error_share, static_cast<double>(errors) / static_cast<double>(ended));
  }
  return made;
}

compared_values block_sums::of_all() const { return of(std::vector<std::uint32_t>(size(), 1)); }

}  // namespace dataarts::load
