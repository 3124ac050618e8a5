#include "utf8.hpp"

namespace dataarts::apps {

utf8_step decode_utf8(std::string_view text) noexcept {
  if (text.empty()) return {};
  auto const first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, true};

  utf8_step const broken{first, 1, false};
  std::size_t size = 0;
  char32_t value = 0;
  char32_t least = 0;
  if ((first & 0xe0) == 0xc0) {
    size = 2;
    value = first & 0x1fU;
    least = 0x80;
  } else if ((first & 0xf0) == 0xe0) {
    size = 3;
    value = first & 0x0fU;
    least = 0x800;
  } else if ((first & 0xf8) == 0xf0) {
    size = 4;
    value = first & 0x07U;
    least = 0x10000;
  } else {
    return broken;
  }
  if (text.size() < size) return broken;
  for (std::size_t i = 1; i < size; ++i) {
    auto const next = static_cast<unsigned char>(text[i]);
    if ((next & 0xc0) != 0x80) return broken;
    value = (value << 6) | (next & 0x3fU);
  }
  if (value < least || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return broken;
  return {value, size, true};
}

std::size_t find_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    auto const step = decode_utf8(text.substr(at));
    if (!step.valid) return at;
    at += step.size;
  }
  return std::string_view::npos;
}

}  // namespace dataarts::apps
