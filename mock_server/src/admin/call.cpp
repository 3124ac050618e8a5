#include "admin/call.hpp"

#include "admin/api_error.hpp"
#include "ascii.hpp"
#include "error_body.hpp"
#include "utf8_text.hpp"

#include <did_you_mean.hpp>

#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

std::string place_of(std::string_view text, std::size_t at) {
  auto const before = text.substr(0, at);
  auto const line_feed = before.rfind('\n');
  auto const column = line_feed == std::string_view::npos ? before.size() + 1 : before.size() - line_feed;
  return std::to_string(1 + std::count(before.begin(), before.end(), '\n')) + ':' + std::to_string(column);
}

bool is_json_type(std::string_view type) {
  type = trimmed(type.substr(0, type.find(';')));
  return equal_ignoring_case(type, "application/json") ||
         (type.size() > 5 && equal_ignoring_case(type.substr(type.size() - 5), "+json"));
}

}  // namespace

std::optional<std::string> call::parameter(std::string_view name) const {
  std::optional<std::string> found;
  for (auto const& [each, value] : query_) {
    if (each == name) found = value;
  }
  return found;
}

std::optional<std::uint64_t> call::number(std::string_view name, std::uint64_t most) const {
  auto const text = parameter(name);
  if (!text) return std::nullopt;
  std::uint64_t made = 0;
  auto const* const end = text->data() + text->size();
  auto const [stop, problem] = std::from_chars(text->data(), end, made);
  if (problem != std::errc() || stop != end || made > most) {
    throw api_error(400, "The parameter " + std::string(name) + " is '" + printable(*text) +
                             "'; it has to be a whole number between 0 and " + std::to_string(most) + '.');
  }
  return made;
}

bool call::flag(std::string_view name) const {
  auto const text = parameter(name);
  if (!text || *text == "0" || *text == "false") return false;
  if (text->empty() || *text == "1" || *text == "true") return true;
  throw api_error(400,
                  "The parameter " + std::string(name) + " is '" + printable(*text) + "'; it has to be true or false.");
}

void call::know_parameters(std::span<std::string_view const> known) const {
  for (auto const& [name, value] : query_) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    auto const hint = common::did_you_mean(name, known);
    throw api_error(400, "The parameter " + printable(name) + " is not known" + (hint.empty() ? "." : hint));
  }
}

std::string_view call::text() const {
  if (request_.body.empty()) return {};
  auto const type = request_.header("Content-Type").value_or("application/json");
  if (is_json_type(type)) return request_.body;
  throw api_error(415, "The body is '" + printable(type) +
                           "'; it has to be application/json (curl: --json, or -H 'Content-Type: application/json').");
}

json::object call::object() const {
  auto const body = text();
  if (trimmed(body).empty()) return {};
  json::parser parser;
  json::error_code problem;
  auto const read = parser.write_some(body.data(), body.size(), problem);
  if (problem)
    throw api_error(400, "The body is not JSON, at " + place_of(body, read) + ": " + problem.message() + '.');
  auto const rest = body.find_first_not_of(" \t\r\n", read);
  if (rest != std::string_view::npos) {
    throw api_error(400, "The body is not JSON, at " + place_of(body, rest) + ": there is something behind the end.");
  }
  auto made = parser.release();
  if (auto* object = made.if_object()) return std::move(*object);
  throw api_error(400, "The body has to be a JSON object.", "");
}

std::shared_ptr<answer const> text_answer(std::string text, std::string content_type, unsigned status) {
  return std::make_shared<answer const>(
      status, std::move(text),
      std::vector<answer::header>{{"Content-Type", std::move(content_type)}, {"Cache-Control", "no-store"}});
}

std::shared_ptr<answer const> json_answer(json::value const& what, unsigned status) {
  auto text = json::serialize(what);
  if (!is_utf8(text)) text = utf8_text(text);  // such bytes are in texts only, where an escape may stand
  return text_answer(std::move(text), "application/json", status);
}

}  // namespace dataarts::mock::admin
