#ifndef DATAARTS_LOAD_REPORT_LATENCY_TEXT_HPP
#define DATAARTS_LOAD_REPORT_LATENCY_TEXT_HPP

#include "measure/measurement.hpp"
#include "report/text_page.hpp"

namespace dataarts::load {

/// The three latencies side by side: a line each for response, service and lag.
void append_latency_table(text_page& page, measurement const& total);

/// The percentile spectrum as bars, from the median to the maximum: response time, and how much of it is service.
void append_spectrum(text_page& page, latencies const& answers);

/// A line for each other class of outcomes that has latencies.
void append_other_latencies(text_page& page, measurement const& total);

}  // namespace dataarts::load

#endif
