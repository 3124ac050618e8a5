#include "run_outcome.hpp"

namespace dataarts::mock::program {

run_outcome judge_run(settings const& given, script_runs const& runs, journal const* log) {
  run_outcome made;
  if (given.verify_on_exit) {
    auto const report = runs.verify(log);
    made.ok = report.ok();
    made.reports.push_back(to_text(report));
  }
  if (given.coverage_min) {
    auto const seen = runs.coverage();
    auto const enough = seen.percent() >= *given.coverage_min;
    made.ok = made.ok && enough;
    made.reports.push_back(to_text(seen) +
                           (enough ? "" : "\nthat is less than --coverage-min " + std::to_string(*given.coverage_min)));
  }
  return made;
}

}  // namespace dataarts::mock::program
