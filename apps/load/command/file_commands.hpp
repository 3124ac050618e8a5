#ifndef DATAARTS_LOAD_COMMAND_FILE_COMMANDS_HPP
#define DATAARTS_LOAD_COMMAND_FILE_COMMANDS_HPP

#include "option_parser.hpp"

#include <span>
#include <string>
#include <vector>

namespace dataarts::load {

// The commands that work on result files. They return the exit code, and throw `usage_error`, `result_error` and
// `output_lost`.

std::span<apps::option_row const> report_option_rows() noexcept;
int run_report(apps::given_options const& given);

std::span<apps::option_row const> merge_option_rows() noexcept;
int run_merge(apps::given_options const& given);

std::span<apps::option_row const> compare_option_rows() noexcept;
int run_compare(apps::given_options const& given);

}  // namespace dataarts::load

#endif
