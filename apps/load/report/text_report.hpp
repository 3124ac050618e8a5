#ifndef DATAARTS_LOAD_REPORT_TEXT_REPORT_HPP
#define DATAARTS_LOAD_REPORT_TEXT_REPORT_HPP

#include "report/text_page.hpp"
#include "result/result.hpp"
#include "verdict/threshold_watch.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dataarts::load {

/// A run at a glance: what was asked for, what came, the latencies, connections, thresholds, and loudly if the
/// generator was the limit (`limits`, see `limits_of_generator`). Ends with a line break.
std::string text_report(result const& run, std::span<threshold_verdict const> verdicts,
                        std::span<std::string const> limits, text_style const& style = {});

/// The same sentence on one run of a comparison; empty without limits.
std::string limits_text(std::string_view name, std::span<std::string const> limits, text_style const& style = {});

}  // namespace dataarts::load

#endif
