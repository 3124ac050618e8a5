#include "admin/run_json.hpp"

#include "admin/body_members.hpp"
#include "admin/run_lookup.hpp"

#include <boost/json/array.hpp>

namespace dataarts::mock::admin {

namespace json = boost::json;

json::object to_json(run_shown const& run) {
  json::object made{{"name", short_name(run.name)}, {"script", run.name.script}, {"instance", run.name.instance}};
  if (!run.name.workspace.empty()) made["workspace"] = run.name.workspace;
  if (!run.name.project.empty()) made["project"] = run.name.project;
  if (!run.name.session.empty()) made["session"] = run.name.session;
  made["rule"] = run.rule;
  made["state"] = run.state;
  if (run.at) made["step"] = *run.at;
  json::array steps;
  for (auto const& each : run.steps) {
    json::object step{{"state", each.state}};
    if (each.hold) step["hold"] = true;
    steps.push_back(std::move(step));
  }
  made["steps"] = std::move(steps);
  made["polls"] = run.polls;
  made["held"] = run.held;
  made["ended"] = run.ended;
  if (run.stopped) made["stopped"] = true;
  if (run.begun) made["age"] = duration_text(*run.begun);
  if (run.left) made["next_in"] = duration_text(*run.left);
  return made;
}

}  // namespace dataarts::mock::admin
