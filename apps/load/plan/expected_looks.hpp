#ifndef DATAARTS_LOAD_PLAN_EXPECTED_LOOKS_HPP
#define DATAARTS_LOAD_PLAN_EXPECTED_LOOKS_HPP

#include "plan/plan.hpp"

namespace dataarts::load {

/// How often a run of a workload is polled, on average, by its run times: of the first thousand runs of the plan. Not
/// for a plan that executes scripts, whose run times nobody knows.
double expected_looks(plan const& of);

}  // namespace dataarts::load

#endif
