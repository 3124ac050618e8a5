#ifndef DATAARTS_CLI_SETTINGS_HPP
#define DATAARTS_CLI_SETTINGS_HPP

#include "client_settings.hpp"
#include "command_line.hpp"
#include "environment.hpp"
#include "output_kind.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::cli {

/// Everything that `dataarts query` needs to know, checked.
struct query_settings : client_settings {
  std::size_t concurrency = 64;
  output_kind output = output_kind::table;
  bool rows = false;
  std::string from;  ///< empty: no file
  std::string script;
  std::vector<std::string> instances;
};

/// The same for `dataarts wait`.
struct wait_settings : query_settings {
  std::optional<std::chrono::nanoseconds> deadline;
  std::optional<std::chrono::nanoseconds> interval;  ///< unset: learns
  std::optional<double> rate;
  std::string checkpoint;  ///< empty: none
  bool until_any_failed = false;
};

/// Complete the arguments from the environment and check them. Read the token file. Throw `usage_error`.
query_settings make_query_settings(command_arguments const& arguments, apps::environment const& variables);
wait_settings make_wait_settings(command_arguments const& arguments, apps::environment const& variables);

}  // namespace dataarts::cli

#endif
