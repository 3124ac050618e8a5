#include "scenario/instance_reader.hpp"

#include "runs/run_course.hpp"
#include "scenario/content_hash.hpp"
#include "scenario/json_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace dataarts::mock::scenarios {
namespace {

namespace json = boost::json;

constexpr std::array<named_values<run_state>, 4> states{{{"LAUNCHING", run_state::launching},
                                                         {"RUNNING", run_state::running},
                                                         {"FINISHED", run_state::finished},
                                                         {"FAILED", run_state::failed}}};
constexpr std::array<named_values<run_start>, 3> starts{
    {{"first_poll", run_start::first_poll}, {"load", run_start::load}, {"execute", run_start::execute}}};

}  // namespace

run_step instance_reader::step_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"state",   "for",  "polls",     "hold",   "message",
                                               "results", "body", "body_file", "answer", "latency"};
  refuse_unknown(object, known);
  if (object.contains("state") == object.contains("answer")) {
    note("has to have one of state and answer", {"state", "answer"});
  }
  run_step made;
  with(object, "state", [&](json::value const& each) { made.state = one_of(each, states); });
  with(object, "answer", [&](json::value const& each) {
    auto found = answer_at(each);
    if (auto const* state = std::get_if<run_state>(&found)) {
      made.state = *state;
    } else {
      made.error = std::get<canned_answer>(std::move(found));
    }
  });
  with(object, "for", [&](json::value const& each) { made.lasts = time_at(each); });
  with(object, "polls", [&](json::value const& each) { made.polls = count_at(each, 1); });
  with(object, "hold", [&](json::value const& each) { made.hold = truth_at(each); });
  with(object, "latency", [&](json::value const& each) { made.latency = delay_at(each); });
  made.message = optional(object, "message");
  with(object, "results", [&](json::value const& each) {
    if (!each.is_array()) refuse("is not a list");
    made.results = json_text(each);
  });
  if (object.contains("body") && object.contains("body_file")) {
    note("has a body and a body_file; one is enough", {"body", "body_file"});
  }
  with(object, "body", [&](json::value const& each) {
    made.body = each.is_string() ? text_at(each) : json_text(each);
    if (made.body.empty()) refuse("is empty");
  });
  with(object, "body_file", [&](json::value const& each) { made.body = file_at(each); });
  if (made.lasts && made.lasts->second() == std::chrono::nanoseconds::zero()) {
    warn("is never told: it takes no time");
  }
  return made;
}

void instance_reader::read_match(run_rule& to, json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"project", "script", "instance", "workspace"};
  refuse_unknown(object, known);
  with(object, "project", [&](json::value const& each) { to.project = text_at(each); });
  with(object, "script", [&](json::value const& each) { to.script = text_at(each); });
  with(object, "instance", [&](json::value const& each) { to.instance = text_at(each); });
  with(object, "workspace", [&](json::value const& each) { to.workspace = text_at(each); });
}

void instance_reader::read_answer(run_rule& to, json::value const& from) {
  auto found = answer_at(from);
  if (auto const* state = std::get_if<run_state>(&found)) {
    to.timeline.push_back({.state = *state});
  } else {
    to.answer = std::get<canned_answer>(std::move(found));
  }
}

void instance_reader::check_unique(std::string const& rule_name) {
  if (rule_name.empty() || names_.insert(rule_name).second) return;
  inside("name", [&] { refuse("is '" + rule_name + "', as that of an earlier instance"); });
}

run_rule instance_reader::rule_at(json::value const& from) {
  auto const& object = object_at(from);
  static constexpr std::string_view known[] = {"name",   "match",          "timeline", "answer", "starts",
                                               "failed", "failed_message", "sweep",    "faults", "expect"};
  content_read_.clear();
  refuse_unknown(object, known);
  if (!object.contains("timeline") && !object.contains("answer")) {
    note("has neither a timeline nor an answer", {"timeline", "answer"});
  }
  if (object.contains("timeline") && object.contains("answer")) {
    note("has a timeline and an answer; it has to be one", {"timeline", "answer"});
  }
  run_rule made;
  made.name = required(object, "name");
  with(object, "match", [&](json::value const& each) { read_match(made, each); });
  // What cannot be read keeps its place.
  each_of(object, "timeline", [&](json::value const& each) {
    made.timeline.emplace_back();
    made.timeline.back() = step_at(each);
  });
  with(object, "answer", [&](json::value const& each) { read_answer(made, each); });
  with(object, "starts", [&](json::value const& each) { made.starts = one_of(each, starts); });
  with(object, "failed", [&](json::value const& each) { made.failed = share_at(each); });
  if (object.contains("failed_message")) made.failed_message = optional(object, "failed_message");
  each_of(object, "faults", [&](json::value const& each) {
    made.faults.emplace_back();
    made.faults.back() = fault_at(each);
  });
  with(object, "expect", [&](json::value const& each) { made.expect = expectation_at(each); });
  made.revision = content_hash(json_text(from), content_hash(content_read_));
  validate(object, [&] { made.validate(); });
  return made;
}

