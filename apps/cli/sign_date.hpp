#ifndef DATAARTS_CLI_SIGN_DATE_HPP
#define DATAARTS_CLI_SIGN_DATE_HPP

#include <dataarts/clock.hpp>

#include <string_view>

namespace dataarts::cli {

/// The time that a value of `X-Sdk-Date` means. Throws `usage_error` if it is not of the form YYYYMMDDTHHMMSSZ, or if
/// there is no such day or time.
/// @param origin  how the value was given, for the message: "--date".
clock::wall_time parse_sign_date(std::string_view text, std::string_view origin);

}  // namespace dataarts::cli

#endif
