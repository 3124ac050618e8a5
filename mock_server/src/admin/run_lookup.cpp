#include "admin/run_lookup.hpp"

#include "admin/api_error.hpp"
#include "ascii.hpp"
#include "error_body.hpp"
#include "utf8_text.hpp"

#include <dataarts/mock/preset.hpp>

#include <did_you_mean.hpp>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace dataarts::mock::admin {
namespace {

// Whether a text is a name, or what is shown of it where it is no UTF-8.
bool is_or_shown(std::string_view given, std::string const& name) {
  return given == name || (!is_utf8(name) && given == utf8_text(name));
}

bool chosen(run_shown const& each, call const& made) {
  auto const fits = [&](std::string_view parameter, std::string const& value) {
    auto const given = made.parameter(parameter);
    return !given || is_or_shown(*given, value);
  };
  return fits("workspace", each.name.workspace) && fits("session", each.name.session) &&
         fits("project", each.name.project);
}

std::string described(run_name const& of) {
  auto made = printable(short_name(of));
  if (!of.workspace.empty()) made += "?workspace=" + printable(of.workspace);
  if (!of.session.empty()) made += (of.workspace.empty() ? "?session=" : "&session=") + printable(of.session);
  return made;
}

// The run that SCRIPT/INSTANCE and the parameters name.
std::optional<run_name> exact_name(std::string_view name, call const& made) {
  auto const slash = name.find('/');
  if (slash == std::string_view::npos || slash == 0) return std::nullopt;
  return run_name{made.parameter("workspace").value_or(""), std::string(name.substr(0, slash)),
                  std::string(name.substr(slash + 1)), made.parameter("project").value_or(""),
                  made.parameter("session").value_or("")};
}

[[noreturn]] void refuse_unknown(std::vector<run_shown> const& all, std::string_view name) {
  constexpr std::size_t most = 1'000;  // a suggestion is not worth more
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(all.size(), most); ++i) {
    names.push_back(short_name(all[i].name));
    names.push_back(all[i].name.instance);
  }
  std::vector<std::string_view> const views(names.begin(), names.end());
  auto const hint = common::did_you_mean(name, views);
  throw api_error(404, "There is no instance " + printable(name) +
                           (hint.empty() ? "; /__admin/x/instances lists those that there are." : hint));
}

}  // namespace

run_port& runs_of(context const& what) {
  if (what.the_runs()) return *what.the_runs();
  throw api_error(501, "This server has no instances with a timeline; it was started without a scenario.");
}

std::string short_name(run_name const& of) { return of.script + '/' + of.instance; }

void require(command_outcome const& outcome, run_name const& which) {
  if (!outcome.found) throw api_error(404, "There is no instance " + described(which) + " any more.");
  if (!outcome.problem.empty()) throw api_error(409, outcome.problem);
}

run_shown find_or_begin(context const& what, std::string_view name, call const& made) {
  auto& all = runs_of(what);
  auto const exact = exact_name(name, made);
  if (exact && !all.find(*exact)) all.hold(*exact, false);
  return find_run(what, name, made);
}

run_shown find_run(context const& what, std::string_view name, call const& made) {
  auto& all = runs_of(what);
  // The usual case, at no cost for those there are besides.
  if (auto const exact = exact_name(name, made)) {
    if (auto found = all.find(*exact)) return *std::move(found);
  }
  auto const list = all.list();
  std::vector<run_shown const*> found;
  for (auto const& each : list) {
    auto const named = is_or_shown(name, short_name(each.name)) || is_or_shown(name, each.name.instance);
    if (named && chosen(each, made)) found.push_back(&each);
  }
  if (found.empty()) refuse_unknown(list, name);
  if (found.size() == 1) return *found.front();
  auto detail = "There are " + std::to_string(found.size()) + " instances " + printable(name) + "; say which:";
  for (std::size_t i = 0; i < std::min<std::size_t>(found.size(), 5); ++i) detail += ' ' + described(found[i]->name);
  throw api_error(409, detail + (found.size() > 5 ? " …" : ""));
}

void put_into(context const& what, run_shown const& run, std::string_view text, std::string const& pointer) {
  auto& all = runs_of(what);
  for (auto const state : {run_state::launching, run_state::running, run_state::finished, run_state::failed}) {
    if (equal_ignoring_case(to_text(state), text)) return require(all.put(run.name, state), run.name);
  }
  require(all.go_to(run.name, find_step(run, text, pointer)), run.name);
}

std::size_t find_step(run_shown const& run, std::string_view text, std::string const& pointer) {
  for (std::size_t i = 0; i < run.steps.size(); ++i) {
    if (equal_ignoring_case(run.steps[i].state, text) || std::to_string(i) == text) return i;
  }
  auto detail = "The timeline of " + printable(short_name(run.name)) + " has no step " + printable(text) + "; it has ";
  for (std::size_t i = 0; i < run.steps.size(); ++i) detail.append(i == 0 ? "" : ", ").append(run.steps[i].state);
  throw api_error(422, detail + ". LAUNCHING, RUNNING, FINISHED and FAILED are states of every run.", pointer);
}

}  // namespace dataarts::mock::admin
