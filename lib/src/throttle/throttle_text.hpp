#ifndef DATAARTS_THROTTLE_THROTTLE_TEXT_HPP
#define DATAARTS_THROTTLE_THROTTLE_TEXT_HPP

#include <optional>
#include <string_view>

namespace dataarts::throttle {

/// The limit that the gateway names when it refuses a request, in requests per second: its message holds
/// `limit:N,time:M second` (or minute, hour, day). Nothing if there is none.
std::optional<double> rate_in(std::string_view message) noexcept;

}  // namespace dataarts::throttle

#endif
