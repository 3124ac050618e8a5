#include "sign_date.hpp"

#include "display_text.hpp"
#include "usage_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace dataarts::cli {
namespace {

constexpr std::string_view form = "ddddddddTddddddZ";

bool has_form(std::string_view text) {
  return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                    [](char c, char wanted) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

int number(std::string_view digits) {
  int value = 0;
  for (char const c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

clock::wall_time parse_sign_date(std::string_view text, std::string_view origin) {
  if (!has_form(text)) {
    throw usage_error(fmt::format("{}: '{}' is not of the form YYYYMMDDTHHMMSSZ, such as 20260115T083000Z", origin,
                                  apps::escape_controls(text)));
  }
  auto const part = [&](std::size_t at, std::size_t size) { return number(text.substr(at, size)); };
  std::chrono::year_month_day const day(std::chrono::year(part(0, 4)),
                                        std::chrono::month(static_cast<unsigned>(part(4, 2))),
                                        std::chrono::day(static_cast<unsigned>(part(6, 2))));
  if (!day.ok()) throw usage_error(fmt::format("{}: '{}' is not a day of the calendar", origin, text.substr(0, 8)));
  std::chrono::hours const hours(part(9, 2));
  std::chrono::minutes const minutes(part(11, 2));
  std::chrono::seconds const seconds(part(13, 2));
  using namespace std::chrono_literals;
  if (hours >= 24h || minutes >= 60min || seconds >= 60s) {
    throw usage_error(fmt::format("{}: '{}' is not a time of day", origin, text.substr(9, 6)));
  }
  return std::chrono::sys_days(day) + hours + minutes + seconds;
}

}  // namespace dataarts::cli
