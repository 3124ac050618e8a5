#include "json_reader.hpp"

#include <suggest.hpp>

#include <boost/json/parse_options.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/storage_ptr.hpp>

#include <algorithm>

namespace dataarts::mock::program {

namespace json = boost::json;

void json_reader::refuse_at(std::size_t at, std::string const& what) const {
  throw usage_error(name_ + ':' + line_and_column(text_, at) + ": " + what);
}

void json_reader::refuse(std::string const& what) const {
  auto const part = to_text(path_);
  refuse_at(find_place(text_, path_), (part.empty() ? "the file" : part) + ' ' + what);
}

void json_reader::throw_collected() const {
  if (collected_.empty()) return;
  std::string all;
  for (auto const& each : collected_) all.append(all.empty() ? "" : "\n").append(each);
  throw usage_error(all);
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

void json_reader::refuse_unknown(json::object const& object, std::span<std::string_view const> known,
                                 std::span<std::string_view const> later) {
  auto const among = [](std::span<std::string_view const> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  for (auto const& member : object) {
    std::string_view const name(member.key().data(), member.key().size());
    if (among(known, name) || (kind_ == form::relaxed && (name.starts_with("x-") || name == "$schema"))) continue;
    inside(std::string(name), [&] {
      if (among(later, name)) refuse("is not supported by this version");
      refuse("is not known" + apps::did_you_mean(name, known));
    });
  }
}

}  // namespace dataarts::mock::program
