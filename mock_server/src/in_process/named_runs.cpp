#include "in_process/named_runs.hpp"

#include <limits>
#include <optional>
#include <stdexcept>
#include <utility>

namespace dataarts::mock::in_process {
namespace {

[[noreturn]] void refuse_for(std::string const& rule, std::string const& why) {
  throw std::invalid_argument("instance '" + rule + "': " + why);
}

// The one that was added last, if there are several.
run_rule rule_named(script_runs const& in, std::string const& name) {
  std::string names;
  std::optional<run_rule> found;
  for (auto& each : in.rules()) {
    if (!each.name.empty()) names.append(names.empty() ? "'" : ", '").append(each.name).append("'");
    if (each.name == name) found = std::move(each);
  }
  if (!found) {
    refuse_for(name,
               "there is no rule of that name; there " + (names.empty() ? "are none with a name" : "is " + names));
  }
  return std::move(*found);
}

bool is_exact(std::optional<std::string> const& pattern) { return pattern && pattern->find('*') == std::string::npos; }

// The run that a rule is for, if it is for one only.
std::optional<run_selection> only_run(run_rule const& of) {
  if (!is_exact(of.script) || !is_exact(of.instance)) return std::nullopt;
  if (of.workspace && !is_exact(of.workspace)) return std::nullopt;
  if (of.project && !is_exact(of.project)) return std::nullopt;
  run_selection made;
  made.script = *of.script;
  made.instance = *of.instance;
  made.workspace = of.workspace.value_or(std::string());
  made.project = of.project.value_or(std::string());
  return made;
}

}  // namespace

void add_rule(script_runs& to, run_rule const& rule) {
  try {
    to.add(rule);
  } catch (std::invalid_argument const& wrong) {
    refuse_for(rule.name, wrong.what());
  }
}

std::uint64_t polls_of(script_runs const& in, std::string const& rule) {
  if (rule_named(in, rule).answer) {
    refuse_for(rule, "it has the same answer always, and no runs; count its requests in the journal");
  }
  run_page_request which;
  which.rule = rule;
  which.limit = std::numeric_limits<std::size_t>::max();
  std::uint64_t polls = 0;
  for (auto const& each : in.runs(which).runs) polls += each.polls;
  return polls;
}

std::size_t command_rule(script_runs const& in, std::string const& rule, bool needs_run, run_command const& what) {
  auto const found = rule_named(in, rule);
  run_selection which;
  which.rule = rule;
  which.session.reset();
  auto done = what(which);
  if (done && done.runs == 0 && needs_run) {
    auto const one = only_run(found);
    if (!one) {
      refuse_for(rule, "nobody asked for a run of it yet, and none can begin, since it is for more than one instance");
    }
    done = what(*one);
  }
  if (!done) refuse_for(rule, done.problem);
  return done.runs;
}

}  // namespace dataarts::mock::in_process
