#include "scenario/json_reader.hpp"

#include "scenario/json_duplicates.hpp"
#include "scenario/json_syntax.hpp"

#include <did_you_mean.hpp>

#include <boost/json/parse_options.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/storage_ptr.hpp>

#include <algorithm>
#include <cstddef>

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

void json_reader::note(std::string const& message, std::initializer_list<std::string_view> about) {
  for (auto const each : about) {
    if (is_wrong(below(each))) return;
  }
  collected_.push_back(problem(message));
  for (auto const each : about) wrong_.push_back(below(each));
}

bool json_reader::is_wrong(json_path const& part) const {
  return std::any_of(wrong_.begin(), wrong_.end(), [&](json_path const& each) {
    return each.size() <= part.size() && std::equal(each.begin(), each.end(), part.begin());
  });
}

json_path json_reader::below(std::string_view part) const {
  auto made = path_;
  for (auto& step : to_path(part)) made.push_back(std::move(step));
  return made;
}

void json_reader::note_invalid(json::object const& object, value_problem const& what) {
  auto const end = what.text.find(' ');
  auto const part = what.text.substr(0, end);
  if (is_wrong(below(part))) return;
  for (auto const& cause : what.because_of) {
    auto const of = below(cause);
    auto const explains = [&](json_path const& each) {
      return std::equal(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(std::min(of.size(), each.size())),
                        each.begin(), each.begin() + static_cast<std::ptrdiff_t>(std::min(of.size(), each.size())));
    };
    if (std::any_of(wrong_.begin(), wrong_.end(), explains)) return;
  }
  auto const path = to_path(part);
  auto const* name = path.empty() ? nullptr : std::get_if<std::string>(&path.front());
  if (name == nullptr || !object.contains(json::string_view(*name))) {
    collected_.push_back(problem(": " + what.text));
  } else {
    within(path, [&] { refuse(what.text.substr(end + 1)); });
  }
}

void json_reader::throw_collected() const {
  if (collected_.empty()) return;
  std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::size_t>> order;  // line, column, number
  for (std::size_t i = 0; i < collected_.size(); ++i) {
    order.push_back({{collected_[i].place.line, collected_[i].place.column}, i});
  }
  std::sort(order.begin(), order.end());
  std::vector<file_problem> sorted;
  for (auto const& each : order) sorted.push_back(collected_[each.second]);
  throw file_error(std::move(sorted));
}

json::value json_reader::parse() {
  json::parse_options options;
  options.allow_comments = options.allow_trailing_commas = kind_ == form::relaxed;
  json::parser parser(json::storage_ptr{}, options);
  json::error_code problem;
  auto const read = parser.write_some(text_.data(), text_.size(), problem);
  if (problem) {
    auto const mistake = find_syntax_mistake(text_, kind_ == form::relaxed, kind_ == form::plain);
    if (mistake) refuse_at(mistake->at, "not JSON: " + mistake->message);
    refuse_at(read, "not JSON: " + problem.message());
  }
  auto const rest = kind_ == form::relaxed ? skip_blanks(text_, read) : text_.find_first_not_of(" \t\r\n", read);
  if (rest < text_.size()) refuse_at(rest, "not JSON: there is something behind the end");
  note_duplicates();
  return parser.release();
}

void json_reader::note_duplicates() {
  for (auto const& each : find_duplicates(text_)) {
    auto const ignored = [&](auto const& step) {
      auto const* member = std::get_if<std::string>(&step);
      return kind_ == form::relaxed && member != nullptr && member->starts_with("x-");
    };
    if (std::any_of(each.path.begin(), each.path.end(), ignored)) continue;
    auto const first = place_at(each.first);
    collected_.push_back({place_at(each.at), to_text(each.path),
                          "is given twice, at first in line " + std::to_string(first.line) + ", column " +
                              std::to_string(first.column) + "; remove one of the two"});
  }
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
  if (!object.contains(json::string_view(name))) note("has no " + std::string(name), {name});
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
    // What was meant is there, if not to be read.
    auto const meant = common::closest(name, known);
    if (meant) wrong_.push_back(below(*meant));
  }
}

}  // namespace dataarts::mock::scenarios
