#include "service/setting_source.hpp"

#include "duration_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <charconv>
#include <system_error>

namespace dataarts::apps {

std::optional<sourced> setting_source::read_variable(std::string_view name) const {
  std::string const key(name);
  auto const* const value = variables_(key.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return sourced{value, key, false};
}

std::optional<std::string> as_switch(std::optional<sourced> const& value) {
  if (!value) return std::nullopt;
  for (std::string_view const yes : {"1", "true", "yes", "on"}) {
    if (value->text == yes) return value->origin;
  }
  for (std::string_view const no : {"0", "false", "no", "off"}) {
    if (value->text == no) return std::nullopt;
  }
  throw usage_error(
      fmt::format("{}: '{}' is not one of 1, true, yes, on and 0, false, no, off", value->origin, value->text));
}

std::optional<std::int64_t> as_number(std::optional<sourced> const& value, std::int64_t least, std::int64_t most) {
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  auto const& text = value->text;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    throw usage_error(fmt::format("{}: '{}' is not a whole number from {} to {}", value->origin, text, least, most));
  }
  return number;
}

std::optional<std::chrono::nanoseconds> as_duration(std::optional<sourced> const& value) {
  if (!value) return std::nullopt;
  auto const parsed = parse_duration(value->text);
  if (parsed && parsed->count() > 0) return parsed;
  throw usage_error(fmt::format("{}: '{}' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s",
                                value->origin, value->text));
}

}  // namespace dataarts::apps
