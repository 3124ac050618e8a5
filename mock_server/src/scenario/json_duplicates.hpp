#ifndef DATAARTS_MOCK_SCENARIO_JSON_DUPLICATES_HPP
#define DATAARTS_MOCK_SCENARIO_JSON_DUPLICATES_HPP

#include "scenario/json_place.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace dataarts::mock::scenarios {

/// A member whose object has an earlier one of the same name, written the same way.
struct duplicate_member {
  json_path path;
  std::size_t at;     ///< where its name begins
  std::size_t first;  ///< where that of the earlier one begins
};

/// All of them, in the order of the text, which has to be JSON; comments and trailing commas are allowed.
std::vector<duplicate_member> find_duplicates(std::string_view text);

}  // namespace dataarts::mock::scenarios

#endif
