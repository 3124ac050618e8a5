#ifndef DATAARTS_ASCII_HPP
#define DATAARTS_ASCII_HPP

#include <array>
#include <cstddef>
#include <string_view>

namespace dataarts {

constexpr char to_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// Printable and no blank.
constexpr bool is_visible(char c) noexcept { return c > 0x20 && c < 0x7f; }

/// -1 for what is no hex digit.
constexpr int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// What the names of methods and header fields are made of (RFC 9110, 5.6.2).
inline bool is_token_character(char c) noexcept {
  static constexpr auto table = [] {
    std::array<bool, 256> made{};
    for (auto const each :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      made[static_cast<unsigned char>(each)] = true;
    }
    return made;
  }();
  return table[static_cast<unsigned char>(c)];
}

}  // namespace dataarts

#endif
