#ifndef DATAARTS_LOAD_RESULT_INTERVAL_SUMMARY_HPP
#define DATAARTS_LOAD_RESULT_INTERVAL_SUMMARY_HPP

#include "result/result.hpp"

#include <cstdint>

namespace dataarts::load {

/// What an interval says of a histogram.
interval::percentiles percentiles_of(hdr_histogram const& some) noexcept;

/// What was measured in a second, in short. `in_flight`, `connections_open` and `cpu` are not in a measurement.
interval summary_of(std::int64_t second, measurement const& seen) noexcept;

/// Processor time as files hold it: in ten thousandths of a core, so that sums do not depend on their order.
double rounded_cpu(double cores) noexcept;

}  // namespace dataarts::load

#endif
