#include "scenario_file.hpp"

#include "json_reader.hpp"
#include "json_text.hpp"

#include <duration_text.hpp>
#include <suggest.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <utility>

namespace dataarts::mock::program {
namespace {

namespace json = boost::json;

template <class Value>
using named_values = std::pair<std::string_view, Value>;

constexpr std::array<named_values<run_state>, 4> states{{{"LAUNCHING", run_state::launching},
                                                         {"RUNNING", run_state::running},
                                                         {"FINISHED", run_state::finished},
                                                         {"FAILED", run_state::failed}}};
constexpr std::array<named_values<run_start>, 3> starts{
    {{"first_poll", run_start::first_poll}, {"load", run_start::load}, {"execute", run_start::execute}}};
constexpr std::array<named_values<documented_error>, 6> errors{{{"dlf6201", documented_error::dlf6201},
                                                                {"dlf6205", documented_error::dlf6205},
                                                                {"dlf20819", documented_error::dlf20819},
                                                                {"unauthorized", documented_error::unauthorized},
                                                                {"throttled", documented_error::throttled},
                                                                {"no_api", documented_error::no_api}}};
constexpr std::array<named_values<bool>, 2> id_forms{{{"text", false}, {"number", true}}};

class reader : public json_reader {
 public:
  reader(std::string_view text, std::string const& name) : json_reader(text, name, form::relaxed) {}

  scenario read() {
    auto const whole = parse();
    auto const& object = object_at(whole);
    check_version(object);
    static constexpr std::string_view known[] = {"mock", "seed", "instance_ids", "scripts", "instances"};
    static constexpr std::string_view later[] = {"clock", "quota", "routes", "recorded"};
    refuse_unknown(object, known, later);
    scenario made;
    with(object, "seed", [&](json::value const& from) { made.seed = count_at(from, 0); });
    with(object, "instance_ids", [&](json::value const& from) { made.numeric_instance_ids = one_of(from, id_forms); });
    each_of(object, "scripts", [&](json::value const& from) { made.scripts.push_back(script_at(from)); });
    each_of(object, "instances", [&](json::value const& from) { made.rules.push_back(rule_at(from)); });
    throw_collected();
    return made;
  }

 private:
  void check_version(json::object const& object) {
    if (!object.contains("mock")) refuse("has no mock; a scenario file has \"mock\": 1, the version of its form");
    with(object, "mock", [&](json::value const& from) {
      if (from != json::value(1)) refuse("is not 1, the only version of the form that this program knows");
    });
  }

  std::uint64_t count_at(json::value const& from, std::uint64_t least) const {
    auto const* as_unsigned = from.if_uint64();
    auto const* as_signed = from.if_int64();
    auto const whole = as_unsigned != nullptr || (as_signed != nullptr && *as_signed >= 0);
    auto const value = as_unsigned != nullptr ? *as_unsigned : whole ? static_cast<std::uint64_t>(*as_signed) : 0;
    if (!whole || value < least) refuse("is not a whole number of " + std::to_string(least) + " or more");
    return value;
  }

  template <class Value, std::size_t Size>
  Value one_of(json::value const& from, std::array<named_values<Value>, Size> const& allowed) const {
    std::array<std::string_view, Size> names;
    std::string all;
    for (std::size_t i = 0; i < Size; ++i) {
      names[i] = allowed[i].first;
      all.append(i == 0 ? "" : i + 1 == Size ? " or " : ", ").append(names[i]);
    }
    auto const* text = from.if_string();
    if (text == nullptr) refuse("is not a text; it has to be " + all);
    std::string_view const given(text->data(), text->size());
    for (auto const& [name, value] : allowed) {
      if (given == name) return value;
    }
    refuse("is '" + std::string(given) + "'; it has to be " + all + apps::did_you_mean(given, names));
  }

  std::chrono::nanoseconds duration_at(json::value const& from) const {
    auto const* text = from.if_string();
    auto const made = text == nullptr ? std::nullopt : apps::parse_duration({text->data(), text->size()});
    if (!made) refuse(R"(is not a duration, such as "250ms", "5s" or "9m30s")");
    return *made;
  }

  // Two members that are durations, both needed.
  step_time pair_at(json::value const& from, std::string_view first, std::string_view second,
                    step_time (*make)(std::chrono::nanoseconds, std::chrono::nanoseconds)) {
    auto const& object = object_at(from);
    std::string_view const known[] = {first, second};
    auto const before = problems();
    refuse_unknown(object, known);
    std::array<std::chrono::nanoseconds, 2> made{};
    for (std::size_t i = 0; i < 2; ++i) {
      if (!object.contains(json::string_view(known[i]))) refuse("has no " + std::string(known[i]));
      with(object, known[i], [&](json::value const& each) { made[i] = duration_at(each); });
    }
    if (problems() != before) return std::chrono::nanoseconds::zero();
    try {
      return make(made[0], made[1]);
    } catch (std::invalid_argument const& problem) {
      refuse(std::string("is not possible: ") + problem.what());
    }
  }

