#include "runs/name_pattern.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::mock::runs {

name_pattern::name_pattern(std::optional<std::string> text)
    : given_(text.has_value()),
      text_(given_ ? *std::move(text) : std::string("*")),
      wildcards_(static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '*'))) {}

bool name_pattern::matches(std::string_view name) const noexcept {
  std::string_view const pattern = text_;
  std::size_t at = 0;
  std::size_t in_name = 0;
  auto star = std::string_view::npos;  // the last * that was passed, and how much of the name it takes so far
  std::size_t taken_to = 0;
  while (in_name < name.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      taken_to = in_name;
    } else if (at < pattern.size() && pattern[at] == name[in_name]) {
      ++at;
      ++in_name;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_name = ++taken_to;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace dataarts::mock::runs
