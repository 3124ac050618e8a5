#include "scenario/answer_reader.hpp"

#include "file_text.hpp"
#include "runs/run_course.hpp"
#include "scenario/json_text.hpp"
#include "scenario/secret_shape.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace dataarts::mock::scenarios {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 4> bodies{"text", "body", "json", "body_file"};

own_answer parts_of(preset const& from) {
  if (auto const* state = std::get_if<run_state>(&from)) {
    return {200, {}, runs::run_body(*state, {}, {}), {}, {}, std::string(to_text(*state))};
  }
  auto const what = std::get<documented_error>(from);
  auto const made = make_answer(what);
  return {made.status(), {}, made.body(), {}, made.request_id_in_body(), std::string(to_text(what))};
}

}  // namespace

std::chrono::seconds answer_reader::seconds_at(json::value const& from) const {
  auto const made = duration_at(from);
  if (made % std::chrono::seconds(1) != std::chrono::nanoseconds::zero()) refuse("is not in whole seconds");
  return std::chrono::duration_cast<std::chrono::seconds>(made);
}

std::string answer_reader::file_at(json::value const& from) {
  std::filesystem::path const given = text_at(from);
  auto const inside = given.lexically_normal();
  if (given.empty() || given.is_absolute() || *inside.begin() == "..") {
    refuse("is not the path of a file in the folder of this one or below it");
  }
  auto const folder = std::filesystem::path(name()).parent_path();
  std::error_code none;
  if (std::filesystem::exists(folder / inside, none) && !std::filesystem::is_regular_file(folder / inside, none)) {
    refuse("is not a regular file");
  }
  // Missing or not: it is to be watched.
  if (std::find(files_.begin(), files_.end(), folder / inside) == files_.end()) files_.push_back(folder / inside);
  std::string made;
  try {
    made = file_text(folder / inside);
  } catch (std::runtime_error const& found) {
    refuse(std::string(": ") + found.what());
  }
  // A link may lead elsewhere.
  auto const root = std::filesystem::weakly_canonical(folder.empty() ? "." : folder);
  auto const real = std::filesystem::weakly_canonical(folder / inside);
  if (std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first != root.end()) {
    refuse("is a link to a file outside of the folder of this one");
  }
  if (made.empty()) refuse("is an empty file");
  content_read_ += made;
  if (auto const shape = recorded_ ? secret_shape(made) : std::string_view(); !shape.empty()) {
    refuse("has " + std::string(shape) + " in it, by its form; a recording has none");
  }
  return made;
}

void answer_reader::read_body(own_answer& to, json::object const& from) {
  if (std::count_if(bodies.begin(), bodies.end(), [&](auto each) { return from.contains(json::string_view(each)); }) >
      1) {
    note("has two of text, body, json and body_file; an answer has one body", {});
  }
  if (std::any_of(bodies.begin(), bodies.end(), [&](auto each) { return from.contains(json::string_view(each)); })) {
    to.request_id_at.reset();
  }
  with(from, "text", [&](json::value const& each) {
    to.body = text_at(each);
    to.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  });
  with(from, "body", [&](json::value const& each) { to.body = each.is_string() ? text_at(each) : json_text(each); });
  with(from, "json", [&](json::value const& each) { to.body = json_text(each); });
  with(from, "body_file", [&](json::value const& each) { to.body = file_at(each); });
}

void answer_reader::read_headers(own_answer& to, json::value const& from) {
  for (auto const& [name, value] : object_at(from)) {
    std::string const kept(name.data(), name.size());
    if (kept == "Content-Type") to.headers.clear();  // instead of that of a text
    inside(kept, [&, &given = value] {
      auto const* list = given.if_array();
      if (list == nullptr) return to.headers.push_back({kept, text_at(given)});
      for (std::size_t i = 0; i < list->size(); ++i) {
        inside(i, [&] { to.headers.push_back({kept, text_at((*list)[i])}); });
      }
    });
  }
}

own_answer answer_reader::own_at(json::object const& from) {
  static constexpr std::string_view known[] = {"preset", "status", "headers",   "text",
                                               "body",   "json",   "body_file", "retry_after"};
  auto const before = problems();
  refuse_unknown(from, known);
  own_answer made;
  with(from, "preset", [&](json::value const& each) {
    auto const named = text_at(each);
    auto const found = find_preset(named);
    if (!found) refuse("is '" + named + "', which is no preset" + common::did_you_mean(named, preset_names()));
    made = parts_of(*found);
  });
  if (!from.contains("preset") && !from.contains("status")) {
    note("has neither a status nor a preset", {"status", "preset"});
  }
  with(from, "status", [&](json::value const& each) {
    auto const status = count_at(each, 200);
    if (status > 599) refuse("is not between 200 and 599");
    made.status = static_cast<unsigned>(status);
  });
  read_body(made, from);
  with(from, "headers", [&](json::value const& each) { read_headers(made, each); });
  with(from, "retry_after", [&](json::value const& each) { made.retry_after = seconds_at(each); });
  if (problems() == before) {
    try {
      made.validate();
    } catch (std::invalid_argument const& found) {
      refuse(std::string("cannot be sent: ") + found.what());
    }
  }
  return made;
}

std::variant<canned_answer, run_state> answer_reader::answer_at(json::value const& from) {
  if (auto const* object = from.if_object()) return canned_answer(own_at(*object));
  std::string all;
  auto const names = preset_names();
  for (std::size_t i = 0; i < names.size(); ++i) all.append(i == 0 ? "" : ", ").append(names[i]);
  auto const* text = from.if_string();
  if (text == nullptr) refuse("is neither a name nor an object; it has to be " + all + R"( or {"status": …})");
  std::string_view const given(text->data(), text->size());
  auto const found = find_preset(given);
  if (!found) {
    refuse("is '" + std::string(given) + "'; it has to be " + all + R"( or {"status": …})" +
           common::did_you_mean(given, names));
  }
  if (auto const* state = std::get_if<run_state>(&*found)) return *state;
  return canned_answer(std::get<documented_error>(*found));
}

canned_answer answer_reader::canned_at(json::value const& from) {
  auto const made = answer_at(from);
  if (auto const* state = std::get_if<run_state>(&made)) return own_answer{200, {}, runs::run_body(*state, {}, {}), {}};
  return std::get<canned_answer>(made);
}

}  // namespace dataarts::mock::scenarios
