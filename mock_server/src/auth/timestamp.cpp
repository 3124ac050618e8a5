#include "auth/timestamp.hpp"

#include "ascii.hpp"

#include <cstdio>
#include <iterator>

namespace dataarts::mock::auth {
namespace {

using std::chrono::floor;

struct civil_time {
  explicit civil_time(clock::wall_time at)
      : day(floor<std::chrono::days>(at)), date(day), time(floor<std::chrono::microseconds>(at) - day) {}

  std::chrono::sys_days day;
  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<std::chrono::microseconds> time;
};

template <class... Numbers>
std::string print(char const* form, civil_time const& at, Numbers... numbers) {
  char text[64];
  auto const length = std::snprintf(
      text, std::size(text), form, static_cast<int>(at.date.year()), static_cast<unsigned>(at.date.month()),
      static_cast<unsigned>(at.date.day()), static_cast<int>(at.time.hours().count()),
      static_cast<int>(at.time.minutes().count()), static_cast<int>(at.time.seconds().count()), numbers...);
  return {text, static_cast<std::size_t>(length)};
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_sdk_date(std::string_view text) noexcept {
  constexpr std::string_view form = "YYYYMMDDTHHMMSSZ";
  if (text.size() != form.size() || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  for (std::size_t i = 0; i < 15; ++i) {
    if (i != 8 && !is_digit(text[i])) return std::nullopt;
  }
  auto const number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    for (auto const c : text.substr(at, size)) value = value * 10 + (c - '0');
    return value;
  };
  std::chrono::year_month_day const date(std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(6, 2))));
  auto const hour = number(9, 2);
  auto const minute = number(11, 2);
  auto const second = number(13, 2);
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
}

std::string sdk_date(clock::wall_time at) { return print("%04d%02u%02uT%02d%02d%02dZ", civil_time(at)); }

std::string iso_date(clock::wall_time at) {
  civil_time const parts(at);
  return print("%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", parts, static_cast<int>(parts.time.subseconds().count()));
}

}  // namespace dataarts::mock::auth
