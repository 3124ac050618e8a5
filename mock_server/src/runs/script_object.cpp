#include "runs/script_object.hpp"

#include "service_error.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace dataarts::mock::runs {
namespace {

namespace json = boost::json;

using fault = std::optional<request_fault>;

constexpr std::string_view script_types[] = {"FlinkSQL", "DLISQL",    "SparkSQL",    "HiveSQL",       "DWSSQL",
                                             "RDSSQL",   "Shell",     "PRESTO",      "ClickHouseSQL", "HetuEngineSQL",
                                             "PYTHON",   "ImpalaSQL", "SparkPython", "Spark Python"};
constexpr std::string_view target_states[] = {"SAVED", "SUBMITTED", "PRODUCTION"};

constexpr std::size_t longest_name = 128;
constexpr std::size_t longest_description = 255;

struct member {
  char const* name;
  json::kind kind;
};
// As they are shown, in this order.
constexpr std::array shown{member{"name", json::kind::string},           member{"type", json::kind::string},
                           member{"directory", json::kind::string},      member{"content", json::kind::string},
                           member{"connectionName", json::kind::string}, member{"database", json::kind::string},
                           member{"queueName", json::kind::string},      member{"configuration", json::kind::object},
                           member{"description", json::kind::string}};

std::string_view text_of(json::value const& value) { return {value.as_string().data(), value.as_string().size()}; }

// Members that are null count as absent.
json::value const* find(json::object const& in, char const* name) {
  auto const* found = in.if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

// Letters of all scripts: bytes of UTF-8 beyond ASCII are not looked at.
bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

// In characters, as the service counts.
std::size_t length_of(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

template <std::size_t Size>
fault check_one_of(json::value const* value, char const* name, std::string_view const (&allowed)[Size]) {
  if (value == nullptr) return std::nullopt;
  if (value->is_string() && std::find(std::begin(allowed), std::end(allowed), text_of(*value)) != std::end(allowed)) {
    return std::nullopt;
  }
  std::string names;
  for (auto const each : allowed) names.append(names.empty() ? "" : ", ").append(each);
  return invalid_parameter(std::string(name) + " has to be one of " + names);
}

fault check_name(std::string_view name) {
  auto const well_formed =
      !name.empty() && length_of(name) <= longest_name && std::all_of(name.begin(), name.end(), is_name_character);
  if (well_formed) return std::nullopt;
  return invalid_parameter("name has to be 1 to 128 letters, digits, hyphens, periods or underscores");
}

fault check_members(json::object const& sent) {
  for (auto const& [name, kind] : shown) {
    auto const* value = find(sent, name);
    if (value == nullptr || value->kind() == kind) continue;
    return invalid_parameter(std::string(name) +
                             (kind == json::kind::string ? " has to be a string" : " has to be an object"));
  }
  if (auto wrong = check_one_of(find(sent, "type"), "type", script_types)) return wrong;
  if (auto wrong = check_one_of(find(sent, "targetStatus"), "targetStatus", target_states)) return wrong;
  auto const* description = find(sent, "description");
  if (description != nullptr && length_of(text_of(*description)) > longest_description) {
    return invalid_parameter("description has more than 255 characters");
  }
  auto approvers = check_approvers(sent);
  if (auto* wrong = std::get_if<request_fault>(&approvers)) return std::move(*wrong);
  return std::nullopt;
}

bool is_empty_text(json::value const* value) { return value == nullptr || value->as_string().empty(); }

}  // namespace

decision refusal_of(request_fault const& fault) {
  return {std::make_shared<answer const>(service_error(fault.code, fault.message))};
}

request_fault invalid_parameter(std::string_view what) {
  std::string reason(what);
  return {"DLF.3051", "The request parameter is invalid. " + reason + '.', reason};
}

std::variant<json::object, request_fault> parse_body(std::string_view body, bool may_be_absent) {
  if (body.empty() && may_be_absent) return json::object();
  json::error_code problem;
  auto value = json::parse(json::string_view(body), problem);
  if (problem) return invalid_parameter("The body is not JSON: " + problem.message());
  if (!value.is_object()) return invalid_parameter("The body is not a JSON object");
  return std::move(value.as_object());
}

std::variant<json::object, request_fault> new_script(json::object const& sent) {
  if (auto wrong = check_members(sent)) return *std::move(wrong);
  if (is_empty_text(find(sent, "name"))) return invalid_parameter("name is missing");
  if (auto wrong = check_name(text_of(*find(sent, "name")))) return *std::move(wrong);
  if (is_empty_text(find(sent, "type")))
    return request_fault{"DLF.6247", "The script type is not specified.", "type is missing"};
  if (find(sent, "content") == nullptr) return invalid_parameter("content is missing");
  json::object made;
  for (auto const& [name, kind] : shown) {
    if (auto const* value = find(sent, name)) {
      made[name] = *value;
    } else if (std::string_view(name) == "directory") {
      made[name] = "/";
    }
  }
  return made;
}

std::variant<json::object, request_fault> changed_script(json::object script, json::object const& sent) {
  if (auto wrong = check_members(sent)) return *std::move(wrong);
  for (auto const* fixed : {"name", "type"}) {
    auto const* value = find(sent, fixed);
    if (value != nullptr && *value != script.at(fixed)) {
      return invalid_parameter(std::string(fixed) + " cannot be changed; it is " +
                               std::string(text_of(script.at(fixed))));
    }
  }
  for (auto const& [name, kind] : shown) {
    if (auto const* value = find(sent, name)) script[name] = *value;
  }
  return script;
}

std::variant<std::monostate, request_fault> check_approvers(json::object const& sent) {
  auto const* approvers = find(sent, "approvers");
  if (approvers == nullptr) return std::monostate();
  auto const names_one = [](json::value const& each) {
    auto const* object = each.if_object();
    auto const* name = object == nullptr ? nullptr : object->if_contains("approverName");
    return name != nullptr && name->is_string();
  };
  auto const* list = approvers->if_array();
  if (list != nullptr && std::all_of(list->begin(), list->end(), names_one)) return std::monostate();
  return invalid_parameter(R"(approvers has to be a list of {"approverName":"…"})");
}

std::variant<std::monostate, request_fault> check_params(json::object const& sent) {
  auto const* params = find(sent, "params");
  if (params == nullptr) return std::monostate();
  auto const* object = params->if_object();
  if (object == nullptr) return invalid_parameter("params has to be an object");
  auto const wrong =
      std::find_if(object->begin(), object->end(), [](auto const& each) { return !each.value().is_string(); });
  if (wrong == object->end()) return std::monostate();
  return invalid_parameter("params." + std::string(wrong->key().data(), wrong->key().size()) + " has to be a string");
}

json::object to_object(script_definition const& script) {
  json::object sent{
      {"name", script.name}, {"type", script.type}, {"directory", script.directory}, {"content", script.content}};
  auto const add = [&](char const* name, std::string const& value) {
    if (!value.empty()) sent[name] = value;
  };
  add("connectionName", script.connection_name);
  add("database", script.database);
  add("queueName", script.queue_name);
  add("description", script.description);
  if (!script.configuration.empty()) {
    json::error_code problem;
    sent["configuration"] = json::parse(script.configuration, problem);
    if (problem) throw std::invalid_argument("configuration is not JSON: " + problem.message());
  }
  auto made = new_script(sent);
  if (auto const* wrong = std::get_if<request_fault>(&made)) throw std::invalid_argument(wrong->reason);
  return std::get<json::object>(std::move(made));
}

json::object plain_script(std::string_view name) {
  return {{"name", json::string_view(name)}, {"type", "DLISQL"}, {"directory", "/"}, {"content", ""}};
}

}  // namespace dataarts::mock::runs
