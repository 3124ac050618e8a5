#ifndef DATAARTS_CLI_QUERY_COMMAND_HPP
#define DATAARTS_CLI_QUERY_COMMAND_HPP

#include "settings.hpp"

namespace dataarts::cli {

/// Runs `dataarts query` to its end and returns the exit code. Writes to standard output and standard error. Throws
/// `usage_error` before the first query if the input or the client cannot be made.
int run_query(query_settings const& settings);

}  // namespace dataarts::cli

#endif
