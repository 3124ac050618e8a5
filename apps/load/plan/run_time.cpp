#include "plan/run_time.hpp"

#include "plan/exponential.hpp"
#include "plan/fixed_log.hpp"

#include <parse_duration.hpp>

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

// One in a hundred of a standard normal distribution is above it.
constexpr double normal_p99 = 2.3263478740408408;

// The polar method of Marsaglia.
double standard_normal(keyed_random const& random, std::uint64_t k) noexcept {
  for (std::uint64_t tried = 0;; ++tried) {
    auto const x = 2 * share_of(random(k, 2 * tried)) - 1;
    auto const y = 2 * share_of(random(k, 2 * tried + 1)) - 1;
    auto const square = x * x + y * y;
    if (square >= 1 || square < 0x1p-60) continue;
    auto const log = static_cast<double>(minus_ln(static_cast<std::uint64_t>(square * 0x1p64))) * 0x1p-58;
    return x * std::sqrt(2 * log / square);
  }
}

}  // namespace

run_times::run_times(lognormal_time const& of, std::uint64_t seed) noexcept
    : median_(static_cast<double>(of.median.count())),
      spread_(
          (ln_of(static_cast<std::uint64_t>(of.p99.count())) - ln_of(static_cast<std::uint64_t>(of.median.count()))) /
          normal_p99),
      random_(seed, keyed_random::purpose::run_times) {}

std::chrono::nanoseconds run_times::operator()(std::uint64_t k) const noexcept {
  using std::chrono::nanoseconds;
  constexpr auto longest = static_cast<double>(nanoseconds(common::longest_duration).count());
  auto const exponent = std::clamp(spread_ * standard_normal(random_, k), -500.0, 500.0);
  auto const value = std::clamp(median_ * exponential(exponent), 1.0, longest);
  return nanoseconds(std::llround(value));
}

}  // namespace dataarts::load
