#ifndef DATAARTS_LOAD_PLAN_FIXED_LOG_HPP
#define DATAARTS_LOAD_PLAN_FIXED_LOG_HPP

#include "plan/wide.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

/// Logarithms by integers alone. Those of the C library differ from platform to platform in their last bit, and plans
/// must not.
namespace dataarts::load {

/// How many bits of a logarithm are behind the point.
inline constexpr int log_bits = 58;

namespace fixed_log {

inline constexpr int bits = 63;

// 2 atanh(p / q), which is ln((q + p) / (q - p)).
constexpr std::uint64_t twice_atanh(std::uint64_t p, std::uint64_t q) noexcept {
  constexpr int guard = 40;  // more bits than are kept, so that rounding does not add up
  wide power = (wide{p} << (bits + guard)) / q;
  wide sum = 0;
  for (std::uint64_t n = 1; power != 0; n += 2) {
    sum += power / n;
    power = power / q * p / q * p;
  }
  return static_cast<std::uint64_t>((sum << 1) >> guard);
}

struct piece {
  std::uint64_t inverse;  // 1 / c
  std::uint64_t log;      // ln c
};

// For the middles c of 256 equal pieces from 1 to 2.
constexpr std::array<piece, 256> make_pieces() noexcept {
  std::array<piece, 256> made{};
  for (std::uint64_t i = 0; i < made.size(); ++i) {
    made[i].inverse = static_cast<std::uint64_t>((wide{512} << bits) / (513 + 2 * i));
    made[i].log = twice_atanh(2 * i + 1, 1025 + 2 * i);
  }
  return made;
}

inline constexpr std::array<piece, 256> pieces = make_pieces();
inline constexpr std::uint64_t ln2 = twice_atanh(1, 3);

}  // namespace fixed_log

/// -ln(x / 2^64) with `log_bits` bits behind the point, right to 2^-55. `x` is at least 1.
inline std::uint64_t minus_ln(std::uint64_t x) noexcept {
  using fixed_log::bits;
  auto const zeros = std::countl_zero(x);
  auto const mantissa = x << zeros;  // m, from 1 to 2
  auto const& near = fixed_log::pieces[(mantissa >> 55) & 0xff];
  auto const times = [](std::int64_t a, std::int64_t b) noexcept {
    return static_cast<std::int64_t>((signed_wide{a} * b) >> bits);
  };
  auto const off = static_cast<std::int64_t>(mantissa & ((std::uint64_t{1} << 55) - 1)) - (std::int64_t{1} << 54);
  // ln m = ln c + ln(1 + z), z between -1/512 and 1/512: five terms of the series are enough.
  auto const z = times(off, static_cast<std::int64_t>(near.inverse));
  constexpr std::int64_t one = std::int64_t{1} << 62;
  auto sum = one / 5 * 2;
  sum = one / 4 * 2 - times(z, sum);
  sum = one / 3 * 2 - times(z, sum);
  sum = one - times(z, sum);
  auto const log = static_cast<std::int64_t>(near.log) + z - times(times(z, z), sum);
  auto const whole = signed_wide{static_cast<std::int64_t>(fixed_log::ln2)} * (zeros + 1);
  // Close to 0 the error may be more than the logarithm.
  auto const value = std::max(whole - log, signed_wide{0});
  return static_cast<std::uint64_t>(value >> (bits - log_bits));
}

/// ln n, of a whole number that is at least 1.
inline double ln_of(std::uint64_t n) noexcept {
  constexpr auto ln_of_2_to_64 =
      static_cast<std::uint64_t>((wide{fixed_log::ln2} << 6) >> (fixed_log::bits - log_bits));
  return static_cast<double>(static_cast<std::int64_t>(ln_of_2_to_64 - minus_ln(n))) * 0x1p-58;
}

}  // namespace dataarts::load

#endif
