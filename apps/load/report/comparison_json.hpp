#ifndef DATAARTS_LOAD_REPORT_COMPARISON_JSON_HPP
#define DATAARTS_LOAD_REPORT_COMPARISON_JSON_HPP

#include "compare/comparison.hpp"

#include <boost/json/object.hpp>

namespace dataarts::load {

/// A comparison for programs: a member for each figure, latencies in nanoseconds. What is not known is null.
boost::json::object comparison_json(comparison const& what);

/// How it was compared: what the report as JSON and the page have alike.
boost::json::object comparison_settings(comparison const& what);

}  // namespace dataarts::load

#endif
