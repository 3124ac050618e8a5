#ifndef DATAARTS_CLI_SCRIPTS_SETTINGS_HPP
#define DATAARTS_CLI_SCRIPTS_SETTINGS_HPP

#include "client_settings.hpp"
#include "command_line.hpp"
#include "environment.hpp"
#include "output_kind.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::cli {

/// Everything that `dataarts scripts list` needs to know, checked.
struct list_settings : client_settings {
  output_kind output = output_kind::table;
  std::string name;
  std::int64_t limit = 100;
  std::optional<std::int64_t> offset;
};

/// The same for `dataarts scripts show`.
struct show_settings : client_settings {
  output_kind output = output_kind::table;
  std::string script;
  std::optional<std::int64_t> version;
  bool content = false;
};

/// Complete the arguments from the environment and check them. Throw `usage_error`.
list_settings make_list_settings(command_arguments const& arguments, apps::environment const& variables);
show_settings make_show_settings(command_arguments const& arguments, apps::environment const& variables);

}  // namespace dataarts::cli

#endif
