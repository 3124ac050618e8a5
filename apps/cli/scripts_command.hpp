#ifndef DATAARTS_CLI_SCRIPTS_COMMAND_HPP
#define DATAARTS_CLI_SCRIPTS_COMMAND_HPP

#include "scripts_settings.hpp"

namespace dataarts::cli {

/// Run `dataarts scripts list` and `show` to their ends and return the exit code. Throw `usage_error` before the first
/// request.
int run_list(list_settings const& settings);
int run_show(show_settings const& settings);

}  // namespace dataarts::cli

#endif
