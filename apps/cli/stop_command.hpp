#ifndef DATAARTS_CLI_STOP_COMMAND_HPP
#define DATAARTS_CLI_STOP_COMMAND_HPP

#include "client_settings.hpp"
#include "command_line.hpp"
#include "environment.hpp"
#include "output_kind.hpp"

#include <string>
#include <vector>

namespace dataarts::cli {

/// Everything that `dataarts stop` needs to know, checked.
struct stop_settings : client_settings {
  output_kind output = output_kind::table;
  std::string script;
  std::vector<std::string> instances;
};

/// Completes the arguments from the environment and checks them. Throws `usage_error`.
stop_settings make_stop_settings(command_arguments const& arguments, apps::environment const& variables);

/// Runs `dataarts stop` to its end and returns the exit code. Throws `usage_error` before the first request.
int run_stop(stop_settings const& settings);

}  // namespace dataarts::cli

#endif
