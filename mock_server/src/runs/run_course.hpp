#ifndef DATAARTS_MOCK_RUNS_RUN_COURSE_HPP
#define DATAARTS_MOCK_RUNS_RUN_COURSE_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/answer.hpp>
#include <dataarts/mock/run_control.hpp>
#include <dataarts/mock/run_rule.hpp>

#include "runs/fault_plan.hpp"
#include "runs/keyed_draws.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
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

  std::size_t size() const noexcept { return steps_.size(); }

  /// For those who look on, who may keep it.
  std::shared_ptr<std::vector<step_outline> const> const& outline() const noexcept { return outline_; }

  /// The first step from that number on that tells the state, if there is one.
  std::optional<std::size_t> find(run_state state, std::size_t from) const noexcept;

  /// Begins a step.
  void enter(run_position& at, std::size_t step, clock::time_point now) const noexcept { at = {now, step, 0}; }

  /// Moves on as far as time alone goes.
  void settle(run_position& at, keyed_draws const& draws, clock::time_point now) const noexcept;

  /// Notes that the step was told, which may have been its last time.
  void note_poll(run_position& at, clock::time_point now) const noexcept;

  /// @param fails  whether this run is one of those that fail
  answer const& reply(run_position const& at, bool fails) const noexcept;
  bool fails(keyed_draws const& draws) const noexcept { return failed_reply_ && draws.among(failed_); }

  /// How long the answer to the nth query is held back, which is told this step.
  std::chrono::nanoseconds latency(run_position const& at, keyed_draws const& draws, std::uint64_t nth) const noexcept;

  bool ended(run_position const& at) const noexcept { return steps_[at.step].ends; }

  /// When the run ends, from a settled position on. Nothing if it never does, or if that depends on polls.
  std::optional<clock::time_point> end(run_position at, keyed_draws const& draws) const noexcept;

  /// Whether an answer depends on how many there were.
  bool counts_polls() const noexcept { return counts_polls_; }
  fault_plan const& faults() const noexcept { return faults_; }

  /// Whether a step waits for a command.
  bool waits() const noexcept { return waits_; }

  /// The state that a step tells, FAILED for the last one of a run that fails; nothing for an answer of another kind.
  std::optional<run_state> state(run_position const& at, bool fails) const noexcept;

  /// What to call the step: `RUNNING`, `throttled`, `answer 502`. Lives as long as this.
  std::string_view label(run_position const& at, bool fails) const noexcept;

  /// When the step of a settled position ends, as far as time says so.
  std::optional<clock::time_point> step_end(run_position const& at, keyed_draws const& draws) const noexcept;

 private:
  struct step {
    answer reply;
    std::optional<step_time> lasts;
    std::optional<std::uint64_t> polls;
    std::optional<step_time> latency;
    std::optional<run_state> state;  // nothing: an answer of another kind
    std::string label;
    bool ends;  // is FINISHED or FAILED
  };

  std::vector<step> steps_;
  std::shared_ptr<std::vector<step_outline> const> outline_;
  std::optional<answer> failed_reply_;
  double failed_;
  bool counts_polls_;
  bool waits_;
  fault_plan faults_;
};

/// The body of a query's answer: `{"results":[],"message":"…","status":"FAILED"}`.
std::string run_body(run_state state, std::string_view results, std::string_view message);

}  // namespace dataarts::mock::runs

#endif
