#ifndef DATAARTS_LOAD_COMMAND_MODEL_OPTIONS_HPP
#define DATAARTS_LOAD_COMMAND_MODEL_OPTIONS_HPP

#include "command/run_arguments.hpp"
#include "plan/plan.hpp"

namespace dataarts::load {

/// Throws `usage_error` if no option and no plan says which kind of load is wanted, or if an option is given that has
/// no effect on that kind: it would be ignored, and the figures would be of something else than was meant.
void check_model_options(run_arguments const& given, plan const& made);

}  // namespace dataarts::load

#endif
