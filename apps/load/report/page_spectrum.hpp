#ifndef DATAARTS_LOAD_REPORT_PAGE_SPECTRUM_HPP
#define DATAARTS_LOAD_REPORT_PAGE_SPECTRUM_HPP

#include "histogram/hdr_histogram.hpp"

#include <boost/json/object.hpp>

namespace dataarts::load {

/// A histogram as a line over its percentiles, as HdrHistogram's charts have it: `count`, and the columns
/// `percentiles`, ascending from 0 to 100, and `values`. Between two points the share of larger values shrinks by an
/// eighth of a power of two; no point stands between the largest value and the one before it. Nothing recorded: no
/// points.
boost::json::object page_spectrum(hdr_histogram const& of);

}  // namespace dataarts::load

#endif
