#ifndef DATAARTS_LONGEST_TIMEOUT_HPP
#define DATAARTS_LONGEST_TIMEOUT_HPP

#include <chrono>

namespace dataarts {

/// Keeps `now + timeout` far from overflow.
inline constexpr std::chrono::nanoseconds longest_timeout = std::chrono::hours(24 * 365 * 10);

}  // namespace dataarts

#endif
