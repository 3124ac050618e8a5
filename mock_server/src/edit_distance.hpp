#ifndef DATAARTS_MOCK_EDIT_DISTANCE_HPP
#define DATAARTS_MOCK_EDIT_DISTANCE_HPP

#include <cstddef>
#include <string_view>

namespace dataarts::mock {

/// How many bytes have to be inserted, deleted or changed in `name` so that the pattern matches it, in which `*` stands
/// for any text. Of longer texts the first 256 bytes are compared, since the cost is quadratic.
std::size_t edits_to_match(std::string_view pattern, std::string_view name);

}  // namespace dataarts::mock

#endif
