#include "admin/api_error.hpp"
#include "admin/body_members.hpp"
#include "admin/routes.hpp"
#include "admin/run_json.hpp"
#include "admin/run_lookup.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

constexpr std::size_t most_shown = 1'000;

bool has_part(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

// What `GET /instances` asks for.
bool wanted(run_shown const& each, call const& made) {
  auto const state = made.parameter("state");
  auto const session = made.parameter("session");
  auto const part = made.parameter("search");
  return (!state || each.state == *state) && (!session || each.name.session == *session) &&
         (!part || has_part(short_name(each.name), *part) || has_part(each.rule, *part) ||
          has_part(each.name.workspace, *part));
}

std::shared_ptr<answer const> list_instances(context const& what, call const& made) {
  auto const offset = made.number("offset", UINT32_MAX).value_or(0);
  auto const limit = made.number("limit", most_shown).value_or(100);
  std::size_t total = 0;
  std::map<std::string, std::size_t> states;
  json::array shown;
  for (auto const& each : runs_of(what).list()) {
    if (!wanted(each, made)) continue;
    ++states[each.state];
    if (total >= offset && shown.size() < limit) shown.push_back(to_json(each));
    ++total;
  }
  json::object told;
  for (auto const& [state, number] : states) told[state] = number;
  return json_answer(json::object{{"instances", std::move(shown)},
                                  {"meta", {{"total", total}, {"offset", offset}, {"states", std::move(told)}}}});
}

std::shared_ptr<answer const> show_run(context const& what, run_name const& which) {
  auto const found = runs_of(what).find(which);
  require({found.has_value(), {}}, which);
  return json_answer(to_json(*found));
}

std::shared_ptr<answer const> put_run(context const& what, call const& made) {
  auto const run = find_or_begin(what, made.values[0], made);
  auto const body = made.object();
  static constexpr std::string_view known[] = {"state", "step", "held"};
  know_members(body, known);
  auto const state = text_member(body, "state");
  auto const held = bool_member(body, "held");
  auto const* number = body.if_contains("step");
  if (state && number != nullptr) throw api_error(400, "There is a state and a step; one of them says it.", "/step");
  if (!state && number == nullptr && !held) {
    throw api_error(400, R"(The body has to be such as {"state":"FINISHED"}, {"step":1} or {"held":true}.)", "/state");
  }
  auto& all = runs_of(what);
  if (state) put_into(what, run, *state, "/state");
  if (number != nullptr) {
    if (!number->is_int64() || number->get_int64() < 0)
      throw api_error(400, "step has to be a number from 0.", "/step");
    require(all.go_to(run.name, find_step(run, std::to_string(number->get_int64()), "/step")), run.name);
  }
  if (held) require(all.hold(run.name, *held), run.name);
  return show_run(what, run.name);
}

}  // namespace

void add_instance_routes(router& to, shared_context const& what) {
  to.add("GET", "/__admin/x/instances", [what](call const& made) { return list_instances(*what, made); },
         {"offset", "limit", "state", "session", "search"});
  std::vector<std::string_view> const which = {"workspace", "session", "project"};
  to.add("DELETE", "/__admin/x/instances",
         [what](call const& made) {
           runs_of(*what).reset_all(made.parameter("session"));
           return json_answer(json::object());
         },
         {"session"});
  to.add(
      "GET", "/__admin/x/instances/{name}",
      [what](call const& made) { return json_answer(to_json(find_run(*what, made.values[0], made))); }, which);
  to.add("PUT", "/__admin/x/instances/{name}", [what](call const& made) { return put_run(*what, made); }, which);
  // To delete a run and to reset it is the same: it begins anew with the next query.
  auto const reset = [what](call const& made) {
    auto const run = find_run(*what, made.values[0], made);
    require(runs_of(*what).reset(run.name), run.name);
    return json_answer(json::object());
  };
  to.add("DELETE", "/__admin/x/instances/{name}", reset, which);
  to.add("POST", "/__admin/x/instances/{name}/reset", reset, which);
  to.add(
      "POST", "/__admin/x/instances/{name}/advance",
      [what](call const& made) {
        auto const run = find_or_begin(*what, made.values[0], made);
        require(runs_of(*what).advance(run.name), run.name);
        return show_run(*what, run.name);
      },
      which);
}

}  // namespace dataarts::mock::admin
