#ifndef DATAARTS_CLI_STOP_REPORT_HPP
#define DATAARTS_CLI_STOP_REPORT_HPP

#include "output_kind.hpp"

#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace dataarts::cli {

/// What became of the request to stop a run.
struct stopped_run {
  instance_ref ref;
  result<void> outcome;
};

/// What `dataarts stop` prints.
/// @param terminal  the text goes to a terminal, which it must not steer.
/// @param width  of the terminal, for a table; 0: nothing is cut.
std::string stop_report(std::vector<stopped_run> const& runs, output_kind output, bool terminal, std::size_t width);

}  // namespace dataarts::cli

#endif
