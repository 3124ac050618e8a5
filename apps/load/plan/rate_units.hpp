#ifndef DATAARTS_LOAD_PLAN_RATE_UNITS_HPP
#define DATAARTS_LOAD_PLAN_RATE_UNITS_HPP

#include "plan/wide.hpp"

#include <cmath>
#include <cstdint>

namespace dataarts::load {

/// Rates as whole numbers, millionths of a request per hour, since all else follows from them exactly: 100/min has no
/// exact number of requests per second.
using rate_units = std::int64_t;

inline constexpr double units_per_request_per_second = 3.6e9;

/// Per second.
inline constexpr double highest_rate = 1e7;

/// Of a rate per second from 0 to `highest_rate`.
inline rate_units to_units(double per_second) noexcept {
  return std::llround(per_second * units_per_request_per_second);
}

/// What a rate adds up to over time: twice the units times nanoseconds. Twice, so that the area below a ramp is whole.
using work = wide;

/// One request.
inline constexpr work work_of_one = work{7'200'000'000'000'000'000};

}  // namespace dataarts::load

#endif
