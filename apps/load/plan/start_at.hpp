#ifndef DATAARTS_LOAD_PLAN_START_AT_HPP
#define DATAARTS_LOAD_PLAN_START_AT_HPP

#include <chrono>
#include <string_view>

namespace dataarts::load {

/// The common start of several processes. Reads milliseconds since 1970, "1767225600000"; a time of RFC 3339,
/// "2026-01-01T12:00:00+08:00", with any number of decimals; or a duration from `now`, "+10s", which is for one process
/// alone. Throws `plan_error` for anything else, and for years outside of 1970 to 2200. The time may be over.
std::chrono::system_clock::time_point parse_start_at(std::string_view text, std::chrono::system_clock::time_point now);

/// Throws `plan_error` if the start is over by more than a second: a run that begins anywhere after the common start is
/// none of its parts, and its load would be for nothing.
void check_start_at(std::chrono::system_clock::time_point start, std::chrono::system_clock::time_point now);

}  // namespace dataarts::load

#endif
