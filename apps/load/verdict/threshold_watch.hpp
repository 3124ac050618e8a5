#ifndef DATAARTS_LOAD_VERDICT_THRESHOLD_WATCH_HPP
#define DATAARTS_LOAD_VERDICT_THRESHOLD_WATCH_HPP

#include "measure/measurement.hpp"
#include "result/result.hpp"
#include "verdict/threshold.hpp"
#include "verdict/threshold_window.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dataarts::load {

/// Whether a threshold held.
struct threshold_verdict {
  std::string text;  ///< the threshold
  bool holds = false;
  bool decided = true;          ///< false: nothing was measured, which is no success: `holds` is false
  std::optional<double> value;  ///< measured, in the threshold's unit; over windows the worst
  std::string measured;         ///< the same for people, or why there is none
};

bool all_hold(std::span<threshold_verdict const> verdicts) noexcept;

/// What is known of a run before it ends.
struct run_prospect {
  std::optional<std::uint64_t> planned;              ///< requests of the whole measured part; none: nobody knows
  std::optional<std::chrono::nanoseconds> duration;  ///< of the measured part; none: nobody knows
};

/// The thresholds of a run, evaluated while it goes or from the seconds in a result file: both give the same. Not
/// thread-safe.
class threshold_watch {
 public:
  explicit threshold_watch(std::vector<threshold> thresholds, run_prospect prospect = {});

  /// What was measured in a second, by its number from 0 on, in order; `so_far` includes it. Seconds that are not
  /// wholly within the planned time, as those of the drain, are left out of windows. In those that never come nothing
  /// was seen.
  void second(std::int64_t number, measurement const& seen, result const& so_far);

  /// The run is over: seconds that did not come by now never will.
  void end(result const& whole);

  /// Why one of those with `abort` cannot hold any more, whatever becomes of the requests that are left: the run may
  /// end. Without a known number of requests only counts that are too high, the largest and smallest latency, and
  /// windows tell. `so_far`: everything from the measured part.
  std::optional<std::string> hopeless(measurement const& so_far) const;

  /// Of the whole measured part, in the order of the thresholds; rates are those of the planned time, see
  /// `load_figures`. A threshold over windows needs all seconds before.
  std::vector<threshold_verdict> verdicts(result const& run) const;

  std::span<threshold const> thresholds() const noexcept { return thresholds_; }

 private:
  std::vector<threshold> thresholds_;
  std::vector<std::optional<threshold_window>> windows_;  // as many as there are thresholds
  run_prospect prospect_;
};

}  // namespace dataarts::load

#endif
