#include "verb_line.hpp"

#include "usage_error.hpp"

#include <did_you_mean.hpp>

#include <algorithm>
#include <cstddef>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void refuse_verb_option(std::string_view name, std::span<verb_option const> known) {
  std::vector<std::string_view> flags{"--help"};
  for (auto const& each : known) flags.push_back(each.flag);
  auto const hint = common::did_you_mean(name, flags);
  throw usage_error("there is no option " + std::string(name) + (hint.empty() ? "; see --help" : hint));
}

}  // namespace

verb_line parse_verb_line(std::vector<std::string> const& arguments, std::span<verb_option const> known) {
  verb_line made;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view const given = arguments[i];
    if (given == "--") {
      made.words.insert(made.words.end(), arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1, arguments.end());
      break;
    }
    if (given == "-h" || given == "--help") {
      made.help = true;
    } else if (given.size() < 2 || given.front() != '-') {
      made.words.emplace_back(given);
    } else {
      auto const equals = given.find('=');
      auto const name = given.substr(0, equals);
      auto const found = std::find_if(known.begin(), known.end(), [&](auto const& each) { return each.flag == name; });
      if (found == known.end()) refuse_verb_option(name, known);
      auto const has_value = equals != std::string_view::npos;
      if (found->value.empty()) {
        if (has_value) throw usage_error(std::string(name) + " takes no value");
        made.options[found->flag] = {};
      } else if (has_value) {
        made.options[found->flag] = given.substr(equals + 1);
      } else if (i + 1 < arguments.size()) {
        made.options[found->flag] = arguments[++i];
      } else {
        throw usage_error(std::string(name) + " needs a value: " + std::string(name) + ' ' + std::string(found->value));
      }
    }
  }
  return made;
}

std::string verb_help(std::string_view words, std::string_view does, std::span<verb_option const> known) {
  auto text = "dataarts-mock " + std::string(words) + "\n\n" + std::string(does) + '\n';
  if (!known.empty()) text += '\n';
  for (auto const& each : known) {
    auto flag = std::string(each.flag) + (each.value.empty() ? "" : ' ' + std::string(each.value));
    flag.resize(std::max<std::size_t>(flag.size() + 2, 22), ' ');
    text.append("  ").append(flag).append(each.help).append("\n");
  }
  return text;
}

}  // namespace dataarts::mock::program
