#include "edit_distance.hpp"

#include <algorithm>
#include <array>

namespace dataarts::mock {

std::size_t edits_to_match(std::string_view pattern, std::string_view name) {
  constexpr std::size_t most = 256;
  pattern = pattern.substr(0, most);
  name = name.substr(0, most);
  std::array<std::size_t, most + 1> line;  // edits from the pattern so far to each beginning of the name
  for (std::size_t i = 0; i <= name.size(); ++i) line[i] = i;
  for (auto const wanted : pattern) {
    auto diagonal = line[0];
    if (wanted != '*') ++line[0];
    for (std::size_t i = 1; i <= name.size(); ++i) {
      auto const above = line[i];
      line[i] = wanted == '*' ? std::min(above, line[i - 1])
                              : std::min({above + 1, line[i - 1] + 1, diagonal + (wanted == name[i - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return line[name.size()];
}

}  // namespace dataarts::mock
