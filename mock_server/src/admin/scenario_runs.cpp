#include "admin/scenario_runs.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace dataarts::mock::admin {
namespace {

run_selection select(run_name const& which) {
  run_selection made;
  made.script = which.script;
  made.instance = which.instance;
  made.workspace = which.workspace;
  made.project = which.project;
  made.session = which.session;
  return made;
}

command_outcome outcome_of(command_result const& result) { return {result.runs > 0 || !result, result.problem}; }

run_shown shown(run_snapshot const& from, clock::time_point now) {
  run_shown made;
  made.name = {from.workspace, from.script, from.instance, from.project, from.session};
  made.rule = from.rule;
  for (auto const& each : *from.timeline) made.steps.push_back({each.told, each.hold});
  if (from.begun && !from.put && from.step < made.steps.size()) {
    made.at = from.step;
    // What is told may differ from what the rule says: a share of runs fails.
    if (!from.stopped) made.steps[from.step].state = from.told;
  }
  made.state = from.told;
  made.polls = from.polls;
  made.held = from.held;
  made.stopped = from.stopped;
  made.ended = from.stopped || from.state == run_state::finished || from.state == run_state::failed;
  if (from.since) made.begun = now - *from.since;
  if (from.until && !from.stopped) made.left = std::max(clock::duration::zero(), *from.until - now);
  return made;
}

}  // namespace

std::vector<run_shown> scenario_runs::list() const {
  run_page_request everything;
  everything.limit = SIZE_MAX;
  std::vector<run_shown> made;
  for (auto const& each : runs_().runs(everything).runs) made.push_back(shown(each, clock_->now()));
  return made;
}

std::optional<run_shown> scenario_runs::find(run_name const& which) const {
  run_page_request those;
  those.session = which.session;
  those.script = which.script;
  those.instance = which.instance;
  those.limit = SIZE_MAX;
  for (auto const& each : runs_().runs(those).runs) {
    if (each.workspace == which.workspace && each.project == which.project) {
      return shown(each, clock_->now());
    }
  }
  return std::nullopt;
}

command_outcome scenario_runs::advance(run_name const& which) { return outcome_of(runs_().advance(select(which))); }

command_outcome scenario_runs::go_to(run_name const& which, std::size_t step) {
  return outcome_of(runs_().put(select(which), step));
}

command_outcome scenario_runs::put(run_name const& which, run_state state) {
  return outcome_of(runs_().put(select(which), state));
}

command_outcome scenario_runs::hold(run_name const& which, bool held) {
  return outcome_of(held ? runs_().hold(select(which)) : runs_().release(select(which)));
}

command_outcome scenario_runs::reset(run_name const& which) {
  runs_().reset(select(which));
  return {true, {}};
}

void scenario_runs::reset_all(std::optional<std::string> const& session) {
  if (session) {
    runs_().reset_session(*session);
  } else {
    runs_().reset_all();
  }
}

}  // namespace dataarts::mock::admin
