#ifndef DATAARTS_LOAD_REPORT_CSV_REPORT_HPP
#define DATAARTS_LOAD_REPORT_CSV_REPORT_HPP

#include "result/result.hpp"

#include <string>

namespace dataarts::load {

/// The time series of a result as CSV (RFC 4180, lines end with CR LF): a header line, then one line for each second,
/// warm-up included. Names of columns say the units. All values are numbers.
std::string csv_report(result const& of);

}  // namespace dataarts::load

#endif
