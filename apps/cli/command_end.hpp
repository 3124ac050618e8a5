#ifndef DATAARTS_CLI_COMMAND_END_HPP
#define DATAARTS_CLI_COMMAND_END_HPP

#include "console.hpp"
#include "tally.hpp"

#include <string_view>

namespace dataarts::cli {

/// What became of a command's standard output, and whether a signal ended it.
run_end end_of(console const& from);

/// Says what went wrong: with a request, and with standard output.
void say_troubles(console& to, tally const& counted, run_end const& end, std::string_view credential_advice);

}  // namespace dataarts::cli

#endif