// The size of the answer that a fault with the variable spoils, head included.
std::uint64_t instance_reader::swept_size(json::object const& from, std::string_view variable) {
  std::uint64_t poll = 1;
  if (auto const* faults = from.if_contains("faults"); faults != nullptr && faults->is_array()) {
    for (auto const& fault : faults->get_array()) {
      if (!uses_variable(fault, variable)) continue;
      json::error_code absent;
      auto const* on = fault.find_pointer("/on/poll", absent);
      if (on != nullptr && on->is_int64() && on->get_int64() > 0) poll = static_cast<std::uint64_t>(on->get_int64());
    }
  }
  auto const before = problems();
  auto const rule = rule_at(replace_variables(from, {{variable, "0"}}));
  if (problems() != before) return 0;
  if (rule.answer) {
    auto const made = make_answer(*rule.answer);
    return made.head_for(answer::connection::keep).bytes.size() + made.body().size();
  }
  runs::run_position at{};
  for (std::size_t i = 0; i + 1 < rule.timeline.size() && rule.timeline[i].polls && *rule.timeline[i].polls < poll;
       ++i) {
    poll -= *rule.timeline[i].polls;
    ++at.step;
  }
  runs::run_course const course(rule);
  auto const& made = course.reply(at, false);
  return made.head_for(answer::connection::keep).bytes.size() + made.body().size();
}

std::vector<std::string> instance_reader::sweep_values(json::object const& from, std::string_view variable,
                                                       json::value const& given) {
  auto const* list = given.if_array();
  if (list == nullptr) {
    auto const before = problems();
    auto made = sweep_range(text_at(given), [&] { return swept_size(from, variable); });
    if (made.empty() && problems() == before) {
      refuse(R"(is not a range of at most 100000 numbers, such as "0..9" or "0..end", nor a list)");
    }
    return made;
  }
  if (list->empty()) refuse("is empty");
  std::vector<std::string> made;
  for (auto const& each : *list) made.push_back(each.is_string() ? text_at(each) : json_text(each));
  return made;
}

std::vector<sweep_variable> instance_reader::variables_at(json::object const& from) {
  std::vector<sweep_variable> made;
  auto instance = from;
  instance.erase("sweep");
  with(from, "sweep", [&](json::value const& swept) {
    if (object_at(swept).empty()) refuse("has no variable");
    std::size_t count = 1;
    for (auto const& [key, value] : swept.get_object()) {
      std::string const variable(key.data(), key.size());
      inside(variable, [&, &given = value] {
        if (!uses_variable(instance, variable)) refuse("is not used: there is no {" + variable + "} in the instance");
        if (from.contains("name") && !uses_variable(from.at("name"), variable)) {
          refuse("is not in the name, which makes several instances of the same name; add {" + variable + "} to it");
        }
        made.push_back({variable, sweep_values(instance, variable, given)});
        count *= std::max<std::size_t>(made.back().values.size(), 1);
        if (count > most_swept) refuse("makes more than 100000 instances");
      });
    }
  });
  return made;
}

// Where the texts of an instance name a variable that its sweep does not have. A body may mean what it says.
void instance_reader::warn_unknown_variables(json::value const& in, std::vector<std::string_view> const& known) {
  if (auto const* list = in.if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i) inside(i, [&] { warn_unknown_variables((*list)[i], known); });
  } else if (auto const* object = in.if_object()) {
    for (auto const& [key, value] : *object) {
      std::string const member(key.data(), key.size());
      if (member.starts_with("x-")) continue;
      inside(member, [&, &given = value] { warn_unknown_variables(given, known); });
    }
  } else if (auto const* text = in.if_string()) {
    for (auto const name : variables_in({text->data(), text->size()})) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      auto const meant = common::closest(name, known);
      std::string all;
      for (auto const each : known) all.append(all.empty() ? "" : ", ").append(each);
      auto const right = meant ? "; did you mean {" + std::string(*meant) + "}?" : "; its variables are: " + all;
      warn("has {" + std::string(name) + "}, which the sweep does not have and which stands for itself" + right);
    }
  }
}

std::vector<run_rule> instance_reader::rules_at(json::value const& from) {
  auto const& object = object_at(from);
  std::vector<run_rule> made;
  auto const before = problems();
  auto const add = [&](json::value const& instance) {
    made.push_back(rule_at(instance));
    check_unique(made.back().name);
    return problems() == before;
  };
  if (!object.contains("sweep")) {
    add(from);
    return made;
  }
  texts_count_ = true;
  silent_ = true;
  auto const variables = variables_at(object);
  if (problems() == before) {
    auto instance = object;
    instance.erase("sweep");
    silent_ = false;
    std::vector<std::string_view> known;
    for (auto const& each : variables) known.push_back(each.name);
    warn_unknown_variables(instance, known);
    for_each_combination(variables, [&](auto const& values) {
      auto const well = add(replace_variables(instance, values));
      silent_ = true;
      return well;
    });
  }
  silent_ = false;
  texts_count_ = false;
  return made;
}

}  // namespace dataarts::mock::scenarios
