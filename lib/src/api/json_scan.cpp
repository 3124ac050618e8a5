#include "json_scan.hpp"

#include "../utf8.hpp"

#include <optional>

namespace dataarts {

namespace {

constexpr std::size_t unicode_escape_size = 6;

std::optional<std::uint32_t> hex_digit(char c) noexcept {
  if (is_digit(c)) return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return std::nullopt;
}

/// `\uXXXX` at the start of `text`: its value, or where and why it is none.
struct unicode_escape {
  json_escape::kind what;
  std::size_t size;
  std::uint32_t value;
};

unicode_escape read_unicode_escape(std::string_view text) noexcept {
  constexpr std::string_view start = "\\u";
  std::uint32_t value = 0;
  for (std::size_t i = 0; i != unicode_escape_size; ++i) {
    if (i == text.size()) return {json_escape::kind::incomplete, i, 0};
    if (i < start.size()) {
      if (text[i] != start[i]) return {json_escape::kind::invalid, i, 0};
      continue;
    }
    auto const digit = hex_digit(text[i]);
    if (!digit) return {json_escape::kind::invalid, i, 0};
    value = value << 4 | *digit;
  }
  return {json_escape::kind::valid, unicode_escape_size, value};
}

json_escape with_code_point(std::size_t size, std::uint32_t c) noexcept {
  json_escape escape{json_escape::kind::valid, size};
  auto const put = [&escape](std::uint32_t byte) { escape.bytes[escape.byte_count++] = static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | c >> 6);
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3f));
    put(0x80 | (c >> 6 & 0x3f));
    put(0x80 | (c & 0x3f));
  }
  return escape;
}

}  // namespace

char const* find_closing_quote_beyond_ascii(char const* at, char const* end) noexcept {
  while (at != end && *at != '"') {
    auto const sequence = first_utf8_sequence({at, static_cast<std::size_t>(end - at)});
    if (sequence.what != utf8_sequence::kind::valid || sequence.size == 1) return nullptr;
    at += sequence.size;
    if (at != end && static_cast<unsigned char>(*at) < 0x80) at = find_plain_text_end(at, end);
  }
  return at != end ? at : nullptr;
}

json_escape read_json_escape(std::string_view text) noexcept {
  if (text.size() < 2) return {json_escape::kind::incomplete};
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (auto const found = letters.find(text[1]); found != letters.npos) {
    return with_code_point(2, static_cast<unsigned char>(meanings[found]));
  }
  auto const first = read_unicode_escape(text);
  if (first.what != json_escape::kind::valid) return {first.what, first.size};
  auto const is_high = first.value >= 0xd800 && first.value <= 0xdbff;
  auto const is_low = first.value >= 0xdc00 && first.value <= 0xdfff;
  if (is_low) return {json_escape::kind::invalid, 0};
  if (!is_high) return with_code_point(first.size, first.value);
  auto const second = read_unicode_escape(text.substr(first.size));
  if (second.what != json_escape::kind::valid) return {second.what, first.size + second.size};
  if (second.value < 0xdc00 || second.value > 0xdfff) return {json_escape::kind::invalid, first.size};
  return with_code_point(first.size + second.size, 0x10000 + ((first.value - 0xd800) << 10) + (second.value - 0xdc00));
}

json_number check_json_number(std::string_view text) noexcept {
  std::size_t at = 0;
  auto const digits = [&] {
    auto const from = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at - from;
  };
  auto const next_is = [&](char a, char b) { return at < text.size() && (text[at] == a || text[at] == b); };
  if (next_is('-', '-')) ++at;
  if (next_is('0', '0')) {
    ++at;
  } else if (digits() == 0) {
    return {false, at};
  }
  if (next_is('.', '.')) {
    ++at;
    if (digits() == 0) return {false, at};
  }
  if (next_is('e', 'E')) {
    ++at;
    if (next_is('+', '-')) ++at;
    if (digits() == 0) return {false, at};
  }
  return {at == text.size(), at};
}

}  // namespace dataarts
