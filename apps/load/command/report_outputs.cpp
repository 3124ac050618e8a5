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
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

#include <unistd.h>

namespace dataarts::load {

void write_file(std::filesystem::path const& file, std::string const& content) {
  errno = 0;
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << content;
  out.close();
  if (out) return;
  throw result_error(result_errc::cannot_write,
                     file.string() + ": cannot be written: " + std::generic_category().message(errno));
}

int report(result const& whole, threshold_watch const& watch, report_settings const& settings) {
  auto const verdicts = watch.verdicts(whole);
  auto const limits = limits_of_generator(whole);
  auto const code = exit_code_of(whole, verdicts, limits, settings.own_thresholds);
  if (settings.csv) write_file(*settings.csv, csv_report(whole));
  if (settings.html) write_file(*settings.html, html_report(whole, verdicts, limits));
  if (settings.format == output_format::json) {
    print(json_report_text(whole, verdicts, limits, code) + '\n');
  } else {
    print(text_report(whole, verdicts, limits, style_of(STDOUT_FILENO)));
  }
  return to_int(code);
}

}  // namespace dataarts::load
