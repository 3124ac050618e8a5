#ifndef DATAARTS_LOAD_COMMAND_PLAN_OPTIONS_HPP
#define DATAARTS_LOAD_COMMAND_PLAN_OPTIONS_HPP

#include "command/run_arguments.hpp"
#include "plan/plan.hpp"

namespace dataarts::load {

/// The plan that the options of `run` make: of `--plan` if that is given, changed by the others. Reads the files that
/// they name. Throws `usage_error` with everything that is wrong.
plan read_plan(run_arguments const& given);

}  // namespace dataarts::load

#endif