  step_time time_at(json::value const& from) {
    auto const* object = from.if_object();
    if (object == nullptr) return duration_at(from);
    static constexpr std::string_view known[] = {"uniform", "lognormal"};
    auto const before = problems();
    refuse_unknown(*object, known);
    std::optional<step_time> made;
    with(*object, "uniform", [&](json::value const& each) { made = pair_at(each, "min", "max", step_time::uniform); });
    with(*object, "lognormal",
         [&](json::value const& each) { made = pair_at(each, "median", "p99", step_time::lognormal); });
    if (problems() == before && (!made || object->size() != 1)) {
      refuse(R"(is neither a duration nor {"uniform": …} or {"lognormal": …})");
    }
    return made ? *made : std::chrono::nanoseconds::zero();
  }

  run_step step_at(json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"state", "for", "polls", "message", "results", "body", "answer"};
    static constexpr std::string_view later[] = {"hold", "latency", "body_file"};
    refuse_unknown(object, known, later);
    if (object.contains("state") == object.contains("answer")) refuse("has to have one of state and answer");
    run_step made;
    with(object, "state", [&](json::value const& each) { made.state = one_of(each, states); });
    with(object, "answer", [&](json::value const& each) { made.error = error_at(each); });
    with(object, "for", [&](json::value const& each) { made.lasts = time_at(each); });
    with(object, "polls", [&](json::value const& each) { made.polls = count_at(each, 1); });
    made.message = optional(object, "message");
    with(object, "results", [&](json::value const& each) {
      if (!each.is_array()) refuse("is not a list");
      made.results = json_text(each);
    });
    with(object, "body", [&](json::value const& each) {
      made.body = each.is_string() ? text_at(each) : json_text(each);
      if (made.body.empty()) refuse("is empty");
    });
    return made;
  }

  documented_error error_at(json::value const& from) const {
    if (from.is_object()) refuse("with a status of its own is not supported by this version; it has to be a name");
    return one_of(from, errors);
  }

  run_rule rule_at(json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"name",   "match",  "timeline",      "answer",
                                                 "starts", "failed", "failed_message"};
    static constexpr std::string_view later[] = {"expect", "faults", "sweep"};
    auto const before = problems();
    refuse_unknown(object, known, later);
    if (!object.contains("timeline") && !object.contains("answer")) refuse("has neither a timeline nor an answer");
    run_rule made;
    made.name = required(object, "name");
    if (object.contains("name") && problems() == before && !names_.insert(made.name).second) {
      inside("name", [&] { refuse("is '" + made.name + "', as that of an earlier instance"); });
    }
    with(object, "match", [&](json::value const& each) { read_match(made, each); });
    each_of(object, "timeline", [&](json::value const& each) { made.timeline.push_back(step_at(each)); });
    with(object, "answer", [&](json::value const& each) { made.answer = error_at(each); });
    with(object, "starts", [&](json::value const& each) { made.starts = one_of(each, starts); });
    with(object, "failed", [&](json::value const& each) {
      if (!each.is_number()) refuse("is not a number between 0 and 1");
      made.failed = each.to_number<double>();
    });
    if (object.contains("failed_message")) made.failed_message = optional(object, "failed_message");
    if (problems() == before) validate(object, [&] { made.validate(); });
    return made;
  }

  void read_match(run_rule& to, json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"script", "instance", "workspace"};
    static constexpr std::string_view later[] = {"project"};
    refuse_unknown(object, known, later);
    with(object, "script", [&](json::value const& each) { to.script = text_at(each); });
    with(object, "instance", [&](json::value const& each) { to.instance = text_at(each); });
    with(object, "workspace", [&](json::value const& each) { to.workspace = text_at(each); });
  }

  script_definition script_at(json::value const& from) {
    auto const& object = object_at(from);
    static constexpr std::string_view known[] = {"name",          "workspace",      "type",     "content",
                                                 "directory",     "connectionName", "database", "queueName",
                                                 "configuration", "description"};
    auto const before = problems();
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
    if (problems() == before) validate(object, [&] { trial_.add(made); });
    return made;
  }

  // What the library itself finds wrong begins with the path of a member: "timeline[1].polls is …".
  template <class Check>
  void validate(json::object const& object, Check check) {
    try {
      check();
    } catch (std::invalid_argument const& problem) {
      std::string_view const what = problem.what();
      auto const end = what.find(' ');
      auto const path = to_path(what.substr(0, end));
      if (!object.contains(json::string_view(std::get<std::string>(path.front())))) refuse(": " + std::string(what));
      within(path, [&] { refuse(std::string(what.substr(end + 1))); });
    }
  }

  std::set<std::string> names_;
  script_runs trial_;  // takes each script, to see whether it can
};

}  // namespace

scenario parse_scenario(std::string_view text, std::string const& name) { return reader(text, name).read(); }

}  // namespace dataarts::mock::program
