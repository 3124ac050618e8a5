#include "answer_shape.hpp"

#include "ascii.hpp"
#include "redaction.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <set>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

std::string types_of(json::value const& from);

std::string types_of(json::object const& from) {
  std::set<std::string> members;
  for (auto const& [key, value] : from) {
    std::string const name(key.data(), key.size());
    // Of any form: the tables of a script, and their columns.
    auto const any = name == "rows" || name == "schema";
    members.insert(name + ": " + (any ? std::string("list") : types_of(value)));
  }
  std::string made;
  for (auto const& each : members) made.append(made.empty() ? "" : ", ").append(each);
  return '{' + made + '}';
}

std::string types_of(json::value const& from) {
  if (auto const* object = from.if_object()) return types_of(*object);
  if (auto const* list = from.if_array()) {
    std::set<std::string> kinds;
    for (auto const& each : *list) kinds.insert(types_of(each));
    std::string made;
    for (auto const& each : kinds) made.append(made.empty() ? "" : " or ").append(each);
    return '[' + made + ']';
  }
  if (from.is_string()) return "text";
  if (from.is_number()) return "number";
  return from.is_bool() ? "truth" : "null";
}

std::string member_text(json::value const& from, std::string_view name) {
  auto const* object = from.if_object();
  auto const* found = object == nullptr ? nullptr : object->if_contains(json::string_view(name.data(), name.size()));
  auto const* text = found == nullptr ? nullptr : found->if_string();
  if (text == nullptr) return "(none)";
  constexpr std::size_t most = 200;
  auto made = without_secret_shapes({text->data(), std::min(text->size(), most)});
  std::replace_if(made.begin(), made.end(), is_control, '?');
  return made;
}

}  // namespace

answer_shape shape_of(unsigned status, std::string_view content_type, std::string_view body) {
  json::error_code problem;
  auto const parsed = json::parse(json::string_view(body.data(), body.size()), problem);
  std::string type(trimmed(content_type.substr(0, content_type.find(';'))));
  std::transform(type.begin(), type.end(), type.begin(), to_lower);
  return {{"status", std::to_string(status)},
          {"type", type.empty() ? "(none)" : type},
          {"error_code", member_text(parsed, "error_code")},
          {"error_msg", member_text(parsed, "error_msg")},
          {"body", body.empty() ? "(none)"
                   : problem    ? "no JSON"
                                : types_of(parsed)}};
}

}  // namespace dataarts::mock::program
