#ifndef DATAARTS_LOAD_COMMAND_CALIBRATE_COMMAND_HPP
#define DATAARTS_LOAD_COMMAND_CALIBRATE_COMMAND_HPP

#include "option_parser.hpp"

#include <span>

namespace dataarts::load {

// A command, not an option of `run`: it has no plan, and asks nobody but itself.

std::span<apps::option_row const> calibrate_option_rows() noexcept;

/// Measures what this machine and program add by themselves, and prints it. Returns the exit code. Throws
/// `usage_error`, `output_lost`, and `std::runtime_error` if there is no mock server.
int run_calibrate(apps::given_options const& given);

}  // namespace dataarts::load

#endif
