#include "runs/script_service.hpp"

#include "refer_to.hpp"
#include "runs/list_query.hpp"
#include "runs/poll_facts_of.hpp"
#include "runs/state_text.hpp"
#include "service_error.hpp"
#include "unmatched_answer.hpp"

#include <dataarts/real_clock.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

namespace dataarts::mock::runs {
namespace {

namespace json = boost::json;

decision refuse(request_fault const& fault) {
  return {std::make_shared<answer const>(service_error(fault.code, fault.message))};
}

// Whoever is told an end knows it, unless a fault keeps it from them.
decision with_faults(run_record& record, decision told, bool end) {
  auto const arrives = record.course->faults().apply(record.draws, record.looks, told);
  told.about.terminal = end && arrives;
  if (told.about.terminal) record.told_end = true;
  return told;
}

script_runs_options completed(script_runs_options settings) {
  if (!settings.clock) settings.clock = real_clock::shared();
  return settings;
}

run_rule unruled() {
  using namespace std::chrono_literals;
  run_rule made;
  made.timeline = {{.state = run_state::launching, .lasts = 1s},
                   {.state = run_state::running, .lasts = 4s},
                   {.state = run_state::finished}};
  return made;
}

}  // namespace

script_service::script_service(script_runs_options settings)
    : settings_(completed(std::move(settings))),
      misses_(settings_.on_miss),
      done_(204),
      no_script_(make_answer(documented_error::dlf6201)),
      no_instance_(make_answer(documented_error::dlf6205)),
      name_in_use_(service_error("DLF.0202", "The script name already exists.")),
      stopped_(200, run_body(run_state::failed, {}, "The script execution was stopped.")),
      unruled_(unruled(), 0, {}) {}

void script_service::add(script_definition const& script) {
  auto object = to_object(script);
  std::unique_lock const lock(mutex_);
  name_view const at{script.workspace, script.name, {}};
  auto const* found = scripts_.find(at);
  if (found != nullptr && found->is == script_record::presence::present) {
    throw std::invalid_argument("name is '" + script.name + "'; there is a script of that name already");
  }
  scripts_.put(at, std::move(object), settings_.clock->wall_now());
  scripts_.declare(script.name);
}

void script_service::add(run_rule const& rule) {
  rule.validate();
  std::unique_lock const lock(mutex_);
  rules_.add(rule, settings_.clock->now());
}

script_service::standing script_service::look_up(name_view what) const {
  standing made;
  made.script = scripts_.find({what.workspace, what.script, {}});
  if (made.script != nullptr) made.deleted = made.script->is == script_record::presence::deleted;
  auto const present = made.script != nullptr && made.script->is == script_record::presence::present;
  made.everywhere = present || !scripts_.declared(what.script);
  return made;
}

bool script_service::is_known(name_view script, standing const& at) const {
  if (at.deleted) return false;
  if (at.script != nullptr && at.script->is == script_record::presence::present) return true;
  return rules_.names(script, at.everywhere);
}

prepared_rule const* script_service::rule_for(name_view run, standing const& at) const {
  return at.deleted ? nullptr : rules_.for_instance(run, at.everywhere);
}

decision script_service::tell_none(name_view run, standing const& at) const {
  auto const known = is_known({run.workspace, run.script, {}}, at);
  return {refer_to(known ? no_instance_ : no_script_), {}, true, {}, {.told = known ? "dlf6205" : "dlf6201"}};
}

run_record script_service::make_record(prepared_rule const& rule, name_view run) const {
  run_record made(rule, *rule.course, {settings_.seed, run.script, run.instance});
  if (rule.starts == run_start::load) made.at = run_position{rule.loaded};
  return made;
}

decision script_service::tell(run_table::part& part, run_record& record, clock::time_point now) const {
  if (!record.at) record.at = run_position{now};
  account about;
  about.rule = record.rule->name;
  about.after_terminal = record.told_end;
  if (record.looks > 0) about.gap = now - record.last_look;
  about.poll = ++record.looks;
  record.last_look = now;
  ++part.looks;
  if (record.told_end) {
    ++part.looks_after_end;
    ++record.looks_after_end;
  }
  if (record.stopped) {
    about.told = state_text(run_state::failed);
    return with_faults(record, {refer_to(stopped_), {}, true, {}, about}, true);
  }
  record.course->settle(*record.at, record.draws, now);
  auto const step = record.at->step;
  auto const ended = record.course->ended(*record.at);
  about.step = step;
  about.told = record.course->told(*record.at, record.draws);
  auto& log = *record.rule->log;
  log.note_step(step);
  if (about.poll > 1 && step == record.last_step + 1) log.note_transition(record.last_step);
  if (record.course->fails(*record.at, record.draws)) log.note_failed();
  record.last_step = step;
  auto const& made = record.course->reply(*record.at, record.draws);
  record.course->note_poll(*record.at, now);
  return with_faults(record, {refer_to(made), {}, true, {}, about}, ended);
}

decision script_service::tell(prepared_rule const& rule) const {
  rule.log->note_answer();
  return {refer_to(*rule.reply), {}, true, {}, {.rule = rule.name, .told = rule.told}};
}

script_service::told_query script_service::look(name_view run) {
  std::shared_lock const lock(mutex_);
  auto& part = runs_.part_of(run);
  std::lock_guard const part_lock(part.mutex);
  auto const now = settings_.clock->now();
  if (auto* record = part.find(run)) return {tell(part, *record, now), record->rule, now};
  auto const at = look_up(run);
  auto const* rule = rule_for(run, at);
  if (rule != nullptr && rule->reply) return {tell(*rule), rule, now};
  if (rule == nullptr || rule->starts == run_start::execute) return {tell_none(run, at), nullptr, now};
  auto record = make_record(*rule, run);
  if (needs_record(*rule))
    return {tell(part, part.records.emplace(name_key(run), record).first->second, now), rule, now};
  auto made = tell(part, record, now);
  made.about.poll = 0;  // nobody counts
  return {std::move(made), rule, now};
}

decision script_service::query(name_view run, request_view const& request) {
  auto told = look(run);
  auto& made = told.made;
  if (told.rule == nullptr) {
    report_miss(request);
  } else {
    if (!made.about.fault.empty()) told.rule->log->note_fault(made.about.fault);
    if (told.rule->log->expects()) {
      auto const session = made.about.session.empty() ? request.header("x-mock-session").value_or(std::string_view())
                                                      : made.about.session;
      auto const nth = told.rule->log->note_poll(run, session, facts_of(made, request, told.at));
      if (made.about.poll == 0) made.about.poll = nth;
    }
  }
  return std::move(made);
}

decision script_service::stop(name_view run) {
  std::unique_lock const lock(mutex_);
  auto& part = runs_.part_of(run);
  std::lock_guard const part_lock(part.mutex);
  auto const now = settings_.clock->now();
  auto* record = part.find(run);
  if (record == nullptr) {
    auto const at = look_up(run);
    auto const* rule = rule_for(run, at);
    if (rule != nullptr && rule->reply) return tell(*rule);
    if (rule == nullptr || rule->starts == run_start::execute) return tell_none(run, at);
    record = &part.records.emplace(name_key(run), make_record(*rule, run)).first->second;
  }
  ++counted_.stops;
  if (!record->at) record->at = run_position{now};
  record->course->settle(*record->at, record->draws, now);
  if (!record->stopped && !record->course->ended(*record->at)) {
    record->stopped = now;
    ++counted_.stopped;
  }
  return {refer_to(done_), {}, true, {}, {.rule = record->rule->name}};
}

decision script_service::execute(name_view script, std::string_view body) {
  auto const sent = parse_body(body, true);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refuse(*wrong);
  auto const checked = check_params(std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&checked)) return refuse(*wrong);
  std::unique_lock const lock(mutex_);
  auto const at = look_up(script);
  if (!is_known(script, at)) return {refer_to(no_script_)};
  auto const nth = ++scripts_.at(script).executed;
  auto const number = numeric_instance_id(settings_.seed, script.script, nth);
  auto const id =
      settings_.numeric_instance_ids ? std::to_string(number) : instance_id(settings_.seed, script.script, nth);
  name_view const run{script.workspace, script.script, id};
  auto const* rule = rule_for(run, at);
  if (rule == nullptr) rule = &unruled_;
  if (rule->course) {
    auto record = make_record(*rule, run);
    auto& part = runs_.part_of(run);
    std::lock_guard const part_lock(part.mutex);
    if (!rule->starts || rule->starts == run_start::execute) record.at = run_position{settings_.clock->now()};
    part.records.insert_or_assign(name_key(run), record);
  }
  ++counted_.executes;
  json::object made;
  made["instanceId"] = settings_.numeric_instance_ids ? json::value(number) : json::value(json::string_view(id));
  return {std::make_shared<answer const>(200, json::serialize(made))};
}

