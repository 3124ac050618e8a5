#ifndef DATAARTS_CLI_HELP_TEXT_HPP
#define DATAARTS_CLI_HELP_TEXT_HPP

#include <string>

namespace dataarts::cli {

/// What `dataarts --help` prints.
std::string program_help();

/// What `dataarts query --help` prints.
std::string query_help();

/// What `dataarts --version` prints.
std::string version_text();

}  // namespace dataarts::cli

#endif
