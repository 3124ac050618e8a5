#include "percent_encoding.hpp"

#include "ascii.hpp"

#include <array>
#include <cstddef>

namespace dataarts {

namespace {

constexpr auto unreserved = [] {
  std::array<bool, 256> made{};
  for (std::size_t c = 0; c < made.size(); ++c) {
    made[c] = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
              c == '.' || c == '~';
  }
  return made;
}();

bool is_unreserved(char c) noexcept { return unreserved[static_cast<unsigned char>(c)]; }

}  // namespace

bool is_all_unreserved(std::string_view text) noexcept {
  bool all = true;
  for (auto const c : text) all &= is_unreserved(c);
  return all;
}

void append_percent_encoded(std::string& out, std::string_view text) {
  if (is_all_unreserved(text)) {
    out += text;
    return;
  }
  constexpr char digits[] = "0123456789ABCDEF";
  for (auto const c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      char const escaped[] = {'%', digits[byte >> 4], digits[byte & 15]};
      out.append(escaped, sizeof escaped);
    }
  }
}

std::size_t percent_encoded_size(std::string_view text) noexcept {
  auto size = text.size();
  for (auto const c : text) size += is_unreserved(c) ? 0 : 2;
  return size;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string made;
  made.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      made += text[at];
      continue;
    }
    if (text.size() - at < 3) return std::nullopt;
    auto const high = hex_value(text[at + 1]);
    auto const low = hex_value(text[at + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    made += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return made;
}

}  // namespace dataarts
