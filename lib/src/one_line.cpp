#include "one_line.hpp"

#include "utf8.hpp"

#include <cstdint>

namespace dataarts {

namespace {

std::uint32_t code_point(std::string_view sequence) noexcept {
  auto const first = static_cast<unsigned char>(sequence.front());
  if (sequence.size() == 1) return first;
  std::uint32_t value = first & (0x7fu >> sequence.size());
  for (auto const c : sequence.substr(1)) value = value << 6 | (static_cast<unsigned char>(c) & 0x3fu);
  return value;
}

bool counts_as_blank(std::uint32_t c) noexcept {
  auto const between = [c](std::uint32_t first, std::uint32_t last) { return c >= first && c <= last; };
  return c <= 0x20 || between(0x7f, 0xa0) || between(0x200b, 0x200f) || between(0x2028, 0x202e) ||
         between(0x2066, 0x2069) || c == 0xfeff;
}

}  // namespace

void append_one_line(std::string& out, std::string_view text, std::size_t max_characters) {
  std::size_t characters = 0;
  auto blank_due = false;
  while (!text.empty()) {
    auto const sequence = first_utf8_sequence(text);
    auto const bytes = text.substr(0, sequence.size);
    text.remove_prefix(sequence.size);
    auto const valid = sequence.what == utf8_sequence::kind::valid;
    if (valid && counts_as_blank(code_point(bytes))) {
      blank_due = characters != 0;
      continue;
    }
    characters += blank_due ? 2 : 1;
    if (characters > max_characters) {
      out += "…";
      return;
    }
    if (blank_due) out += ' ';
    blank_due = false;
    out += valid ? bytes : std::string_view("\xef\xbf\xbd");
  }
}

}  // namespace dataarts
