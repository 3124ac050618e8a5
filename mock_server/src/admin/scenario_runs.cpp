#include "admin/scenario_runs.hpp"

#include <dataarts/mock/preset.hpp>

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

std::vector<run_shown::step> steps_of(run_rule const& rule) {
  std::vector<run_shown::step> made;
  for (auto const& each : rule.timeline) {
    made.push_back({std::string(each.error ? "error" : to_text(each.state)), each.hold});
  }
  return made;
}

}  // namespace

scenario_runs::outlines scenario_runs::all_steps() const {
  outlines made;
  for (auto const& each : runs_->rules()) {
    if (!each.timeline.empty()) made.insert_or_assign(each.name, steps_of(each));
  }
  return made;
}

run_shown scenario_runs::shown(run_snapshot const& from, outlines const& steps) const {
  run_shown made;
  made.name = {from.workspace, from.script, from.instance, from.project, from.session};
  made.rule = from.rule;
  auto const found = steps.find(from.rule);
  if (found != steps.end() && found->second.size() == from.steps) {
    made.steps = found->second;
  } else {
    for (std::size_t i = 0; i < from.steps; ++i) made.steps.push_back({"step " + std::to_string(i)});
  }
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
  auto const now = clock_->now();
  if (from.since) made.begun = now - *from.since;
  if (from.until && !from.stopped) made.left = std::max(clock::duration::zero(), *from.until - now);
  return made;
}

std::vector<run_shown> scenario_runs::list() const {
  run_page_request everything;
  everything.limit = SIZE_MAX;
  auto const steps = all_steps();
  std::vector<run_shown> made;
  for (auto const& each : runs_->runs(everything).runs) made.push_back(shown(each, steps));
  return made;
}

std::optional<run_shown> scenario_runs::find(run_name const& which) const {
  run_page_request of_script;
  of_script.session = which.session;
  of_script.script = which.script;
  of_script.limit = SIZE_MAX;
  for (auto const& each : runs_->runs(of_script).runs) {
    if (each.instance == which.instance && each.workspace == which.workspace && each.project == which.project) {
      return shown(each, all_steps());
    }
  }
  return std::nullopt;
}

command_outcome scenario_runs::advance(run_name const& which) { return outcome_of(runs_->advance(select(which))); }

command_outcome scenario_runs::go_to(run_name const& which, std::size_t step) {
  return outcome_of(runs_->put(select(which), step));
}

command_outcome scenario_runs::hold(run_name const& which, bool held) {
  return outcome_of(held ? runs_->hold(select(which)) : runs_->release(select(which)));
}

command_outcome scenario_runs::reset(run_name const& which) {
  runs_->reset(select(which));
  return {true, {}};
}

void scenario_runs::reset_all(std::optional<std::string> const& session) {
  if (session) {
    runs_->reset_session(*session);
  } else {
    runs_->reset_all();
  }
}

}  // namespace dataarts::mock::admin
