#ifndef DATAARTS_CLI_WAIT_COMMAND_HPP
#define DATAARTS_CLI_WAIT_COMMAND_HPP

#include "settings.hpp"

namespace dataarts::cli {

/// Runs `dataarts wait` to its end and returns the exit code. Writes to standard output and standard error. Throws
/// `usage_error` before the first look if the input, the client or the wait cannot be made.
int run_wait(wait_settings const& settings);

}  // namespace dataarts::cli

#endif
