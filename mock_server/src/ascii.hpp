#ifndef DATAARTS_MOCK_ASCII_HPP
#define DATAARTS_MOCK_ASCII_HPP

#include <string_view>

namespace dataarts::mock {

inline char to_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

inline bool is_control(char c) noexcept { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

inline bool is_alpha(char c) noexcept { return to_lower(c) >= 'a' && to_lower(c) <= 'z'; }

inline bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// What the name of a method or of a header is made of.
inline bool is_token_char(char c) noexcept {
  return is_alpha(c) || is_digit(c) ||
         (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

}  // namespace dataarts::mock

#endif
