#ifndef DATAARTS_MOCK_PROGRAM_RECORD_COMMAND_HPP
#define DATAARTS_MOCK_PROGRAM_RECORD_COMMAND_HPP

#include "scenario_verbs.hpp"

#include <functional>
#include <string>
#include <vector>

namespace dataarts::mock::program {

/// `dataarts-mock record --upstream URL --out DIR`: hands requests on until SIGINT or SIGTERM, and writes what was
/// answered as a scenario.
/// @param arguments  those behind `record`
/// @param complain   told what goes wrong meanwhile; from any thread
/// Throws `usage_error`, and `std::runtime_error` when the server cannot start or nothing can be written.
verb_outcome run_record(std::vector<std::string> const& arguments,
                        std::function<void(std::string const&)> const& complain);

}  // namespace dataarts::mock::program

#endif
