#include "admin/request_pattern.hpp"

#include "admin/api_error.hpp"
#include "admin/body_members.hpp"
#include "ascii.hpp"
#include "error_body.hpp"
#include "query_pairs.hpp"

#include <boost/json/value.hpp>
#include <boost/regex.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

std::string_view as_std(json::string_view text) { return {text.data(), text.size()}; }

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

// A value that may be absent.
using value_test = std::function<bool(std::optional<std::string_view>)>;

std::function<bool(std::string_view)> whole_match(std::string const& pattern, std::string const& at) {
  try {
    auto const compiled = std::make_shared<boost::regex const>(pattern);
    return [compiled](std::string_view text) {
      try {
        return boost::regex_match(text.begin(), text.end(), *compiled);
      } catch (std::runtime_error const&) {
        return false;  // it would have taken for ever
      }
    };
  } catch (boost::regex_error const& problem) {
    throw api_error(400, "This is no regular expression: " + std::string(problem.what()), at);
  }
}

// The value of one matcher, such as {"equalTo": "x"}.
value_test matcher(json::value const& from, std::string const& at) {
  auto const* object = from.if_object();
  if (object == nullptr) throw api_error(400, R"(This has to be a matcher, such as {"equalTo":"x"}.)", at);
  static constexpr std::string_view known[] = {"equalTo",        "matches", "contains",       "doesNotMatch",
                                               "doesNotContain", "absent",  "caseInsensitive"};
  know_members(*object, known, at);
  auto const* folded = object->if_contains("caseInsensitive");
  auto const any_case = folded != nullptr && folded->is_bool() && folded->get_bool();
  std::vector<value_test> all;  // what is absent neither contains nor matches anything, as WireMock sees it
  if (auto const text = text_member(*object, "equalTo", at)) {
    all.push_back([text = *text, any_case](auto value) {
      return value && (any_case ? equal_ignoring_case(*value, text) : *value == text);
    });
  }
  if (auto const text = text_member(*object, "contains", at)) {
    all.push_back([text = *text](auto value) { return value && value->find(text) != std::string_view::npos; });
  }
  if (auto const text = text_member(*object, "doesNotContain", at)) {
    all.push_back([text = *text](auto value) { return !value || value->find(text) == std::string_view::npos; });
  }
  if (auto const text = text_member(*object, "matches", at)) {
    all.push_back([test = whole_match(*text, at + "/matches")](auto value) { return value && test(*value); });
  }
  if (auto const text = text_member(*object, "doesNotMatch", at)) {
    all.push_back([test = whole_match(*text, at + "/doesNotMatch")](auto value) { return !value || !test(*value); });
  }
  if (auto const* absent = object->if_contains("absent")) {
    if (!absent->is_bool()) throw api_error(400, "absent has to be true or false.", at + "/absent");
    all.push_back([wanted = absent->get_bool()](auto value) { return wanted == !value.has_value(); });
  }
  if (all.empty()) throw api_error(400, R"(This has to be a matcher, such as {"equalTo":"x"}.)", at);
  return
      [all](auto value) { return std::all_of(all.begin(), all.end(), [&](auto const& each) { return each(value); }); };
}

json::object const& object_member(json::object const& from, std::string_view name) {
  auto const* object = from.at(json::string_view(name.data(), name.size())).if_object();
  if (object == nullptr) throw api_error(400, std::string(name) + " has to be an object.", '/' + std::string(name));
  return *object;
}

}  // namespace

request_pattern::request_pattern(json::object const& from) {
  static constexpr std::string_view known[] = {"method",         "url",     "urlPath",        "urlPattern",
                                               "urlPathPattern", "headers", "queryParameters"};
  know_members(from, known);
  if (auto const method = text_member(from, "method"); method && *method != "ANY") {
    criteria_.push_back([method = *method](auto const& each) { return each.method == method; });
  }
  if (auto const url = text_member(from, "url")) {
    criteria_.push_back([url = *url](auto const& each) { return each.target == url; });
  }
  if (auto const path = text_member(from, "urlPath")) {
    criteria_.push_back([path = *path](auto const& each) { return path_of(each.target) == path; });
  }
  if (auto const pattern = text_member(from, "urlPattern")) {
    criteria_.push_back([test = whole_match(*pattern, "/urlPattern")](auto const& each) { return test(each.target); });
  }
  if (auto const pattern = text_member(from, "urlPathPattern")) {
    criteria_.push_back(
        [test = whole_match(*pattern, "/urlPathPattern")](auto const& each) { return test(path_of(each.target)); });
  }
  if (from.contains("queryParameters")) {
    for (auto const& [key, value] : object_member(from, "queryParameters")) {
      std::string const name(as_std(key));
      criteria_.push_back([name, test = matcher(value, "/queryParameters/" + name)](auto const& each) {
        std::optional<std::string> found;
        for (auto const& [one, sent] : parse_query(query_of(each.target))) {
          if (one == name) found = sent;
        }
        return test(found ? std::optional<std::string_view>(*found) : std::nullopt);
      });
    }
  }
  if (!from.contains("headers")) return;
  for (auto const& [key, value] : object_member(from, "headers")) {
    std::string const name(as_std(key));
    auto const workspace = equal_ignoring_case(name, "workspace");
    if (!workspace && !equal_ignoring_case(name, "X-Mock-Session")) {
      throw api_error(400, "The header " + printable(name) + " is not journaled; workspace and X-Mock-Session are.",
                      "/headers/" + name);
    }
    criteria_.push_back([workspace, test = matcher(value, "/headers/" + name)](auto const& each) {
      auto const& sent = workspace ? each.workspace : each.session;
      return test(sent.empty() ? std::nullopt : std::optional<std::string_view>(sent));
    });
  }
}

bool request_pattern::matches(logged_request const& request) const {
  return std::all_of(criteria_.begin(), criteria_.end(), [&](auto const& each) { return each(request); });
}

}  // namespace dataarts::mock::admin