decision script_service::create(std::string_view workspace, std::string_view body) {
  auto const sent = parse_body(body, false);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refuse(*wrong);
  auto made = new_script(std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&made)) return refuse(*wrong);
  auto& object = std::get<json::object>(made);
  auto const& name = object.at("name").as_string();
  std::string const kept(name.data(), name.size());
  name_view const script{workspace, kept, {}};
  std::unique_lock const lock(mutex_);
  if (is_known(script, look_up(script))) return {refer_to(name_in_use_)};
  scripts_.put(script, std::move(object), settings_.clock->wall_now());
  return {refer_to(done_)};
}

decision script_service::modify(name_view script, std::string_view body) {
  auto const sent = parse_body(body, false);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refuse(*wrong);
  std::unique_lock const lock(mutex_);
  auto const at = look_up(script);
  if (!is_known(script, at)) return {refer_to(no_script_)};
  auto const present = at.script != nullptr && at.script->is == script_record::presence::present;
  auto made = changed_script(present ? at.script->object : plain_script(script.script), std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&made)) return refuse(*wrong);
  scripts_.put(script, std::get<json::object>(std::move(made)), settings_.clock->wall_now());
  return {refer_to(done_)};
}

decision script_service::erase(name_view script, std::string_view body) {
  auto const sent = parse_body(body, true);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refuse(*wrong);
  auto const checked = check_approvers(std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&checked)) return refuse(*wrong);
  std::unique_lock const lock(mutex_);
  if (!is_known(script, look_up(script))) return {refer_to(no_script_)};
  scripts_.erase(script);
  runs_.erase_runs_of(script);
  return {refer_to(done_)};
}

