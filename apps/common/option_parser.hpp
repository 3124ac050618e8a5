#ifndef DATAARTS_APPS_OPTION_PARSER_HPP
#define DATAARTS_APPS_OPTION_PARSER_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::apps {

/// An option of a command.
struct option_row {
  std::string_view flag;      ///< "--timeout"
  std::string_view value;     ///< what the help calls the value; empty for a switch
  std::string_view variable;  ///< the environment variable that is read when the flag is not given; empty: none
  std::string_view group;     ///< heading in the help
  std::string_view help;
  bool many = false;  ///< may be given several times; else the last one counts
};

/// What stood on the command line of a command, not yet checked.
struct given_options {
  std::vector<std::vector<std::string>> values;  ///< as many as there are rows; a switch that is given holds "true"
  std::vector<std::string> positionals;
  bool help = false;
  bool version = false;

  bool has(std::size_t row) const { return !values[row].empty(); }
};

/// Sorts the arguments after the name of a command. `command` is what messages call it, "dataarts-load run". Throws
/// `usage_error` for an unknown option, for one without its value, and for a switch with one. A value is never repeated
/// in a message: it may be a secret in the wrong place.
given_options parse_options(std::string_view command, std::span<option_row const> rows,
                            std::vector<std::string> arguments);

/// The options by groups, in their order, for a help text of 80 columns.
std::string options_help(std::span<option_row const> rows);

}  // namespace dataarts::apps

#endif
