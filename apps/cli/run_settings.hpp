#ifndef DATAARTS_CLI_RUN_SETTINGS_HPP
#define DATAARTS_CLI_RUN_SETTINGS_HPP

#include "client_settings.hpp"
#include "command_line.hpp"
#include "environment.hpp"
#include "output_kind.hpp"

#include <dataarts/script.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace dataarts::cli {

/// Everything that `dataarts run` needs to know, checked.
struct run_settings : client_settings {
  output_kind output = output_kind::table;
  std::string script;
  script_parameters parameters;
  std::optional<std::chrono::nanoseconds> deadline;
  std::optional<std::chrono::nanoseconds> interval;  ///< unset: grows with the time waited
  bool stop_on_interrupt = false;
  bool no_wait = false;
  std::string
      wait_options;  ///< what `dataarts wait` needs to find the run, beside the environment; with a blank behind
};

/// Completes the arguments from the environment and checks them. Reads files. Throws `usage_error`.
run_settings make_run_settings(command_arguments const& arguments, apps::environment const& variables);

}  // namespace dataarts::cli

#endif
