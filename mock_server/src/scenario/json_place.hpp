#ifndef DATAARTS_MOCK_SCENARIO_JSON_PLACE_HPP
#define DATAARTS_MOCK_SCENARIO_JSON_PLACE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dataarts::mock::scenarios {

/// The way to a part of a JSON text: names of members and indices of elements.
using json_path = std::vector<std::variant<std::string, std::size_t>>;

/// As `keys[0].secret`.
std::string to_text(json_path const& path);

/// The way that `to_text` shows.
json_path to_path(std::string_view text);

/// Where the lines of a text begin, so that many positions in it can be told.
class line_index {
 public:
  explicit line_index(std::string_view text);

  struct position {
    std::size_t line;    ///< from 1
    std::size_t column;  ///< from 1, in bytes
  };
  position of(std::size_t at) const;

 private:
  std::vector<std::size_t> begins_;
};

/// Where in a text, which has to be JSON, the part of that path begins; of a member, where its name begins. As much of
/// the path as there is is followed. Comments and trailing commas are allowed here and below.
std::size_t find_place(std::string_view text, json_path const& path);

/// Where each element of the list that is the member `name` of the whole begins; nothing if it is no list.
std::vector<std::size_t> find_elements(std::string_view text, std::string const& name);

/// The position of the next character that is neither a blank nor in a comment.
std::size_t skip_blanks(std::string_view text, std::size_t at);

}  // namespace dataarts::mock::scenarios

#endif
