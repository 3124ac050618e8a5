#include "scenario/json_reader.hpp"

#include <did_you_mean.hpp>

#include <boost/json/parse_options.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/storage_ptr.hpp>

#include <algorithm>

namespace dataarts::mock::scenarios {

namespace json = boost::json;

file_place json_reader::place_at(std::size_t at) const {
  auto const found = lines_.of(at);
  return {name_, found.line, found.column};
}

void json_reader::refuse_at(std::size_t at, std::string message) const {
  throw file_error({{place_at(at), {}, std::move(message)}});
}

file_problem json_reader::problem(std::string const& message) const {
  auto part = to_text(path_);
  auto const whole = part.empty() ? "the file " + message : message;
  return {place_at(find_place(text_, path_)), std::move(part), whole};
}

void json_reader::refuse(std::string const& message) const { throw file_error({problem(message)}); }

void json_reader::throw_collected() const {
  if (!collected_.empty()) throw file_error(collected_);
}

json::value json_reader::parse() const {
  json::parse_options options;
  options.allow_comments = options.allow_trailing_commas = kind_ == form::relaxed;
  json::parser parser(json::storage_ptr{}, options);
  json::error_code problem;
  auto const read = parser.write_some(text_.data(), text_.size(), problem);
  if (problem) refuse_at(read, "not JSON: " + problem.message());
  auto const rest = kind_ == form::relaxed ? skip_blanks(text_, read) : text_.find_first_not_of(" \t\r\n", read);
  if (rest < text_.size()) refuse_at(rest, "not JSON: there is something behind the end");
  return parser.release();
}

json::object const& json_reader::object_at(json::value const& from) const {
  auto const* object = from.if_object();
  if (object == nullptr) refuse("is not an object");
  return *object;
}

std::string json_reader::text_at(json::value const& from) const {
  auto const* text = from.if_string();
  if (text == nullptr) refuse("is not a text");
  return {text->data(), text->size()};
}

std::string json_reader::required(json::object const& object, std::string_view name) {
  if (!object.contains(json::string_view(name))) refuse("has no " + std::string(name));
  return optional(object, name);
}

std::string json_reader::optional(json::object const& object, std::string_view name) {
  std::string made;
  with(object, name, [&](json::value const& from) { made = text_at(from); });
  return made;
}

void json_reader::refuse_unknown(json::object const& object, std::span<std::string_view const> known) {
  for (auto const& member : object) {
    std::string_view const name(member.key().data(), member.key().size());
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    if (kind_ == form::relaxed && (name.starts_with("x-") || name == "$schema")) continue;
    inside(std::string(name), [&] { refuse("is not known" + common::did_you_mean(name, known)); });
  }
}

}  // namespace dataarts::mock::scenarios
