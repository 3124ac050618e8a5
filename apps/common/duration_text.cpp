#include "duration_text.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>

namespace dataarts::apps {

std::string format_duration(std::chrono::nanoseconds value) {
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
