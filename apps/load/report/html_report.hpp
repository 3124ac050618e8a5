#ifndef DATAARTS_LOAD_REPORT_HTML_REPORT_HPP
#define DATAARTS_LOAD_REPORT_HTML_REPORT_HPP

#include "report/page_data.hpp"

#include <span>
#include <string>

namespace dataarts::load {

/// A run as one HTML page that needs nothing else: no network, no other file. Its charts are drawn by its own script
/// from the data in it; where no script runs, there is the report as text. Whatever comes from outside, such as the
/// label, is text on it and nothing else. `code` is what the program ends with. See docs/load-testing.md.
std::string html_report(result const& run, std::span<threshold_verdict const> verdicts,
                        std::span<std::string const> limits, exit_code code);

/// The same for a comparison. `code` is what the program ends with.
std::string html_report(comparison const& what, compared_latency which, exit_code code, compared_run const& before,
                        compared_run const& after);

}  // namespace dataarts::load

#endif
