#ifndef DATAARTS_APPS_QUANTITY_TEXT_HPP
#define DATAARTS_APPS_QUANTITY_TEXT_HPP

#include <cstdint>
#include <string>

namespace dataarts::apps {

/// "1,234,567".
std::string with_commas(std::uint64_t value);

/// A latency with three digits and the unit that fits: "847 ns", "12.3 us", "1.23 ms", "45.6 s", "12.3 min", "1.00 h".
std::string format_latency(double nanoseconds);

/// "512 B", "12.3 kB", "4.56 GB": powers of 1000.
std::string format_bytes(std::uint64_t bytes);

/// "0", "0.42", "9.87", "98.7", "4,913": as many digits as a rate is good for.
std::string format_rate(double per_second);

/// A share of 0 to 1 in percent: "0 %", "0.012 %", "1.23 %", "99.95 %", "100 %". Never 0 % or 100 % for what only
/// rounds to it.
std::string format_share(double share);

}  // namespace dataarts::apps

#endif
