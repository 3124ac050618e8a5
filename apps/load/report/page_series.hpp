#ifndef DATAARTS_LOAD_REPORT_PAGE_SERIES_HPP
#define DATAARTS_LOAD_REPORT_PAGE_SERIES_HPP

#include "result/result.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace dataarts::load {

/// Points in time that a page holds at most. Two hours are there second by second; of longer runs several neighbouring
/// seconds become one point.
inline constexpr std::size_t page_points = 7200;

/// The seconds of a run as columns, for charts: `step` (seconds in a point), `second` (the first one of each point;
/// below 0: warm-up), then what is named in JSON reports. Counts are per second; of a point with several seconds they
/// are the mean, so that areas are true. Latencies, requests in flight, connections and CPU are the largest value of
/// such a point, so that no peak is lost. Warm-up and measured part never share a point. Outcomes that never came are
/// left out. A second that is missing is no point.
boost::json::object page_series(std::span<interval const> seconds, std::size_t most_points = page_points);

}  // namespace dataarts::load

#endif
