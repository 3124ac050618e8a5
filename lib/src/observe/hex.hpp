#ifndef DATAARTS_OBSERVE_HEX_HPP
#define DATAARTS_OBSERVE_HEX_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dataarts::observe {

/// Appends two lower-case digits per byte.
inline void append_hex(std::string& out, std::span<std::uint8_t const> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  for (auto const byte : bytes) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
}

/// Reads exactly as many lower-case digits as fill `bytes`. False, with `bytes` undefined, for any other text.
inline bool read_hex(std::string_view text, std::span<std::uint8_t> bytes) noexcept {
  auto const value_of = [](char c) {
    if (c >= '0' && c <= '9') return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  };
  if (text.size() != 2 * bytes.size()) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto const high = value_of(text[2 * i]);
    auto const low = value_of(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return true;
}

}  // namespace dataarts::observe

#endif
