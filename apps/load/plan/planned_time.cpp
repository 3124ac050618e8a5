#include "plan/planned_time.hpp"

#include "plan/rate_profile.hpp"

#include <algorithm>

namespace dataarts::load {

std::chrono::nanoseconds planned_time(plan const& of) {
  if (of.model != load_model::open || !of.requests || of.arrivals != arrivals_kind::uniform || of.stages.empty()) {
    return of.duration;
  }
  rate_profile const profile(of.stages);
  // As many whole requests as are due by the end of the warm-up are in it.
  auto const before = (profile.due_by(of.warmup) + work_of_one - 1) / work_of_one;
  auto const due = (before + *of.requests) * work_of_one;
  if (due >= profile.total()) return of.duration;
  return std::clamp(profile.instant_of(due) - of.warmup, std::chrono::nanoseconds::zero(), of.duration);
}

}  // namespace dataarts::load
