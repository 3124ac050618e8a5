#ifndef DATAARTS_ONE_LINE_HPP
#define DATAARTS_ONE_LINE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts {

/// Appends text from outside so that it is safe in one line of a log or terminal: runs of blanks, line breaks and
/// control or direction characters become one blank (none at the ends), bytes that are not UTF-8 become U+FFFD. After
/// `max_characters` characters the rest is left out, which "…" shows.
void append_one_line(std::string& out, std::string_view text, std::size_t max_characters);

}  // namespace dataarts

#endif
