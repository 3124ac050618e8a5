#ifndef DATAARTS_MOCK_ADMIN_LOGGED_TIME_HPP
#define DATAARTS_MOCK_ADMIN_LOGGED_TIME_HPP

#include <dataarts/clock.hpp>

#include <string_view>

namespace dataarts::mock::admin {

/// Reads `2026-01-15T08:30:00Z`, with or without a fraction of a second. Throws `api_error` 400.
clock::wall_time parse_logged_time(std::string_view text);

}  // namespace dataarts::mock::admin

#endif
