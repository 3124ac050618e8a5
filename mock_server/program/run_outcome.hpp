#ifndef DATAARTS_MOCK_PROGRAM_RUN_OUTCOME_HPP
#define DATAARTS_MOCK_PROGRAM_RUN_OUTCOME_HPP

#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/script_runs.hpp>

#include "command_line.hpp"

#include <string>
#include <vector>

namespace dataarts::mock::program {

struct run_outcome {
  bool ok = true;
  std::vector<std::string> reports;  ///< for standard error
};

/// What `--verify-on-exit` and `--coverage-min` say at the end.
run_outcome judge_run(settings const& given, script_runs const& runs, journal const* log);

}  // namespace dataarts::mock::program

#endif
