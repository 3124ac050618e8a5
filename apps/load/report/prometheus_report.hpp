#ifndef DATAARTS_LOAD_REPORT_PROMETHEUS_REPORT_HPP
#define DATAARTS_LOAD_REPORT_PROMETHEUS_REPORT_HPP

#include "measure/measurement.hpp"

#include <cstdint>
#include <string>

namespace dataarts::load {

/// What a load test is doing at the moment, besides what was measured so far.
struct load_now {
  std::uint64_t in_flight = 0;
  std::uint64_t connections_open = 0;
};

/// What was measured so far in Prometheus' exposition format, version 0.0.4. Times are in seconds, in the buckets that
/// OpenTelemetry advises for requests; a value that shares its counter of the histogram (three digits)
/// with a bound counts as not above it. Labels are of bounded sets: outcome, state, phase, reason.
std::string prometheus_report(measurement const& so_far, load_now const& now = {});

}  // namespace dataarts::load

#endif
