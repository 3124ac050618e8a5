#include "command/share_option.hpp"

#include "usage_error.hpp"

#include <fmt/format.h>

#include <charconv>

namespace dataarts::load {

double share_of(std::optional<apps::sourced> const& given, double standard) {
  if (!given) return standard;
  double value = 0;
  auto const& text = given->text;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value > 0 && value < 1)) {
    throw apps::usage_error(fmt::format("{}: '{}' is not a share between 0 and 1, such as 0.05", given->origin, text));
  }
  return value;
}

}  // namespace dataarts::load
