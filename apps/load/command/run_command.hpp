#ifndef DATAARTS_LOAD_COMMAND_RUN_COMMAND_HPP
#define DATAARTS_LOAD_COMMAND_RUN_COMMAND_HPP

#include "command/run_request.hpp"

namespace dataarts::load {

/// Carries out `run`, and prints what came of it. Returns the exit code. Throws `usage_error`, and `result_error` if a
/// file cannot be written.
int run_load(run_request request);

}  // namespace dataarts::load

#endif
