#ifndef DATAARTS_MOCK_PROGRAM_CONFORM_COMMAND_HPP
#define DATAARTS_MOCK_PROGRAM_CONFORM_COMMAND_HPP

#include "command_line.hpp"
#include "scenario_verbs.hpp"

#include <string>
#include <vector>

namespace dataarts::mock::program {

/// `dataarts-mock conform --against URL`: asks the service and the mock the same, and says where the answers differ.
/// Nothing that is asked changes anything at the service.
/// @param arguments  those behind `conform`
/// Throws `usage_error`.
verb_outcome run_conform(std::vector<std::string> const& arguments, environment const& variables);

}  // namespace dataarts::mock::program

#endif
