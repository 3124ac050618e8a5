#include "utf8_text.hpp"

#include <cstddef>

namespace dataarts::mock {
namespace {

// How long the sequence is that a text begins with; 0 if it is none.
std::size_t sequence(std::string_view text) noexcept {
  auto const byte = [&](std::size_t nth) { return static_cast<unsigned char>(text[nth]); };
  auto const lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  std::size_t const size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return 0;
  }
  // Overlong forms, surrogates, and what is beyond the last code point.
  auto const second = byte(1);
  auto const bad = (lead == 0xe0 && second < 0xa0) || (lead == 0xed && second > 0x9f) ||
                   (lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f);
  return bad ? 0 : size;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    auto const size = sequence(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string utf8_text(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string made;
  made.reserve(text.size());
  while (!text.empty()) {
    auto const size = sequence(text);
    if (size == 0) {
      auto const byte = static_cast<unsigned char>(text.front());
      made.append({'%', digits[byte >> 4], digits[byte & 15]});
    } else {
      made.append(text.substr(0, size));
    }
    text.remove_prefix(size == 0 ? 1 : size);
  }
  return made;
}

}  // namespace dataarts::mock
