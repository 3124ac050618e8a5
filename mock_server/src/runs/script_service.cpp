#include "runs/script_service.hpp"

#include "ascii.hpp"
#include "mix.hpp"
#include "problem.hpp"
#include "refer_to.hpp"
#include "service_error.hpp"
#include "unmatched_answer.hpp"

#include <dataarts/real_clock.hpp>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
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

answer plain(run_state state) { return answer(200, run_body(state, {}, {})); }

}  // namespace

script_service::script_service(script_runs_options settings)
    : settings_(completed(std::move(settings))),
      misses_(settings_.on_miss),
      done_(204),
      no_script_(make_answer(documented_error::dlf6201)),
      no_instance_(make_answer(documented_error::dlf6205)),
      name_in_use_(service_error("DLF.0202", "The script name already exists.")),
      stopped_(200, run_body(run_state::failed, {}, "The script execution was stopped.")),
      plain_states_{plain(run_state::launching), plain(run_state::running), plain(run_state::finished),
                    plain(run_state::failed)},
      unruled_(std::make_shared<prepared_rule const>(unruled(), 0, clock::time_point(), memory_)),
      sessions_(settings_.max_sessions) {}

void script_service::add(script_definition const& script) {
  auto object = to_object(script);
  std::unique_lock const lock(mutex_);
  name_view const at{script.workspace, script.name};
  auto const* found = sessions_.find({})->scripts.find(at);
  if (found != nullptr && found->is == script_record::presence::present) {
    throw std::invalid_argument("name is '" + script.name + "'; there is a script of that name already");
  }
  auto const put_into = [&, now = settings_.clock->wall_now()](script_catalog& scripts) {
    scripts.put(at, object, now);
    scripts.declare(script.name);
  };
  put_into(sessions_.initial());
  sessions_.for_each([&](session_state& each) { put_into(each.scripts); });
  added_.push_back(script);
}

void script_service::add(run_rule const& rule) {
  rule.validate();
  std::unique_lock const lock(mutex_);
  rules_.add(rule, settings_.clock->now());
}

void script_service::add(quota_rule const& quota) {
  std::unique_lock const lock(mutex_);
  quotas_.add(quota);
  has_extras_ = true;
}

void script_service::add(route_rule const& route) {
  std::unique_lock const lock(mutex_);
  routes_.add(route);
  has_extras_ = true;
}

name_view script_service::key_of(session_state const& in, name_view run) const {
  if (!rules_.names_projects() || run.project.empty()) return {run.workspace, run.script, run.instance};
  auto const* rule = rule_for(run, look_up(in, run));
  if (rule == nullptr || !rule->project.given()) run.project = {};
  return run;
}

script_service::standing script_service::look_up(session_state const& in, name_view what) const {
  standing made;
  made.script = in.scripts.find(bare(what));
  if (made.script != nullptr) made.deleted = made.script->is == script_record::presence::deleted;
  auto const present = made.script != nullptr && made.script->is == script_record::presence::present;
  made.everywhere = present || !in.scripts.declared(what.script);
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
  auto const known = is_known({run.workspace, run.script, {}, run.project}, at);
  // What became of a script that was deleted is no question by mistake.
  return {refer_to(known ? no_instance_ : no_script_),
          {},
          true,
          {.told = known ? "dlf6205" : "dlf6201", .missed = !at.deleted}};
}

run_record script_service::make_record(session_state const& in, prepared_rule const& rule, name_view key) const {
  run_record made(rule, {settings_.seed, key.script, key.instance},
                  needs_record(rule) ? request_id_key(settings_.seed, in.name, key) : 0);
  if (rule.starts == run_start::load) made.begin(std::max(rule.loaded, in.begun));
  return made;
}

script_service::found_run script_service::find_or_make(session_state& in, run_table::part& part, name_view run,
                                                       hashed_name const& key) const {
  if (auto* record = part.records.find(key)) return {record};
  auto const at = look_up(in, run);
  auto const* rule = rule_for(run, at);
  if (rule != nullptr && rule->reply) return {nullptr, &*rule->reply, rule};
  if (rule == nullptr || rule->starts == run_start::execute) {
    auto const known = is_known({run.workspace, run.script, {}, run.project}, at);
    return {nullptr, known ? &no_instance_ : &no_script_};
  }
  auto record = make_record(in, *rule, key.name);
  record.request_ids = request_id_key(settings_.seed, in.name, key.name);
  return {&part.records.add(key, record)};
}

decision script_service::execute(std::string_view session, name_view script, std::string_view body) {
  auto const sent = parse_body(body, true);
  if (auto const* wrong = std::get_if<request_fault>(&sent)) return refusal_of(*wrong);
  auto const checked = check_params(std::get<json::object>(sent));
  if (auto const* wrong = std::get_if<request_fault>(&checked)) return refusal_of(*wrong);
  auto const [lock, in] = enter<writing>(session);
  auto const at = look_up(in, script);
  if (!is_known(script, at)) return {refer_to(no_script_)};
  auto const nth = ++in.scripts.at(bare(script)).executed;
  auto const number = numeric_instance_id(settings_.seed, script.script, nth);
  auto const id =
      settings_.numeric_instance_ids ? std::to_string(number) : instance_id(settings_.seed, script.script, nth);
  name_view const run{script.workspace, script.script, id, script.project};
  auto const* rule = rule_for(run, at);
  if (rule == nullptr) rule = unruled_.get();
  if (rule->course() != nullptr) {
    hashed_name const key(key_of(in, run));
    auto record = make_record(in, *rule, key.name);
    record.request_ids = request_id_key(settings_.seed, in.name, key.name);
    record.executed = true;
    auto& part = in.runs.part_of(key);
    std::lock_guard const part_lock(part.mutex);
    if (record.begins_when_executed()) record.begin(settings_.clock->now());
    part.records.put(key, record);
  }
  ++in.counted.executes;
  json::object told;
  told["instanceId"] = settings_.numeric_instance_ids ? json::value(number) : json::value(json::string_view(id));
  decision made{std::make_shared<answer const>(200, json::serialize(told))};
  made.request_key = mix(request_id_key(settings_.seed, in.name, bare(script)) + nth);
  return made;
}

