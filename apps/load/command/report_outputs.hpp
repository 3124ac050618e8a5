#ifndef DATAARTS_LOAD_COMMAND_REPORT_OUTPUTS_HPP
#define DATAARTS_LOAD_COMMAND_REPORT_OUTPUTS_HPP

#include "command/run_request.hpp"
#include "result/result.hpp"
#include "verdict/threshold_watch.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace dataarts::load {

struct report_settings {
  output_format format = output_format::text;
  std::optional<std::filesystem::path> csv;
  std::optional<std::filesystem::path> html;
  bool own_thresholds = true;  ///< those that the run had, see `exit_code_of`
};

/// Prints a result, writes the files that are asked for. Returns the exit code of the run. Throws `output_lost`, and
/// `result_error` if a file cannot be written.
int report(result const& whole, threshold_watch const& watch, report_settings const& settings);

/// Throws `result_error` if it cannot be written.
void write_file(std::filesystem::path const& file, std::string const& content);

}  // namespace dataarts::load

#endif
