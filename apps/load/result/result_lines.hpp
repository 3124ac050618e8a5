#ifndef DATAARTS_LOAD_RESULT_RESULT_LINES_HPP
#define DATAARTS_LOAD_RESULT_RESULT_LINES_HPP

#include "result/line_members.hpp"
#include "result/result.hpp"

#include <boost/json/object.hpp>

namespace dataarts::load {

// The lines of a result file, see result_file.hpp, as JSON and back. Readers take members that they do not know, and
// throw `result_error` for what is missing or wrong.

boost::json::object header_line(result const& of);
boost::json::object interval_line(interval const& of, measurement const& histograms);
boost::json::object end_line(result const& of);

result header_of(line_members const& line);
interval interval_of(line_members const& line);

/// Adds what an interval's line has: latencies of answers, and lag.
void add_interval_histograms(line_members const& line, measurement& into);

void read_end(line_members const& line, result& into);

boost::json::object machine_json(machine const& from);
boost::json::object generator_json(generator_use const& from);
boost::json::object first_failures_json(measurement const& from);
boost::json::object percentiles_json(interval::percentiles const& from);

/// Without the targets, which may be millions.
boost::json::object plan_without_targets(result const& of);

}  // namespace dataarts::load

#endif
