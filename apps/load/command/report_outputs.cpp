#include "command/report_outputs.hpp"

#include "command/console.hpp"
#include "report/csv_report.hpp"
#include "report/html_report.hpp"
#include "report/json_report.hpp"
#include "report/text_report.hpp"
#include "result/result_error.hpp"
#include "verdict/exit_codes.hpp"
#include "verdict/generator_limits.hpp"

#include <cerrno>
#include <exception>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace dataarts::load {

report_file::report_file(std::filesystem::path file) : file_(std::move(file)) {
  errno = 0;
  out_.open(file_, std::ios::binary | std::ios::trunc);
  check();
}

void report_file::write(std::string const& content) {
  errno = 0;
  out_ << content;
  out_.close();
  check();
}

void report_file::check() const {
  if (out_) return;
  throw result_error(result_errc::cannot_write,
                     file_.string() + ": cannot be written: " + std::generic_category().message(errno));
}

void write_file(std::filesystem::path const& file, std::string const& content) { report_file(file).write(content); }

int report(result const& whole, threshold_watch const& watch, report_settings settings) {
  auto const verdicts = watch.verdicts(whole);
  auto const limits = limits_of_generator(whole);
  auto const code =
      settings.ended ? exit_code_of(whole, verdicts, limits, settings.own_thresholds) : exit_code::incomplete;
  // One that cannot be written costs neither the other nor the report.
  std::exception_ptr problem;
  auto const write = [&](report_file& file, std::string const& content) {
    try {
      file.write(content);
    } catch (result_error const&) {
      problem = std::current_exception();
    }
  };
  if (settings.csv) write(*settings.csv, csv_report(whole));
  if (settings.html) write(*settings.html, html_report(whole, verdicts, limits, code));
  if (settings.format == output_format::json) {
    print(json_report_text(whole, verdicts, limits, code) + '\n');
  } else {
    print(text_report(whole, verdicts, limits, style_of(STDOUT_FILENO)));
  }
  if (problem) std::rethrow_exception(problem);
  return to_int(code);
}

}  // namespace dataarts::load
