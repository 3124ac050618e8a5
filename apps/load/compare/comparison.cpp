#include "compare/comparison.hpp"

#include <fmt/format.h>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

namespace dataarts::load {
namespace {

constexpr double fewest_beyond = 10;  // answers above a percentile

using draws = std::array<std::vector<double>, compared_count>;

std::optional<double> change_of(compared what, std::optional<double> before, std::optional<double> after) {
  if (!before || !after) return std::nullopt;
  if (what == compared::error_share) return *after - *before;
  if (*before <= 0) return std::nullopt;
  return *after / *before - 1;
}

void draw(std::mt19937_64& random, std::vector<std::uint32_t>& times) {
  std::fill(times.begin(), times.end(), 0);
  for (std::size_t i = 0; i < times.size(); ++i) {
    // The upper half of the bits, scaled: the same on every machine, unlike the distributions of the standard library.
    ++times[static_cast<std::size_t>(((random() >> 32U) * times.size()) >> 32U)];
  }
}

draws resample(block_sums const& before, block_sums const& after, bool paired, comparison_options const& options) {
  draws made;
  for (auto& each : made) each.reserve(options.resamples);
  std::mt19937_64 random(options.seed);
  std::vector<std::uint32_t> of_before(before.size());
  std::vector<std::uint32_t> of_after(after.size());
  for (std::size_t i = 0; i < options.resamples; ++i) {
    draw(random, of_before);
    if (paired) {
      of_after = of_before;
    } else {
      draw(random, of_after);
    }
    auto const was = before.of(of_before);
    auto const is = after.of(of_after);
    for (std::size_t what = 0; what < compared_count; ++what) {
      auto const change = change_of(static_cast<compared>(what), was[what], is[what]);
      if (change) made[what].push_back(*change);
    }
  }
  return made;
}

/// The probability below the interval, such that it has the asked coverage although there are only `blocks`.
double tail_of(double confidence, std::size_t blocks) {
  auto const degrees = static_cast<double>(blocks - 1);
  auto const t = boost::math::quantile(boost::math::students_t(degrees), (1 - confidence) / 2);
  return boost::math::cdf(boost::math::normal(), t * std::sqrt(static_cast<double>(blocks) / degrees));
}

double quantile_of(std::vector<double> const& sorted, double share) {
  auto const place = share * static_cast<double>(sorted.size() - 1);
  auto const below = static_cast<std::size_t>(place);
  auto const above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

double share_beyond(compared what) noexcept {
  switch (what) {
    case compared::p50:
      return 0.5;
    case compared::p90:
      return 0.1;
    case compared::p99:
      return 0.01;
    case compared::p999:
      return 0.001;
    default:
      return 1;
  }
}

std::string why_undecided(compared what, block_sums const& before, block_sums const& after) {
  auto const blocks = std::min(before.size(), after.size());
  if (blocks < fewest_blocks) return fmt::format("only {} blocks of time, {} are needed", blocks, fewest_blocks);
  if (what == compared::throughput || what == compared::error_share) return {};
  auto const answers = static_cast<double>(std::min(before.answered(), after.answered()));
  auto const needed = fewest_beyond / share_beyond(what);
  if (answers < needed) return fmt::format("only {:.0f} answers, {:.0f} are needed", answers, needed);
  return {};
}

change_verdict verdict_of_interval(compared what, double low, double high, comparison_options const& options) {
  auto const margin = what == compared::error_share ? options.error_margin : options.margin;
  if (low >= -margin && high <= margin) return change_verdict::same;
  auto const more_is_worse = what != compared::throughput;
  if (low > margin) return more_is_worse ? change_verdict::worse : change_verdict::better;
  if (high < -margin) return more_is_worse ? change_verdict::better : change_verdict::worse;
  return change_verdict::unclear;
}

comparison compare_blocks(std::span<block const> before_blocks, std::span<block const> after_blocks, bool paired,
                          comparison_options const& options) {
  block_sums const before(before_blocks);
  block_sums const after(after_blocks);
  comparison made;
  made.options = options;
  made.paired = paired;
  made.blocks_before = before.size();
  made.blocks_after = after.size();
  if (!before_blocks.empty()) made.block_seconds = before_blocks.front().seconds;
  auto const blocks = std::min(before.size(), after.size());
  auto changes = blocks < fewest_blocks ? draws{} : resample(before, after, paired, options);
  auto const was = before.of_all();
  auto const is = after.of_all();
  for (std::size_t i = 0; i < compared_count; ++i) {
    auto& each = made.differences[i];
    each.what = static_cast<compared>(i);
    each.before = was[i];
    each.after = is[i];
    each.change = change_of(each.what, each.before, each.after);
    each.why = why_undecided(each.what, before, after);
    if (each.why.empty() && (!each.change || changes[i].empty())) each.why = "nothing to compare with";
    if (!each.why.empty()) continue;
    std::sort(changes[i].begin(), changes[i].end());
    auto const tail = tail_of(options.confidence, blocks);
    each.low = quantile_of(changes[i], tail);
    each.high = quantile_of(changes[i], 1 - tail);
    each.verdict = verdict_of_interval(each.what, each.low, each.high, options);
  }
  return made;
}

}  // namespace

std::string_view to_string(change_verdict value) noexcept {
  static constexpr std::array<std::string_view, 5> names{"worse", "better", "same", "unclear", "undecided"};
  return names[static_cast<std::size_t>(value)];
}

bool comparison::regressed() const noexcept {
  return std::any_of(differences.begin(), differences.end(),
                     [](auto const& each) { return each.verdict == change_verdict::worse; });
}

bool comparison::decided() const noexcept {
  return std::any_of(differences.begin(), differences.end(),
                     [](auto const& each) { return each.verdict != change_verdict::undecided; });
}

comparison compare_runs(std::span<block const> before, std::span<block const> after,
                        comparison_options const& options) {
  auto const length = block_length(std::min(before.size(), after.size()));
  auto const before_blocks = joined(before, length);
  auto const after_blocks = joined(after, length);
  return compare_blocks(before_blocks, after_blocks, false, options);
}

comparison compare_paired(std::span<block const> before, std::span<block const> after,
                          comparison_options const& options) {
  if (before.size() != after.size()) {
    throw std::invalid_argument(
        fmt::format("runs that took turns have as many turns each, not {} and {}", before.size(), after.size()));
  }
  return compare_blocks(before, after, true, options);
}

}  // namespace dataarts::load
