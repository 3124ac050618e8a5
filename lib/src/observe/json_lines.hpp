#ifndef DATAARTS_OBSERVE_JSON_LINES_HPP
#define DATAARTS_OBSERVE_JSON_LINES_HPP

#include <dataarts/clock.hpp>
#include <dataarts/observer.hpp>

#include <cstdint>
#include <string>

namespace dataarts::observe {

/// "2026-11-24T08:00:00.123456Z"; RFC 3339, UTC, microseconds.
void append_timestamp(std::string& out, clock::wall_time when);

/// A line each, with its line break.
std::string line_of(call_record const& record, bool with_names);
std::string line_of(attempt_record const& record);
std::string line_of_dropped(std::uint64_t lines);

}  // namespace dataarts::observe

#endif
