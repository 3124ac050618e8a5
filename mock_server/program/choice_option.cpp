#include "choice_option.hpp"

#include "usage_error.hpp"

#include <suggest.hpp>

#include <algorithm>

namespace dataarts::mock::program {

std::size_t parse_choice(std::string_view flag, std::string const& text, std::span<std::string_view const> names) {
  auto const found = std::find(names.begin(), names.end(), text);
  if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
  std::string listed(names.front());
  for (std::size_t i = 1; i < names.size(); ++i) {
    listed.append(i + 1 == names.size() ? " or " : ", ").append(names[i]);
  }
  throw usage_error(std::string(flag) + " is '" + text + "'; it has to be " + listed + apps::did_you_mean(text, names));
}

bool parse_switch(std::string_view flag, std::string const& text) {
  if (text == "1" || text == "true") return true;
  if (text == "0" || text == "false") return false;
  throw usage_error(std::string(flag) + " is '" + text + "'; it has to be 1 or 0");
}

}  // namespace dataarts::mock::program
