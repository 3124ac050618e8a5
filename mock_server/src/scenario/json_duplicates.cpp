#include "scenario/json_duplicates.hpp"

#include <map>
#include <string>

namespace dataarts::mock::scenarios {
namespace {

struct open_part {
  bool is_object;
  std::map<std::string_view, std::size_t> names = {};  // of an object, and where they begin
  std::string_view name = {};
  std::size_t index = 0;
};

json_path path_of(std::vector<open_part> const& open) {
  json_path made;
  for (auto const& each : open) {
    if (each.is_object) {
      made.emplace_back(std::string(each.name));
    } else {
      made.emplace_back(each.index);
    }
  }
  return made;
}

std::size_t end_of_text(std::string_view text, std::size_t at) {
  for (++at; text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at + 1;
}

}  // namespace

std::vector<duplicate_member> find_duplicates(std::string_view text) {
  std::vector<duplicate_member> made;
  std::vector<open_part> open;
  for (auto at = skip_blanks(text, 0); at < text.size(); at = skip_blanks(text, at)) {
    auto const c = text[at];
    if (c == '"') {
      auto const begin = at;
      at = end_of_text(text, at);
      if (open.empty() || !open.back().is_object || text[skip_blanks(text, at)] != ':') continue;
      auto& object = open.back();
      object.name = text.substr(begin + 1, at - begin - 2);
      auto const [known, is_new] = object.names.try_emplace(object.name, begin);
      if (!is_new) made.push_back({path_of(open), begin, known->second});
      continue;
    }
    if (c == '{' || c == '[') {
      open.push_back({c == '{'});
    } else if (c == '}' || c == ']') {
      open.pop_back();
    } else if (c == ',' && !open.empty()) {
      ++open.back().index;
    }
    ++at;
  }
  return made;
}

}  // namespace dataarts::mock::scenarios
