#ifndef DATAARTS_HTTP_HTTP_DATE_HPP
#define DATAARTS_HTTP_HTTP_DATE_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace dataarts::http {

/// The time that an HTTP date stands for, in its present form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), and
/// the two obsolete ones. Nothing for anything else.
std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) noexcept;

/// The value of `Retry-After`: seconds, or an HTTP date, relative to `now` (RFC 9110, 10.2.3). Nothing if it is
/// neither; zero for a date in the past.
std::optional<std::chrono::nanoseconds> read_retry_after(std::string_view value,
                                                         std::chrono::system_clock::time_point now) noexcept;

}  // namespace dataarts::http

#endif
