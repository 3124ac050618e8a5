#ifndef DATAARTS_APPS_UTF8_HPP
#define DATAARTS_APPS_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace dataarts::apps {

/// What stands at the start of a text.
struct utf8_step {
  char32_t code_point = 0;  ///< if not valid: the byte
  std::size_t size = 0;     ///< bytes taken; 1 if not valid, 0 at the end
  bool valid = false;
};

/// Decodes the first code point. Over-long forms, surrogates and values over U+10FFFF are not valid.
utf8_step decode_utf8(std::string_view text) noexcept;

/// The offset of the first byte that is not part of valid UTF-8, or `npos`.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

}  // namespace dataarts::apps

#endif
