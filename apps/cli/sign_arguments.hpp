#ifndef DATAARTS_CLI_SIGN_ARGUMENTS_HPP
#define DATAARTS_CLI_SIGN_ARGUMENTS_HPP

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::cli {

/// What stood on the command line of `dataarts sign`, not yet checked.
struct sign_arguments {
  std::array<std::string, 2> positionals;  ///< METHOD URL; with `as_query` SCRIPT INSTANCE
  bool as_query = false;                   ///< sign what `dataarts query` sends
  std::vector<std::string> headers;        ///< "Name: value"
  std::optional<std::string> body_file;
  std::optional<std::string> date;
  std::optional<std::string> algorithm;
  std::optional<std::string> endpoint;  ///< with `as_query`, as are the next two
  std::optional<std::string> project_id;
  std::optional<std::string> workspace;
  std::optional<std::string> region;  ///< of the scope; with `as_query` of the endpoint, too
  std::optional<std::string> service;
  std::optional<std::string> output;
  bool help = false;
};

/// Sorts the arguments behind the verb. Throws `usage_error`.
sign_arguments parse_sign_arguments(std::vector<std::string> arguments);

/// What `dataarts sign --help` prints.
std::string sign_help();

}  // namespace dataarts::cli

#endif
