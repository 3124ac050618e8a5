#include "duration_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <system_error>

namespace dataarts::apps {
namespace {

using std::chrono::nanoseconds;

struct unit {
  std::string_view name;
  nanoseconds length;
};

// From the longest to the shortest.
constexpr std::array<unit, 5> units{{{"h", std::chrono::hours(1)},
                                     {"m", std::chrono::minutes(1)},
                                     {"s", std::chrono::seconds(1)},
                                     {"ms", std::chrono::milliseconds(1)},
                                     {"us", std::chrono::microseconds(1)}}};

constexpr auto longest_duration = std::chrono::hours(24 * 3653);

std::size_t span_of(std::string_view text, std::string_view accepted) {
  auto const end = text.find_first_not_of(accepted);
  return end == std::string_view::npos ? text.size() : end;
}

}  // namespace

std::optional<nanoseconds> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  nanoseconds sum{0};
  auto next_unit = units.begin();
  while (!text.empty()) {
    auto const number = text.substr(0, span_of(text, "0123456789."));
    text.remove_prefix(number.size());
    auto const name = text.substr(0, span_of(text, "abcdefghijklmnopqrstuvwxyz"));
    text.remove_prefix(name.size());

    double value = 0;
    auto const parsed = std::from_chars(number.data(), number.data() + number.size(), value, std::chars_format::fixed);
    if (number.empty() || parsed.ec != std::errc() || parsed.ptr != number.data() + number.size()) return std::nullopt;

    while (next_unit != units.end() && next_unit->name != name) ++next_unit;
    if (next_unit == units.end()) return std::nullopt;

    auto const length = value * static_cast<double>(next_unit->length.count());
    if (length > static_cast<double>(nanoseconds(longest_duration).count())) return std::nullopt;
    sum += nanoseconds(std::llround(length));
    ++next_unit;
  }
  if (sum > longest_duration) return std::nullopt;
  return sum;
}

std::string format_duration(nanoseconds value) {
  auto const seconds = std::chrono::duration<double>(value).count();
  if (seconds < 9.995) return fmt::format("{:.2f}s", seconds);
  if (seconds < 59.95) return fmt::format("{:.1f}s", seconds);
  auto const whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{}m{:02}s", whole / 60, whole % 60);
  auto const minutes = whole / 60;
  if (minutes < 24 * 60) return fmt::format("{}h{:02}m", minutes / 60, minutes % 60);
  auto const hours = minutes / 60;
  return fmt::format("{}d{:02}h", hours / 24, hours % 24);
}

}  // namespace dataarts::apps
