#include "option_reader.hpp"

#include "duration_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <system_error>

namespace dataarts::cli {

std::optional<sourced> option_reader::read(option id) const {
  auto const& spec = spec_of(id);
  if (auto const& given = arguments_[id]) return sourced{*given, std::string(spec.flag), true};
  return read_variable(spec.variable);
}

std::optional<sourced> option_reader::read_variable(std::string_view name) const {
  std::string const key(name);
  auto const* const value = variables_(key.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return sourced{value, key, false};
}

std::optional<std::string> option_reader::read_switch(option id) const {
  auto const value = read(id);
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

std::size_t option_reader::read_count(option id, std::size_t standard, std::size_t most) const {
  auto const number = read_number(id, 1, static_cast<std::int64_t>(most));
  return number ? static_cast<std::size_t>(*number) : standard;
}

std::optional<std::int64_t> option_reader::read_number(option id, std::int64_t least, std::int64_t most) const {
  auto const value = read(id);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  auto const& text = value->text;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
    throw usage_error(fmt::format("{}: '{}' is not a whole number from {} to {}", value->origin, text, least, most));
  }
  return number;
}

std::optional<std::chrono::nanoseconds> option_reader::read_duration(option id) const {
  auto const value = read(id);
  if (!value) return std::nullopt;
  auto const parsed = apps::parse_duration(value->text);
  if (parsed && parsed->count() > 0) return parsed;
  throw usage_error(fmt::format("{}: '{}' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s",
                                value->origin, value->text));
}

std::optional<std::chrono::nanoseconds> option_reader::read_interval() const {
  auto const interval = read_duration(option::interval);
  if (!interval || (*interval >= std::chrono::milliseconds(10) && *interval <= std::chrono::hours(24))) return interval;
  auto const value = read(option::interval);
  throw usage_error(fmt::format("{}: '{}' is not from 10ms to 24h", value->origin, value->text));
}

}  // namespace dataarts::cli
