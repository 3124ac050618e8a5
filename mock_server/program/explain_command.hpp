#ifndef DATAARTS_MOCK_PROGRAM_EXPLAIN_COMMAND_HPP
#define DATAARTS_MOCK_PROGRAM_EXPLAIN_COMMAND_HPP

#include "command_line.hpp"
#include "scenario_verbs.hpp"

#include <string>
#include <vector>

namespace dataarts::mock::program {

/// `dataarts-mock explain [--auth-file FILE] REQUEST.txt`: what is signed of a request, and whether its signature is
/// that. Prints neither keys nor tokens nor signatures.
/// @param arguments  those behind `explain`
/// Throws `usage_error`.
verb_outcome run_explain(std::vector<std::string> const& arguments, environment const& variables);

}  // namespace dataarts::mock::program

#endif
