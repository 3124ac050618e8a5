#include "runs/whole_draws.hpp"

#include "mix.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace dataarts::mock::runs {
namespace {

constexpr int fraction_bits = 30;
constexpr std::uint64_t one = std::uint64_t{1} << fraction_bits;

std::uint64_t high_half(std::uint64_t a, std::uint64_t b) noexcept {
  auto const low = [](std::uint64_t x) { return x & 0xffffffff; };
  auto const middle = (a >> 32) * low(b) + (low(a) * low(b) >> 32);
  return (a >> 32) * (b >> 32) + (middle >> 32) + ((low(middle) + low(a) * (b >> 32)) >> 32);
}

// log2 of a number not 0, in units of 2^-30.
std::int64_t log2_of(std::uint64_t number) noexcept {
  auto const whole = std::bit_width(number) - 1;
  auto mantissa = whole >= 31 ? number >> (whole - 31) : number << (31 - whole);  // 1 to 2, in units of 2^-31
  std::int64_t made = whole;
  for (int bit = 0; bit < fraction_bits; ++bit) {
    mantissa = (mantissa * mantissa) >> 31;
    auto const doubled = mantissa >> 32;
    mantissa >>= doubled;
    made = 2 * made + static_cast<std::int64_t>(doubled);
  }
  return made;
}

// The square root, rounded down.
constexpr std::uint64_t root_of(std::uint64_t of) noexcept {
  std::uint64_t made = 0;
  for (auto bit = std::uint64_t{1} << 31; bit != 0; bit >>= 1) {
    if ((made | bit) * (made | bit) <= of) made |= bit;
  }
  return made;
}

// 2^(1/2), 2^(1/4) … in units of 2^-30.
constexpr auto roots_of_2 = [] {
  std::array<std::uint64_t, fraction_bits> made{};
  auto root = 2 * one;
  for (auto& each : made) each = root = root_of(root << fraction_bits);
  return made;
}();

// A standard normal deviate in units of 2^-30: heads of 1024 coins, of which the standard deviation is 16.
std::int64_t normal(std::uint64_t key) noexcept {
  std::int64_t heads = -512;
  for (std::uint64_t i = 0; i < 16; ++i) heads += std::popcount(mix(key + i));
  auto const within = static_cast<std::int64_t>(mix(key + 16) >> (64 - fraction_bits));
  return (heads * static_cast<std::int64_t>(one) + within - static_cast<std::int64_t>(one / 2)) / 16;
}

}  // namespace

std::int64_t log2_of_ratio(std::uint64_t a, std::uint64_t b) noexcept { return log2_of(a) - log2_of(b); }

std::uint64_t times_power_of_2(std::uint64_t of, std::int64_t exponent) noexcept {
  constexpr auto most = std::uint64_t{1} << 62;
  auto const whole = exponent >> fraction_bits;
  auto const fraction = static_cast<std::uint64_t>(exponent) & (one - 1);
  std::uint64_t factor = one;  // 1 to 2
  auto bit = one / 2;
  for (auto const root : roots_of_2) {
    if ((fraction & bit) != 0) factor = (factor * root) >> fraction_bits;
    bit >>= 1;
  }
  // Their product, in units of 2^-30, is more than one number holds.
  auto const high = high_half(of, factor << (64 - fraction_bits - 2));  // of * factor / 4
  auto const shift = whole + 2;
  if (shift <= 0) return shift <= -64 ? 0 : high >> -shift;
  return shift >= 62 || high >= (most >> shift) ? most : high << shift;
}

bool hits(std::uint64_t key, double chance) noexcept {
  return static_cast<double>(mix(key) >> 11) < std::ldexp(chance, 53);  // both exact
}

std::chrono::nanoseconds draw_time(std::uint64_t key, step_time const& of) noexcept {
  auto const first = static_cast<std::uint64_t>(of.first().count());
  auto const second = static_cast<std::uint64_t>(of.second().count());
  std::uint64_t drawn = first;
  if (of.shape() == step_time::form::uniform) {
    drawn = first + high_half(mix(key), second - first + 1);
  } else if (of.shape() == step_time::form::lognormal) {
    // z times the standard deviation, of which 2.3263 reach the 99th percentile.
    constexpr std::int64_t per_z_of_p99 = 461'556'862;  // 1 / 2.3263478740408408, in units of 2^-30
    auto const deviation = (log2_of_ratio(second, first) >> 8) * (per_z_of_p99 >> 8) >> (fraction_bits - 16);
    auto const exponent = (normal(key) >> 8) * (deviation >> 8) >> (fraction_bits - 16);
    drawn = times_power_of_2(first, exponent);
  }
  constexpr auto longest = static_cast<std::uint64_t>(step_time::longest.count());
  return std::chrono::nanoseconds(static_cast<std::int64_t>(std::min(drawn, longest)));
}

}  // namespace dataarts::mock::runs
