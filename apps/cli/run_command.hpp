#ifndef DATAARTS_CLI_RUN_COMMAND_HPP
#define DATAARTS_CLI_RUN_COMMAND_HPP

#include "run_settings.hpp"

namespace dataarts::cli {

/// Runs `dataarts run` to its end and returns the exit code. Throws `usage_error` before the first request.
int run_script(run_settings const& settings);

}  // namespace dataarts::cli

#endif
