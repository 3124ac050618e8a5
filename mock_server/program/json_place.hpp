#ifndef DATAARTS_MOCK_PROGRAM_JSON_PLACE_HPP
#define DATAARTS_MOCK_PROGRAM_JSON_PLACE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dataarts::mock::program {

/// The way to a part of a JSON text: names of members and indices of elements.
using json_path = std::vector<std::variant<std::string, std::size_t>>;

/// As `keys[0].secret`.
std::string to_text(json_path const& path);

/// The way that `to_text` shows.
json_path to_path(std::string_view text);

/// Line and column, both from 1, of a position in a text, as `3:14`. Columns count bytes.
std::string line_and_column(std::string_view text, std::size_t at);

/// Where in a text, which has to be JSON, the part of that path begins; of a member, where its name begins. As much of
/// the path as there is is followed. Comments and trailing commas are allowed here and below.
std::size_t find_place(std::string_view text, json_path const& path);

/// The position of the next character that is neither a blank nor in a comment.
std::size_t skip_blanks(std::string_view text, std::size_t at);

}  // namespace dataarts::mock::program

#endif
