#ifndef DATAARTS_LOAD_COMMAND_REPORT_OUTPUTS_HPP
#define DATAARTS_LOAD_COMMAND_REPORT_OUTPUTS_HPP

#include "command/run_request.hpp"
#include "result/result.hpp"
#include "verdict/threshold_watch.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace dataarts::load {

/// A file for a report, which is opened before there is one: what cannot be opened is told before a run, not after it.
class report_file {
 public:
  /// Opens it, empty. Throws `result_error`.
  explicit report_file(std::filesystem::path file);

  /// The whole content. Throws `result_error`.
  void write(std::string const& content);

 private:
  void check() const;

  std::filesystem::path file_;
  std::ofstream out_;
};

/// Throws `result_error` if it cannot be written.
void write_file(std::filesystem::path const& file, std::string const& content);

struct report_settings {
  output_format format = output_format::text;
  std::optional<report_file> csv;
  std::optional<report_file> html;
  bool own_thresholds = true;  ///< those that the run had, see `exit_code_of`
  bool ended = true;           ///< false: its file has no end, which is `exit_code::incomplete` whatever else holds
};

/// Prints a result, writes the files that are asked for. Returns the exit code of the run. Throws `output_lost`, and,
/// when all else is done, `result_error` if a file cannot be written.
int report(result const& whole, threshold_watch const& watch, report_settings settings);

}  // namespace dataarts::load

#endif
