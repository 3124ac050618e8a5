#ifndef DATAARTS_APPS_DURATION_TEXT_HPP
#define DATAARTS_APPS_DURATION_TEXT_HPP

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::apps {

/// Reads "30s", "250ms", "1.5s" or "9m30s": numbers with the units h, m, s, ms, us, larger units first, each once.
/// Nothing for any other text, a bare number included, and for more than 10 years.
std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text);

/// For people: "0.42s", "12.3s", "3m02s", "2h07m", "3d04h".
std::string format_duration(std::chrono::nanoseconds value);

}  // namespace dataarts::apps

#endif
