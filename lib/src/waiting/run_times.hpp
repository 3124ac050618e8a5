#ifndef DATAARTS_WAITING_RUN_TIMES_HPP
#define DATAARTS_WAITING_RUN_TIMES_HPP

#include "waiting/age_scale.hpp"

#include <array>
#include <cstdint>

namespace dataarts::waiting {

/// How long runs of one script take, as far as it was observed: per class of age how many runs ended there, and how
/// long runs were under observation there. So a run that is still going tells something, too, and those that end first
/// do not make all runs look short. Ages are in seconds since the run was first heard of.
///
/// What was not observed is taken to be as with a script that nothing is known about, of which a run goes on for about
/// half as long again as it has gone on already. This counts as much as one run.
class run_times {
 public:
  /// A look at age `to` found a run going that was known to go at age `from`.
  void survived(float from, float to) noexcept;

  /// A run that was going at age `from` ended at age `at`.
  void ended(float from, float at) noexcept;

  /// A run ended between two looks. What is known so far decides where in between it probably was.
  void ended_between(float from, float to) noexcept;

  /// Observations so far, old ones counting less.
  double weight() const noexcept { return weight_; }

  /// Ends per second of runs that are in this class of age.
  float hazard(std::size_t age_class) const noexcept { return hazards_[age_class]; }

  /// Brings `hazard` up to date with the observations, and lets old ones fade.
  void update() noexcept;

  run_times() noexcept { update(); }

 private:
  void observe(float from, float to, float share) noexcept;

  // Time under observation: runs that went through a class as a whole (each the difference to the class before), and
  // the seconds of those that were observed in a part of it.
  std::array<float, age_scale::classes + 1> through_{};
  std::array<float, age_scale::classes> part_{};
  std::array<float, age_scale::classes> ends_{};
  std::array<float, age_scale::classes> hazards_{};
  double weight_ = 0;
};

}  // namespace dataarts::waiting

#endif
