#ifndef DATAARTS_CLI_COMMAND_LINE_HPP
#define DATAARTS_CLI_COMMAND_LINE_HPP

#include "option_table.hpp"
#include "sign_arguments.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dataarts::cli {

/// What stood on the command line of a command but `sign`, not yet checked.
struct command_arguments {
  command which = command::query;
  std::array<std::optional<std::string>, option_count> options;  ///< a switch that is given holds "true"
  std::vector<std::string> parameters;                           ///< every `--param`, in order
  std::vector<std::string> positionals;

  std::optional<std::string> const& operator[](option id) const { return options[static_cast<std::size_t>(id)]; }
  std::optional<std::string>& operator[](option id) { return options[static_cast<std::size_t>(id)]; }
};

/// A text to print on standard output, nothing more to do: help or version.
struct information {
  std::string text;
};

/// Sorts the arguments (without the program's name). Throws `usage_error` for an unknown command or option, and for an
/// option without its value. A value is never repeated in a message: it may be a secret in the wrong place.
std::variant<command_arguments, sign_arguments, information> parse_command_line(std::vector<std::string> arguments);

}  // namespace dataarts::cli

#endif
