#include <dataarts/mock/script_runs.hpp>

#include <iostream>

int main() {
  namespace mock = dataarts::mock;
  mock::script_runs runs;
  runs.add(mock::run_rule{
      .name = "nightly",
      .script = "etl",
      .timeline = {{.state = mock::run_state::running, .hold = true}, {.state = mock::run_state::finished}}});
  mock::run_selection const one{.script = "etl", .instance = "i-1"};
  runs.advance(one);                       // to the next step
  runs.put(one, mock::run_state::failed);  // whatever its timeline says
  auto const refused = runs.advance({.script = "no", .instance = "i"});
  std::cout << refused.runs << ' ' << refused.problem << '\n';
  auto const page = runs.runs();
  for (auto const& each : page.runs) std::cout << each.instance << ' ' << each.told << '\n';  // i-1 FAILED
  runs.reset(mock::run_selection{.rule = "nightly"});  // all its runs, which are forgotten and begin anew
}