decision script_service::show(name_view script, std::string_view query) const {
  auto const checked = check_show_query(query);
  if (auto const* wrong = std::get_if<request_fault>(&checked)) return refuse(*wrong);
  std::shared_lock const lock(mutex_);
  auto const at = look_up(script);
  if (!is_known(script, at)) return {refer_to(no_script_)};
  if (at.script != nullptr && at.script->shown) return {at.script->shown};
  return {std::make_shared<answer const>(200, json::serialize(plain_script(script.script)))};
}

decision script_service::list(std::string_view workspace, std::string_view query) const {
  auto const parsed = parse_list_query(query);
  if (auto const* wrong = std::get_if<request_fault>(&parsed)) return refuse(*wrong);
  auto const& asked = std::get<list_query>(parsed);
  std::shared_lock const lock(mutex_);
  return {std::make_shared<answer const>(200, scripts_.list(workspace, asked.name_part, asked.offset, asked.limit))};
}

decision script_service::answer_of(script_route const& route, name_view what, request_view const& request) {
  switch (route.what) {
    case operation::create:
      return create(what.workspace, request.body);
    case operation::list:
      return list(what.workspace, request.query);
    case operation::show:
      return show(what, request.query);
    case operation::modify:
      return modify(what, request.body);
    case operation::erase:
      return erase(what, request.body);
    case operation::execute:
      return execute(what, request.body);
    case operation::query:
      return query(what, request);
    case operation::stop:
      return stop(what);
    case operation::unknown:
      break;
  }
  report_miss(request);
  return {std::make_shared<answer const>(unmatched_answer(request, operation_templates, closest_rules(request, 3))),
          {},
          false};
}

decision script_service::decide(request_view const& request) {
  auto const route = find_route(request);
  name_view const what{request.header("workspace").value_or(std::string_view()), route.script, route.instance};
  if (route.what != operation::unknown && route.instance.empty()) {
    std::shared_lock const lock(mutex_);
    auto const at = look_up(what);
    if (auto const* rule = at.deleted ? nullptr : rules_.for_script(what, at.everywhere)) return tell(*rule);
  }
  return answer_of(route, what, request);
}

std::optional<clock::time_point> script_service::true_end(name_view run) const {
  std::shared_lock const lock(mutex_);
  auto& part = runs_.part_of(run);
  std::lock_guard const part_lock(part.mutex);
  auto const of = [&](run_record record) -> std::optional<clock::time_point> {
    if (record.stopped || !record.at) return record.stopped;
    record.course->settle(*record.at, record.draws, settings_.clock->now());
    return record.course->end(*record.at, record.draws);
  };
  if (auto const* record = part.find(run)) return of(*record);
  auto const* rule = rule_for(run, look_up(run));
  if (rule == nullptr || !rule->course) return std::nullopt;
  return of(make_record(*rule, run));
}

std::uint64_t script_service::looks(name_view run) const {
  auto& part = runs_.part_of(run);
  std::lock_guard const lock(part.mutex);
  auto const* record = part.find(run);
  return record == nullptr ? 0 : record->looks;
}

run_counters script_service::counts() const {
  std::shared_lock const lock(mutex_);
  auto made = counted_;
  runs_.for_each([&](run_table::part const& each) {
    made.looks += each.looks;
    made.polls_after_terminal += each.looks_after_end;
  });
  return made;
}

}  // namespace dataarts::mock::runs
