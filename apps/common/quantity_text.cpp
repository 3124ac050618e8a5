#include "quantity_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>

namespace dataarts::apps {
namespace {

struct quantity_unit {
  std::string_view name;
  double size;
};

std::string three_digits(double value) {
  if (value < 9.995) return fmt::format("{:.2f}", value);
  if (value < 99.95) return fmt::format("{:.1f}", value);
  return fmt::format("{:.0f}", value);
}

/// The largest unit of which there is one, from the smallest on. Rounding counts: 999.6 us are 1.00 ms.
std::string in_units(double value, std::span<quantity_unit const> units) {
  std::size_t i = 0;
  while (i + 1 < units.size() && value >= units[i + 1].size * (1 - 0.0005)) ++i;
  if (i == 0) return fmt::format("{:.0f} {}", value, units[0].name);
  return fmt::format("{} {}", three_digits(value / units[i].size), units[i].name);
}

}  // namespace

std::string with_commas(std::uint64_t value) {
  auto text = fmt::format("{}", value);
  for (auto position = static_cast<std::ptrdiff_t>(text.size()) - 3; position > 0; position -= 3) {
    text.insert(static_cast<std::size_t>(position), 1, ',');
  }
  return text;
}

std::string format_latency(double nanoseconds) {
  static constexpr std::array<quantity_unit, 6> units{
      {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}, {"min", 60e9}, {"h", 3600e9}}};
  return in_units(nanoseconds, units);
}

std::string format_bytes(std::uint64_t bytes) {
  static constexpr std::array<quantity_unit, 5> units{{{"B", 1}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}}};
  return in_units(static_cast<double>(bytes), units);
}

std::string format_rate(double per_second) {
  if (per_second == 0) return "0";
  if (per_second < 99.95) return three_digits(per_second);
  return with_commas(static_cast<std::uint64_t>(std::llround(per_second)));
}

std::string format_share(double share) {
  auto const percent = share * 100;
  if (percent <= 0) return "0 %";
  if (percent < 0.001) return "< 0.001 %";
  if (percent > 99.999 && percent < 100) return "> 99.999 %";
  auto text = fmt::format("{:.{}f}", percent, percent < 0.1 || percent > 99 ? 3 : 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + " %";
}

}  // namespace dataarts::apps
