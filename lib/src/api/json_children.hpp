#ifndef DATAARTS_API_JSON_CHILDREN_HPP
#define DATAARTS_API_JSON_CHILDREN_HPP

#include "decode_error.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts {

/// A member of an object or an element of an array.
struct json_child {
  enum class kind : std::uint8_t { text, number, boolean, null, object, array };

  std::string name;  ///< empty in an array
  kind what = kind::null;
  std::string value;  ///< a text unescaped; anything else as compact JSON, with the digits of its numbers
};

/// What a JSON text holds, one level deep. For answers that are read rarely; the query has its own decoder.
struct json_children {
  json_child::kind what = json_child::kind::null;  ///< of the text itself
  std::vector<json_child> children = {};           ///< of an object or an array, in order
  std::string compact = {};                        ///< the whole text without what may be left out
};

/// Reads a whole text. False: see `error`.
bool read_json_children(json_children& out, std::string_view text, std::size_t max_depth, decode_error& error);

}  // namespace dataarts

#endif
