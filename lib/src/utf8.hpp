#ifndef DATAARTS_UTF8_HPP
#define DATAARTS_UTF8_HPP

#include <cstddef>
#include <string_view>

namespace dataarts {

/// The first UTF-8 sequence of a text.
struct utf8_sequence {
  enum class kind { valid, invalid, incomplete };

  kind what;
  std::size_t size;  ///< bytes of a valid sequence; 1 for an invalid one
};

/// Looks at the first sequence of a text that is not empty. `incomplete`: valid so far, but the text ends within it.
utf8_sequence first_utf8_sequence(std::string_view text) noexcept;

/// The bytes of a sequence that starts with `first`; 0 if none can.
std::size_t utf8_size_from(unsigned char first) noexcept;

bool is_utf8(std::string_view text) noexcept;

}  // namespace dataarts

#endif
