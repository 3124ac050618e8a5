#include "admin/body_members.hpp"

#include "admin/api_error.hpp"
#include "error_body.hpp"

#include <did_you_mean.hpp>
#include <parse_duration.hpp>

#include <algorithm>
#include <cstdlib>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

json::value const* member(json::object const& body, std::string_view name) {
  return body.if_contains(json::string_view(name.data(), name.size()));
}

// As RFC 6901, 3 has it.
std::string pointer_token(std::string_view name) {
  std::string made;
  for (auto const c : name) {
    if (c == '~') {
      made += "~0";
    } else if (c == '/') {
      made += "~1";
    } else {
      made += c;
    }
  }
  return made;
}

}  // namespace

void know_members(json::object const& body, std::span<std::string_view const> known, std::string const& at) {
  for (auto const& each : body) {
    std::string_view const name(each.key().data(), each.key().size());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    auto detail = printable(name) + " is not known" + common::did_you_mean(name, known);
    if (!detail.ends_with('?')) {
      detail += known.empty() ? "; there is nothing to be said here" : "; known:";
      for (auto const one : known) detail.append(one == known.front() ? " " : ", ").append(one);
    }
    throw api_error(400, detail + (detail.ends_with('?') ? "" : "."), at + '/' + pointer_token(name));
  }
}

std::optional<std::string> text_member(json::object const& body, std::string_view name, std::string const& at) {
  auto const* found = member(body, name);
  if (found == nullptr) return std::nullopt;
  auto const* text = found->if_string();
  if (text == nullptr) throw api_error(400, std::string(name) + " has to be a text.", at + '/' + std::string(name));
  return std::string(text->data(), text->size());
}

std::optional<bool> bool_member(json::object const& body, std::string_view name) {
  auto const* found = member(body, name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_bool()) throw api_error(400, std::string(name) + " has to be true or false.", '/' + std::string(name));
  return found->get_bool();
}

std::optional<std::chrono::nanoseconds> duration_member(json::object const& body, std::string_view name) {
  auto const text = text_member(body, name);
  if (!text) return std::nullopt;
  auto const made = common::parse_duration(*text);
  if (made) return made;
  throw api_error(400,
                  std::string(name) + " is '" + printable(*text) +
                      R"('; it has to be a duration, such as "250ms", "5s" or "9m30s", of at most 10 years.)",
                  '/' + std::string(name));
}

std::string duration_text(std::chrono::nanoseconds value) {
  auto const micros = value.count() / 1'000;
  auto const seconds = std::llabs(micros) / 1'000'000;
  auto fraction = std::to_string(1'000'000 + std::llabs(micros) % 1'000'000).substr(1);
  fraction.erase(std::max<std::size_t>(fraction.find_last_not_of('0') + 1, 3));
  return (micros < 0 ? "-" : "") + std::to_string(seconds) + '.' + fraction + 's';
}

}  // namespace dataarts::mock::admin
