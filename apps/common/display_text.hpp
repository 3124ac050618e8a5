#ifndef DATAARTS_APPS_DISPLAY_TEXT_HPP
#define DATAARTS_APPS_DISPLAY_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::apps {

/// The columns that a text takes on a terminal: 2 for East Asian wide characters and emoji, 0 for combining marks.
/// The text must hold no control characters, see `escape_controls`.
std::size_t display_width(std::string_view text) noexcept;

/// The text without anything that could steer a terminal or hide what is written: control characters, marks that
/// change the writing direction, line separators and bytes that are not UTF-8 become `\n`, `\t`, `\x1b`, `\u202e`.
std::string escape_controls(std::string_view text);

/// The same for JSON, which stays valid and keeps its meaning: what could steer a terminal becomes `\u202e` within the
/// strings. The text must be valid JSON, in which no string holds it raw below U+0020.
std::string escape_controls_in_json(std::string_view json);

/// The text, or as much of it as fits into `width` columns with a final "…".
std::string truncate(std::string_view text, std::size_t width);

enum class align { left, right };

/// The text in exactly `width` columns: truncated, or padded with blanks.
std::string fit(std::string_view text, std::size_t width, align side = align::left);

}  // namespace dataarts::apps

#endif
