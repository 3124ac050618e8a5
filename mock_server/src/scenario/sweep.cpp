#include "scenario/sweep.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

namespace dataarts::mock::scenarios {
namespace {

namespace json = boost::json;

using assignment = std::vector<std::pair<std::string_view, std::string_view>>;

std::optional<std::uint64_t> bound(std::string_view text) {
  std::uint64_t made = 0;
  auto const [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), made);
  return problem == std::errc() && stop == text.data() + text.size() ? std::optional(made) : std::nullopt;
}

std::string replaced(std::string_view text, assignment const& values) {
  std::string made;
  while (!text.empty()) {
    auto const open = std::min(text.find('{'), text.size());
    made += text.substr(0, open);
    text.remove_prefix(open);
    auto const known = std::find_if(values.begin(), values.end(), [&](auto const& each) {
      return text.substr(0, each.first.size() + 2) == '{' + std::string(each.first) + '}';
    });
    if (known != values.end()) {
      made += known->second;
      text.remove_prefix(known->first.size() + 2);
    } else if (!text.empty()) {
      made += text.front();
      text.remove_prefix(1);
    }
  }
  return made;
}

}  // namespace

std::vector<std::string> sweep_range(std::string_view text, std::function<std::uint64_t()> const& end) {
  auto const dots = text.find("..");
  if (dots == std::string_view::npos) return {};
  auto const first = bound(text.substr(0, dots));
  auto const to = text.substr(dots + 2);
  auto const last = first && to == "end" ? std::optional(end()) : bound(to);
  if (!first || !last || *first > *last || *last - *first >= most_swept) return {};
  std::vector<std::string> made;
  for (auto i = *first;; ++i) {  // the last may be the largest number there is
    made.push_back(std::to_string(i));
    if (i == *last) return made;
  }
}

json::value replace_variables(json::value const& in, assignment const& values) {
  if (auto const* text = in.if_string()) return json::value(replaced({text->data(), text->size()}, values));
  if (auto const* list = in.if_array()) {
    json::array made;
    for (auto const& each : *list) made.push_back(replace_variables(each, values));
    return made;
  }
  if (auto const* object = in.if_object()) {
    json::object made;
    for (auto const& [name, value] : *object) made.emplace(name, replace_variables(value, values));
    return made;
  }
  return in;
}

bool uses_variable(json::value const& value, std::string_view name) {
  if (auto const* text = value.if_string()) {
    return std::string_view(text->data(), text->size()).find('{' + std::string(name) + '}') != std::string_view::npos;
  }
  if (auto const* list = value.if_array()) {
    return std::any_of(list->begin(), list->end(), [&](auto const& each) { return uses_variable(each, name); });
  }
  auto const* object = value.if_object();
  return object != nullptr && std::any_of(object->begin(), object->end(),
                                          [&](auto const& each) { return uses_variable(each.value(), name); });
}

std::vector<std::string_view> variables_in(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
  std::vector<std::string_view> made;
  for (auto open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    auto const end = text.find_first_not_of(letters, open + 1);
    if (end == std::string_view::npos || text[end] != '}' || end == open + 1) continue;
    made.push_back(text.substr(open + 1, end - open - 1));
  }
  return made;
}

void for_each_combination(std::vector<sweep_variable> const& variables,
                          std::function<bool(assignment const&)> const& what) {
  std::vector<std::size_t> at(variables.size(), 0);
  for (;;) {
    assignment values;
    for (std::size_t i = 0; i < variables.size(); ++i)
      values.emplace_back(variables[i].name, variables[i].values[at[i]]);
    if (!what(values)) return;
    auto changing = variables.size();
    while (changing > 0 && ++at[changing - 1] == variables[changing - 1].values.size()) at[--changing] = 0;
    if (changing == 0) return;
  }
}

}  // namespace dataarts::mock::scenarios