decision script_service::answer_of(std::string_view session, script_route const& route, name_view what,
                                   request_view const& request) {
  switch (route.what) {
    case operation::create:
      return create(session, what, request.body);
    case operation::list:
      return list(session, what.workspace, request.query);
    case operation::show:
      return show(session, what, request.query);
    case operation::modify:
      return modify(session, what, request.body);
    case operation::erase:
      return erase(session, what, request.body);
    case operation::execute:
      return execute(session, what, request.body);
    case operation::query:
      return query(session, what, request);
    case operation::stop:
      return stop(session, what);
    case operation::unknown:
      break;
  }
  report_miss(request);
  return {std::make_shared<answer const>(unmatched_answer(request, operation_templates, closest_rules(request, 3))),
          {},
          false};
}

// In one pass: there may be many headers.
script_service::caller script_service::caller_of(request_view const& request) {
  constexpr std::string_view workspace = "workspace";
  constexpr std::string_view session = "X-Mock-Session";
  caller made;
  bool has_workspace = false, has_session = false;
  for (auto const& each : request.headers) {
    if (each.name_size == workspace.size() && !has_workspace) {
      has_workspace = equal_ignoring_case(request.name(each), workspace);
      if (has_workspace) made.workspace = request.value(each);
    } else if (each.name_size == session.size() && !has_session) {
      has_session = equal_ignoring_case(request.name(each), session);
      if (has_session) made.session = request.value(each);
    }
  }
  return made;
}

std::optional<decision> script_service::of_route_or_quota(caller const& from, script_route const& route, name_view what,
                                                          request_view const& request) {
  auto const [lock, in] = enter<reading>(from.session);
  auto const known = route.what != operation::unknown;
  if (!routes_.empty()) {
    if (auto reply = routes_.find(in.routes, request, known)) return decision{std::move(reply)};
  }
  if (!known || quotas_.empty()) return std::nullopt;
  auto const now = settings_.clock->now();
  if (auto reply = quotas_.refuse(in.quotas, request, route.what, what, now)) return decision{std::move(reply)};
  return std::nullopt;
}

decision script_service::decide_for(caller const& from, request_view const& request) {
  auto const route = find_route(request);
  name_view what{from.workspace, route.script, route.instance};
  if (route.what != operation::unknown) what.project = request.segments[1];
  if (has_extras_.load(std::memory_order_relaxed)) {
    if (auto made = of_route_or_quota(from, route, what, request)) return *std::move(made);
  }
  if (route.what != operation::unknown && route.instance.empty()) {
    auto const [lock, in] = enter<reading>(from.session);
    auto const at = look_up(in, what);
    if (auto const* rule = at.deleted ? nullptr : rules_.for_script(what, at.everywhere))
      return tell(rules_.keep(), *rule);
  }
  return answer_of(from.session, route, what, request);
}

decision script_service::decide(request_view const& request) {
  auto const from = caller_of(request);
  constexpr std::size_t longest_session = 128;
  if (from.session.size() > longest_session) {
    return {std::make_shared<answer const>(
        problem_answer({400, "X-Mock-Session has " + std::to_string(from.session.size()) + " characters; it may have " +
                                 std::to_string(longest_session) + '.'}))};
  }
  auto const is_printable = [](char each) { return each > ' ' && each < '\x7f'; };
  if (!std::all_of(from.session.begin(), from.session.end(), is_printable)) {
    return {std::make_shared<answer const>(
        problem_answer({400, "X-Mock-Session has a character that is not printable ASCII, or a blank."}))};
  }
  try {
    return decide_for(from, request);
  } catch (too_many_sessions const& full) {
    return {std::make_shared<answer const>(problem_answer({507, full.what()}))};
  }
}

std::optional<clock::time_point> script_service::true_end(std::string_view session, name_view run) const {
  std::shared_lock const lock(mutex_);
  auto* in = sessions_.find(session);
  if (in == nullptr) return std::nullopt;
  hashed_name const key(key_of(*in, run));
  auto& part = in->runs.part_of(key);
  std::lock_guard const part_lock(part.mutex);
  auto const now = settings_.clock->now();
  if (auto const* record = part.records.find(key)) return record->true_end(now);
  auto const* rule = rule_for(run, look_up(*in, run));
  if (rule == nullptr || rule->course() == nullptr) return std::nullopt;
  return make_record(*in, *rule, key.name).true_end(now);
}

std::uint64_t script_service::looks(std::string_view session, name_view run) const {
  std::shared_lock const lock(mutex_);
  auto* in = sessions_.find(session);
  if (in == nullptr) return 0;
  hashed_name const key(key_of(*in, run));
  auto& part = in->runs.part_of(key);
  std::lock_guard const part_lock(part.mutex);
  auto const* record = part.records.find(key);
  return record == nullptr ? 0 : record->looks;
}

run_counters script_service::counts() const {
  std::shared_lock const lock(mutex_);
  return sessions_.counts();
}

}  // namespace dataarts::mock::runs
