#ifndef DATAARTS_MOCK_ASCII_HPP
#define DATAARTS_MOCK_ASCII_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace dataarts::mock {

constexpr char to_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

constexpr bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  auto const lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// What the name of a method or of a header is made of.
inline bool is_token_char(char c) noexcept {
  static constexpr auto table = [] {
    std::array<bool, 256> made{};
    for (char each :
         std::string_view("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
      made[static_cast<unsigned char>(each)] = true;
    }
    return made;
  }();
  return table[static_cast<unsigned char>(c)];
}

inline bool is_token(std::string_view text) noexcept {
  if (text.empty()) return false;
  for (auto const c : text) {
    if (!is_token_char(c)) return false;
  }
  return true;
}

/// Whether there is a control character other than a tab. Eight bytes at a time: header values are long (tokens).
inline bool has_control(std::string_view text) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t highs = ones * 0x80;
  auto const* at = text.data();
  auto left = text.size();
  auto const slowly = [](char const* from, std::size_t count) {
    for (; count > 0; ++from, --count) {
      if (is_control(*from) && *from != '\t') return true;
    }
    return false;
  };
  for (; left >= 8; at += 8, left -= 8) {
    std::uint64_t eight;
    std::memcpy(&eight, at, 8);
    auto const below_space = (eight - ones * 0x20) & ~eight & highs;
    auto const not_delete = eight ^ (ones * 0x7f);
    auto const is_delete = (not_delete - ones) & ~not_delete & highs;
    if ((below_space | is_delete) != 0 && slowly(at, 8)) return true;
  }
  return slowly(at, left);
}

inline std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace dataarts::mock

#endif
