#ifndef DATAARTS_MOCK_RUNS_SESSION_STATE_HPP
#define DATAARTS_MOCK_RUNS_SESSION_STATE_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/script_runs.hpp>

#include "runs/quota_book.hpp"
#include "runs/route_book.hpp"
#include "runs/run_pool.hpp"
#include "runs/run_table.hpp"
#include "runs/script_catalog.hpp"

#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::mock::runs {

/// All that changes by requests, for those that belong together.
struct session_state {
  /// @param pool  of the runs; it lives longer
  session_state(std::string_view named, script_catalog from_the_beginning, clock::time_point now, run_pool& pool)
      : name(named), scripts(std::move(from_the_beginning)), runs(pool), begun(now) {}

  /// What happened in it.
  run_counters counts() {
    auto made = counted;
    runs.for_each([&](run_table::part const& each) {
      made.looks += each.looks;
      made.polls_after_terminal += each.looks_after_end;
    });
    {
      std::lock_guard const lock(quotas.mutex);
      made.over_quota = quotas.refused;
    }
    std::lock_guard const lock(routes.mutex);
    made.routed = routes.answered;
    return made;
  }

  std::string name;  ///< empty: the default session
  script_catalog scripts;
  run_table runs;
  quota_usage quotas;
  route_usage routes;
  run_counters counted;  ///< of executes and stops

  /// Rules that start with `load` begin no earlier in this session.
  clock::time_point begun;
};

}  // namespace dataarts::mock::runs

#endif
