#include "throttle_text.hpp"

#include <charconv>
#include <cstdint>

namespace dataarts::throttle {

namespace {

/// More than this many seconds are a quota, not a pace: spread evenly it would let nobody through.
constexpr double longest_window = 300;

void skip_blanks(std::string_view& text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
}

/// The number after `name:`, wherever that begins; `text` goes on behind it.
std::optional<std::uint64_t> take_number(std::string_view& text, std::string_view name) noexcept {
  auto const found = text.find(name);
  if (found == text.npos) return std::nullopt;
  text.remove_prefix(found + name.size());
  skip_blanks(text);
  std::uint64_t number = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || number == 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return number;
}

std::optional<double> seconds_of(std::string_view unit) noexcept {
  struct {
    std::string_view name;
    double seconds;
  } constexpr units[] = {{"second", 1}, {"minute", 60}, {"hour", 3600}, {"day", 86'400}};
  for (auto const& each : units) {
    if (unit.starts_with(each.name)) return each.seconds;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> rate_in(std::string_view message) noexcept {
  auto const limit = take_number(message, "limit:");
  if (!limit) return std::nullopt;
  auto const time = take_number(message, "time:");
  if (!time) return std::nullopt;
  skip_blanks(message);
  auto const unit = seconds_of(message);
  if (!unit) return std::nullopt;
  auto const window = static_cast<double>(*time) * *unit;
  if (window > longest_window) return std::nullopt;
  return static_cast<double>(*limit) / window;
}

}  // namespace dataarts::throttle
