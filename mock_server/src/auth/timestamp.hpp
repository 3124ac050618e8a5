#ifndef DATAARTS_MOCK_AUTH_TIMESTAMP_HPP
#define DATAARTS_MOCK_AUTH_TIMESTAMP_HPP

#include <dataarts/clock.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// Reads the `YYYYMMDDTHHMMSSZ` of `X-Sdk-Date`. Nothing for any other text, or a date that does not exist. In seconds,
/// since not every year that can be written fits into the clock's own unit.
std::optional<std::chrono::sys_seconds> parse_sdk_date(std::string_view text) noexcept;

std::string sdk_date(clock::wall_time at);

/// As the identity service writes it: `2020-01-04T09:05:22.701000Z`.
std::string iso_date(clock::wall_time at);

}  // namespace dataarts::mock::auth

#endif
