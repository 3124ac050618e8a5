#ifndef DATAARTS_API_JSON_SCAN_HPP
#define DATAARTS_API_JSON_SCAN_HPP

#include "../text_block.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// The inner loops of `json_reader`: pure functions over characters.

namespace dataarts {

inline bool is_json_blank(char c) noexcept { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

[[gnu::always_inline]] inline char const* skip_json_blanks(char const* at, char const* end) noexcept {
  // Nearly always there is none: one comparison says so.
  if (at != end && static_cast<unsigned char>(*at) > ' ') return at;
  while (at != end && is_json_blank(*at)) ++at;
  return at;
}

inline bool is_digit(char c) noexcept { return static_cast<unsigned char>(c - '0') < 10; }

inline char const* skip_digits(char const* at, char const* end) noexcept {
  while (at != end && is_digit(*at)) ++at;
  return at;
}

/// True for what cannot stand in a JSON string as it is, and for what has to be looked at as UTF-8.
inline bool ends_plain_text(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x80 || c == '"' || c == '\\';
}

/// The first character for which `ends_plain_text` holds; `end` if there is none.
[[gnu::always_inline]] inline char const* find_plain_text_end(char const* at, char const* end) noexcept {
  if constexpr (text_block::usable) {
    for (; end - at >= text_block::size; at += text_block::size) {
      text_block const block(at);
      auto const found = (block.equal_to('"') | block.equal_to('\\') | block.below_blank_or_not_ascii()).first();
      if (found != text_block::size) return at + found;
    }
  }
  while (at != end && !ends_plain_text(*at)) ++at;
  return at;
}

/// As `find_closing_quote`, from the first character that is not plain ASCII.
char const* find_closing_quote_beyond_ascii(char const* at, char const* end) noexcept;

/// The end of a string that has no escapes and is valid; null for any other, and if the end is not there yet.
[[gnu::always_inline]] inline char const* find_closing_quote(char const* at, char const* end) noexcept {
  at = find_plain_text_end(at, end);
  if (at != end && *at == '"') return at;
  return find_closing_quote_beyond_ascii(at, end);
}

/// One escape of a JSON string, read.
struct json_escape {
  enum class kind { valid, invalid, incomplete };

  kind what;
  std::size_t size = 0;  ///< characters of a valid escape; of an invalid one those before the wrong one
  char bytes[4] = {};    ///< what it stands for, as UTF-8
  std::size_t byte_count = 0;

  std::string_view text() const noexcept { return {bytes, byte_count}; }
};

/// Reads the escape that `text` starts with; a surrogate pair is one escape.
json_escape read_json_escape(std::string_view text) noexcept;

/// Takes a number apart as the grammar of JSON wants it.
struct json_number {
  bool valid;
  std::size_t wrong_at;  ///< index of the first wrong character of one that is not valid
};
json_number check_json_number(std::string_view text) noexcept;

/// True for what can stand in a number.
inline bool is_number_character(char c) noexcept {
  return is_digit(c) || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
}

/// The length of the literal at `at`, 0 if there is none or it is cut.
inline std::size_t literal_size(char const* at, char const* end) noexcept {
  if (end - at < 4) return 0;
  if (std::memcmp(at, "null", 4) == 0 || std::memcmp(at, "true", 4) == 0) return 4;
  return end - at >= 5 && std::memcmp(at, "false", 5) == 0 ? 5 : 0;
}

/// A number that is plain: at most 18 digits, or at most 15 with a point between them, and no exponent.
struct plain_number {
  char const* end;  ///< null if there is none, and if it may go on behind the end of the text
  bool has_point;
};

inline plain_number find_plain_number(char const* at, char const* end) noexcept {
  constexpr std::ptrdiff_t longest_integer = 18;
  constexpr std::ptrdiff_t longest_fraction = 16;  // the point included
  constexpr plain_number none{nullptr, false};
  auto const* const digits = at + (*at == '-' ? 1 : 0);
  auto const* stop = skip_digits(digits, end);
  if (stop == end || stop == digits || (*digits == '0' && stop - digits > 1)) return none;
  if (*stop != '.')
    return !is_number_character(*stop) && stop - digits <= longest_integer ? plain_number{stop, false} : none;
  auto const* const point = stop;
  stop = skip_digits(point + 1, end);
  if (stop == end || stop - point == 1 || is_number_character(*stop)) return none;
  return stop - digits <= longest_fraction ? plain_number{stop, true} : none;
}

}  // namespace dataarts

#endif
