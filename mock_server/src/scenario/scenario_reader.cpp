#include "scenario/scenario_reader.hpp"

#include "scenario/json_text.hpp"
#include "scenario/secret_shape.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>

namespace dataarts::mock::scenarios {
namespace {

namespace json = boost::json;

constexpr std::array<named_values<bool>, 2> id_forms{{{"text", false}, {"number", true}}};
constexpr std::array<named_values<clock_kind>, 2> clocks{
    {{"real", clock_kind::real}, {"virtual", clock_kind::virtual_time}}};
constexpr std::array<named_values<quota_key>, 4> quota_keys{{{"access", quota_key::access},
                                                             {"api", quota_key::api},
                                                             {"instance", quota_key::instance},
                                                             {"all", quota_key::all}}};

}  // namespace

scenario scenario_reader::read() {
  auto const whole = parse();
  auto const& object = object_at(whole);
  static constexpr std::string_view known[] = {"mock",     "seed",    "clock",     "client", "instance_ids",
                                               "recorded", "scripts", "instances", "quota",  "routes"};
  refuse_unknown(object, known);
  check_version(object);
  recorded_ = object.contains("recorded");
  scenario made;
  made.files.push_back(name());
  with(object, "seed", [&](json::value const& from) { made.seed = count_at(from, 0); });
  with(object, "clock", [&](json::value const& from) { made.clock = one_of(from, clocks); });
  with(object, "client", [&](json::value const& from) { read_client(from); });
  with(object, "instance_ids", [&](json::value const& from) { made.numeric_instance_ids = one_of(from, id_forms); });
  with(object, "recorded", [&](json::value const& from) { made.recorded = recording_at(from); });
  each_of(object, "scripts", [&](json::value const& from) { made.scripts.push_back(script_at(from)); });
  auto const places = find_elements(text(), "instances");
  std::size_t at = 0;
  each_of(object, "instances", [&](json::value const& from) {
    stop_if_asked();
    auto const place = place_at(places.at(at++));
    for (auto& each : rules_at(from)) {
      made.rules.push_back(std::move(each));
      made.rule_places.push_back(place);
    }
  });
  each_of(object, "quota", [&](json::value const& from) { made.quotas.push_back(quota_at(from)); });
  each_of(object, "routes", [&](json::value const& from) { made.routes.push_back(route_at(from)); });
  if (recorded_) refuse_secrets(whole);
  try {
    throw_collected();
  } catch (file_error const& found) {
    throw file_error(found.problems(), files_);
  }
  made.files.insert(made.files.end(), files_.begin(), files_.end());
  made.warnings = std::move(warnings_);
  return made;
}

void scenario_reader::stop_if_asked() const {
  if (!stop_.stop_requested()) return;
  throw std::system_error(std::make_error_code(std::errc::operation_canceled), "reading " + name());
}

void scenario_reader::check_version(json::object const& object) {
  if (!object.contains("mock")) {
    note("has no mock; a scenario file has \"mock\": 1, the version of its form", {"mock"});
  }
  with(object, "mock", [&](json::value const& from) {
    if (from != json::value(1)) refuse("is not 1, the only version of the form that this program knows");
  });
}

// In a recording: what its redaction ought to have removed.
void scenario_reader::refuse_secrets(json::value const& in) {
  if (auto const* text = in.if_string()) {
    auto const shape = secret_shape({text->data(), text->size()});
    if (!shape.empty()) refuse("has " + std::string(shape) + " in it, by its form; a recording has none");
  } else if (auto const* list = in.if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i) inside(i, [&] { refuse_secrets((*list)[i]); });
  } else if (auto const* object = in.if_object()) {
    for (auto const& [key, value] : *object) {
      std::string const member(key.data(), key.size());
      inside(member, [&, &each = value] {
        if (is_secret_header(member)) refuse("holds credentials; a recording has none");
        refuse_secrets(each);
      });
    }
  }
}

void scenario_reader::read_client(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"timeout"};
  refuse_unknown(object, known);
  with(object, "timeout", [&](json::value const& each) { client_timeout_ = duration_at(each); });
}

recording_note scenario_reader::recording_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"from", "at", "redaction"};
  refuse_unknown(object, known);
  return {optional(object, "from"), optional(object, "at"), optional(object, "redaction")};
}

script_definition scenario_reader::script_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"name",          "workspace",      "type",     "content",
                                               "directory",     "connectionName", "database", "queueName",
                                               "configuration", "description"};
  refuse_unknown(object, known);
  script_definition made;
  made.name = required(object, "name");
  made.workspace = optional(object, "workspace");
  if (object.contains("type")) made.type = optional(object, "type");
  made.content = optional(object, "content");
  if (object.contains("directory")) made.directory = optional(object, "directory");
  made.connection_name = optional(object, "connectionName");
  made.database = optional(object, "database");
  made.queue_name = optional(object, "queueName");
  with(object, "configuration", [&](json::value const& each) { made.configuration = json_text(each); });
  made.description = optional(object, "description");
  validate(object, [&] { trial_.add(made); });
  return made;
}

quota_rule scenario_reader::quota_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"name", "key", "limit", "window", "answer", "retry_after"};
  refuse_unknown(object, known);
  quota_rule made;
  made.name = required(object, "name");
  for (auto const* each : {"limit", "window"}) {
    if (!object.contains(each)) note(std::string("has no ") + each, {each});
  }
  with(object, "key", [&](json::value const& each) { made.key = one_of(each, quota_keys); });
  with(object, "limit", [&](json::value const& each) { made.limit = count_at(each, 1); });
  with(object, "window", [&](json::value const& each) { made.window = duration_at(each); });
  with(object, "answer", [&](json::value const& each) { made.answer = canned_at(each); });
  with(object, "retry_after", [&](json::value const& each) { made.retry_after = seconds_at(each); });
  validate(object, [&] { made.validate(); });
  return made;
}

std::vector<std::pair<std::string, std::string>> scenario_reader::pairs_at(json::value const& from) {
  std::vector<std::pair<std::string, std::string>> made;
  for (auto const& [key, value] : object_at(from)) {
    std::string const member(key.data(), key.size());
    inside(member, [&, &given = value] { made.emplace_back(member, text_at(given)); });
  }
  return made;
}

route_rule scenario_reader::route_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"name", "match", "answers"};
  refuse_unknown(object, known);
  route_rule made;
  made.name = required(object, "name");
  with(object, "match", [&](json::value const& match) {
    auto const& matched = object_at(match);
    static constexpr std::string_view known_there[] = {"method", "path", "query", "headers", "body"};
    refuse_unknown(matched, known_there);
    with(matched, "method", [&](json::value const& each) { made.match.method = text_at(each); });
    with(matched, "path", [&](json::value const& each) { made.match.path = text_at(each); });
    with(matched, "query", [&](json::value const& each) { made.match.query = pairs_at(each); });
    with(matched, "headers", [&](json::value const& each) { made.match.headers = pairs_at(each); });
    with(matched, "body", [&](json::value const& each) { made.match.body = text_at(each); });
  });
  if (!object.contains("answers")) note("has no answers", {"answers"});
  each_of(object, "answers", [&](json::value const& each) {
    made.answers.emplace_back(documented_error::no_api);  // keeps its place if it cannot be read
    made.answers.back() = canned_at(each);
  });
  validate(object, [&] { made.validate(); });
  return made;
}

}  // namespace dataarts::mock::scenarios
