#ifndef DATAARTS_MOCK_REQUEST_IDS_HPP
#define DATAARTS_MOCK_REQUEST_IDS_HPP

#include "mix.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace dataarts::mock {

/// The values of `X-Request-Id`: 32 hexadecimal digits each, the same sequence for the same seed.
class request_ids {
 public:
  static constexpr std::size_t size = 32;

  explicit request_ids(std::uint64_t seed) noexcept : seed_(mix(seed)) {}

  /// Writes the one of that key, which is outside the sequence.
  static void write(char* to, std::uint64_t key) noexcept {
    write_hex(to, mix(key));
    write_hex(to + size / 2, mix(~key));
  }

  /// Writes the next one to `to`, which has room for `size` characters.
  void write_next(char* to) noexcept {
    ++count_;
    write_hex(to, mix(seed_ + count_));
    write_hex(to + size / 2, mix(~seed_ + count_));
  }

 private:
  static void write_hex(char* to, std::uint64_t value) noexcept {
    static constexpr auto pairs = [] {
      std::array<std::array<char, 2>, 256> made{};
      constexpr char digits[] = "0123456789abcdef";
      for (std::size_t i = 0; i < made.size(); ++i) made[i] = {digits[i >> 4], digits[i & 15]};
      return made;
    }();
    for (int i = 0; i < 8; ++i, to += 2) {
      auto const& pair = pairs[(value >> (56 - 8 * i)) & 0xff];
      to[0] = pair[0];
      to[1] = pair[1];
    }
  }

  std::uint64_t seed_;
  std::uint64_t count_ = 0;
};

}  // namespace dataarts::mock

#endif
