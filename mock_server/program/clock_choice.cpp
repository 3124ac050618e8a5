#include "clock_choice.hpp"

#include "usage_error.hpp"

#include <charconv>
#include <string>
#include <system_error>

namespace dataarts::mock::program {
namespace {

using wall_time = std::chrono::system_clock::time_point;

// In the form dddd-dd-ddTdd:dd:ddZ.
std::optional<wall_time> parse_date(std::string_view text) {
  constexpr std::string_view form = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != form.size()) return std::nullopt;
  for (std::size_t i = 0; i < form.size(); ++i) {
    auto const digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !digit : text[i] != form[i]) return std::nullopt;
  }
  auto const number = [&](std::size_t at, std::size_t size) {
    int made = 0;
    std::from_chars(text.data() + at, text.data() + at + size, made);
    return made;
  };
  std::chrono::year_month_day const date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  auto const hour = number(11, 2);
  auto const minute = number(14, 2);
  auto const second = number(17, 2);
  // What fits into nanoseconds, and leaves room to be moved.
  auto const year = static_cast<int>(date.year());
  if (!date.ok() || year < 1970 || year > 2150 || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace

clock_choice parse_clock_choice(std::string_view text) {
  // The same in every run, so that answers with the date in them repeat.
  if (text == "virtual") return {true, wall_time(std::chrono::seconds(1'577'836'800))};
  if (text == "virtual:now") return {true, std::nullopt};
  if (text == "real") return {};
  constexpr std::string_view prefix = "virtual:";
  if (text.starts_with(prefix)) {
    if (auto const start = parse_date(text.substr(prefix.size()))) return {true, start};
  }
  throw usage_error("--clock is '" + std::string(text) +
                    "'; it has to be real, virtual, virtual:now or a time such as virtual:2026-01-15T08:30:00Z, "
                    "between 1970 and 2150");
}

}  // namespace dataarts::mock::program
