#ifndef DATAARTS_CLI_HELP_TEXT_HPP
#define DATAARTS_CLI_HELP_TEXT_HPP

#include "command_table.hpp"

#include <string>

namespace dataarts::cli {

/// What `dataarts --help` prints.
std::string program_help();

/// What `dataarts COMMAND --help` prints.
std::string command_help(command which);

/// What `dataarts scripts --help` prints.
std::string scripts_help();

/// What `dataarts --version` prints.
std::string version_text();

}  // namespace dataarts::cli

#endif
