#ifndef DATAARTS_LOAD_COMMAND_HELP_TEXT_HPP
#define DATAARTS_LOAD_COMMAND_HELP_TEXT_HPP

#include "option_parser.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {

/// What `dataarts-load --help` prints.
std::string program_help();

/// What `dataarts-load COMMAND --help` prints.
std::string command_help(std::string_view command, std::span<apps::option_row const> rows);

}  // namespace dataarts::load

#endif
