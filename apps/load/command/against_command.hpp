#ifndef DATAARTS_LOAD_COMMAND_AGAINST_COMMAND_HPP
#define DATAARTS_LOAD_COMMAND_AGAINST_COMMAND_HPP

#include "command/run_request.hpp"
#include "compare/comparison.hpp"
#include "verdict/exit_codes.hpp"

namespace dataarts::load {

/// How `run --against` ends, when the sides alone had ended so.
exit_code code_of_alternation(exit_code before, exit_code after, comparison const& found) noexcept;

/// Carries out `run --against`, and prints both runs and what differs. Returns the exit code.
int run_against(run_request request);

}  // namespace dataarts::load

#endif
