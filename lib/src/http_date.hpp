#ifndef DATAARTS_HTTP_DATE_HPP
#define DATAARTS_HTTP_DATE_HPP

#include <chrono>
#include <optional>
#include <string_view>

namespace dataarts {

/// The time that an HTTP date stands for, in its present form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, 5.6.7), and
/// the two obsolete ones. Nothing for anything else.
std::optional<std::chrono::sys_seconds> read_http_date(std::string_view text) noexcept;

}  // namespace dataarts

#endif
