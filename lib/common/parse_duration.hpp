#ifndef DATAARTS_COMMON_PARSE_DURATION_HPP
#define DATAARTS_COMMON_PARSE_DURATION_HPP

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>

namespace dataarts::common {

struct duration_unit {
  std::string_view name;
  std::chrono::nanoseconds length;
};

/// From the longest to the shortest.
inline constexpr std::array<duration_unit, 5> duration_units{{{"h", std::chrono::hours(1)},
                                                              {"m", std::chrono::minutes(1)},
                                                              {"s", std::chrono::seconds(1)},
                                                              {"ms", std::chrono::milliseconds(1)},
                                                              {"us", std::chrono::microseconds(1)}}};

inline constexpr auto longest_duration = std::chrono::hours(24 * 3653);

/// Reads "30s", "250ms", "1.5s" or "9m30s": numbers with the units h, m, s, ms, us, larger units first, each once.
/// Nothing for any other text, a bare number included, and for more than 10 years.
inline std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text) {
  using std::chrono::nanoseconds;
  auto const take = [&](std::string_view accepted) {
    auto const taken = text.substr(0, text.find_first_not_of(accepted));
    text.remove_prefix(taken.size());
    return taken;
  };
  if (text.empty()) return std::nullopt;
  nanoseconds sum{0};
  auto next_unit = duration_units.begin();
  while (!text.empty()) {
    auto const number = take("0123456789.");
    auto const name = take("abcdefghijklmnopqrstuvwxyz");

    double value = 0;
    auto const parsed = std::from_chars(number.data(), number.data() + number.size(), value, std::chars_format::fixed);
    if (number.empty() || parsed.ec != std::errc() || parsed.ptr != number.data() + number.size()) return std::nullopt;

    while (next_unit != duration_units.end() && next_unit->name != name) ++next_unit;
    if (next_unit == duration_units.end()) return std::nullopt;

    auto const length = value * static_cast<double>(next_unit->length.count());
    if (length > static_cast<double>(nanoseconds(longest_duration).count())) return std::nullopt;
    sum += nanoseconds(std::llround(length));
    ++next_unit;
  }
  if (sum > longest_duration) return std::nullopt;
  return sum;
}

}  // namespace dataarts::common

#endif
