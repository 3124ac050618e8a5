#ifndef DATAARTS_MOCK_RUNS_WHOLE_DRAWS_HPP
#define DATAARTS_MOCK_RUNS_WHOLE_DRAWS_HPP

#include <dataarts/mock/step_time.hpp>

#include <chrono>
#include <cstdint>

namespace dataarts::mock::runs {

/// Chance in whole numbers only: what floating point gives differs between libraries and compilers in its last digits.
/// Each function gives the same for the same key.

/// Whether it hits, with that chance; a chance is held exactly to 2^-53.
bool hits(std::uint64_t key, double chance) noexcept;

/// A time of that form. The logarithm of a lognormal one is the sum of 1024 coins, smoothed.
std::chrono::nanoseconds draw_time(std::uint64_t key, step_time const& of) noexcept;

/// For the above: the logarithm to base 2 of a / b, in units of 2^-30. Neither is 0.
std::int64_t log2_of_ratio(std::uint64_t a, std::uint64_t b) noexcept;

/// For the above: `of` times 2^(exponent / 2^30), but no more than 2^62.
std::uint64_t times_power_of_2(std::uint64_t of, std::int64_t exponent) noexcept;

}  // namespace dataarts::mock::runs

#endif
