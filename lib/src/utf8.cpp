#include "utf8.hpp"

namespace dataarts {

std::size_t utf8_size_from(unsigned char first) noexcept {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

utf8_sequence first_utf8_sequence(std::string_view text) noexcept {
  auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  auto const first = byte(0);
  auto const size = utf8_size_from(first);
  utf8_sequence const invalid{utf8_sequence::kind::invalid, 1};
  if (size == 0) return invalid;
  for (std::size_t i = 1; i < size; ++i) {
    if (i == text.size()) return {utf8_sequence::kind::incomplete, text.size()};
    // The second byte is what keeps overlong forms, surrogates and values past U+10FFFF out.
    auto const lowest = i != 1 ? 0x80 : first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    auto const highest = i != 1 ? 0xbf : first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (byte(i) < lowest || byte(i) > highest) return invalid;
  }
  return {utf8_sequence::kind::valid, size};
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    auto const sequence = first_utf8_sequence(text);
    if (sequence.what != utf8_sequence::kind::valid) return false;
    text.remove_prefix(sequence.size);
  }
  return true;
}

}  // namespace dataarts
