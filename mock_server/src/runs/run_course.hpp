#ifndef DATAARTS_MOCK_RUNS_RUN_COURSE_HPP
#define DATAARTS_MOCK_RUNS_RUN_COURSE_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/run_rule.hpp>

#include "runs/fault_plan.hpp"
#include "runs/keyed_draws.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::runs {

/// Where a run is in its timeline.
struct run_position {
  clock::time_point entered;  ///< when the step began
  std::size_t step = 0;       ///< from 0
  std::uint64_t polls = 0;    ///< how often this step was told
};

/// A timeline with its answers, serialised once for all runs that follow it.
class run_course {
 public:
  explicit run_course(run_rule const& rule);

  /// Moves on as far as time alone goes.
  void settle(run_position& at, keyed_draws const& draws, clock::time_point now) const noexcept;

  /// Notes that the step was told, which may have been its last time.
  void note_poll(run_position& at, clock::time_point now) const noexcept;

  answer const& reply(run_position const& at, keyed_draws const& draws) const noexcept;

  /// Whether the end that is reached is FAILED because the run is one of the share that fails.
  bool fails(run_position const& at, keyed_draws const& draws) const noexcept;

  /// The name of the state or error that `reply` tells; lives as long as the program.
  std::string_view told(run_position const& at, keyed_draws const& draws) const noexcept;
  bool ended(run_position const& at) const noexcept { return steps_[at.step].ends; }

  /// When the run ends, from a settled position on. Nothing if it never does, or if that depends on polls.
  std::optional<clock::time_point> end(run_position at, keyed_draws const& draws) const noexcept;

  bool counts_polls() const noexcept { return counts_polls_; }
  fault_plan const& faults() const noexcept { return faults_; }

 private:
  struct step {
    answer reply;
    std::optional<step_time> lasts;
    std::optional<std::uint64_t> polls;
    bool ends;  // is FINISHED or FAILED
    std::string_view told;
  };

  std::vector<step> steps_;
  std::optional<answer> failed_reply_;
  double failed_;
  bool counts_polls_;
  fault_plan faults_;
};

/// The body of a query's answer: `{"results":[],"message":"…","status":"FAILED"}`.
std::string run_body(run_state state, std::string_view results, std::string_view message);

}  // namespace dataarts::mock::runs

#endif
