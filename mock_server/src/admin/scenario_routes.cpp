#include "admin/api_error.hpp"
#include "admin/body_members.hpp"
#include "admin/routes.hpp"
#include "admin/run_lookup.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

json::object to_scenario(run_shown const& run) {
  json::array states;
  for (auto const& each : run.steps) {
    if (std::find(states.begin(), states.end(), json::value(each.state)) == states.end())
      states.emplace_back(each.state);
  }
  auto const name = short_name(run.name);
  return {{"id", name},
          {"name", name},
          {"state", run.state},
          {"possibleStates", std::move(states)},
          {"mappings", json::array{json::object{{"id", run.rule}, {"name", run.rule}}}}};
}

std::shared_ptr<answer const> set_state(context const& what, call const& made) {
  auto const run = find_or_begin(what, made.values[0], made);
  auto const body = made.object();
  static constexpr std::string_view known[] = {"state"};
  know_members(body, known);
  // Without a body WireMock resets the scenario.
  auto const state = text_member(body, "state");
  if (state) {
    put_into(what, run, *state, "/state");
  } else {
    require(runs_of(what).reset(run.name), run.name);
  }
  return json_answer(json::object());
}

}  // namespace

void add_scenario_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/scenarios", [what](call const&) {
    json::array all;
    if (what->the_runs()) {
      for (auto const& each : what->the_runs()->list()) all.push_back(to_scenario(each));
    }
    return json_answer(json::object{{"scenarios", std::move(all)}});
  });
  to.add("POST", "/__admin/scenarios/reset", [what](call const&) {
    if (what->the_runs()) what->the_runs()->reset_all(std::nullopt);
    return json_answer(json::object());
  });
  to.add("PUT", "/__admin/scenarios/{name}/state", [what](call const& made) { return set_state(*what, made); },
         {"workspace", "session", "project"});
}

}  // namespace dataarts::mock::admin
