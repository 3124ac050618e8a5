#include "credentials/timestamp.hpp"

#include "date_scanner.hpp"

#include <chrono>

namespace dataarts {

namespace {

/// What the clock can count, in whole numbers: from 1677 to 2262.
constexpr std::chrono::sys_seconds last_time{std::chrono::seconds(9'200'000'000)};
constexpr std::chrono::sys_seconds first_time{std::chrono::seconds(-9'200'000'000)};

}  // namespace

std::optional<clock::wall_time> read_timestamp(std::string_view text) noexcept {
  using namespace std::chrono;
  date_scanner from(text);
  auto const y = from.number(4);
  from.skip("-");
  auto const mon = from.number(2);
  from.skip("-");
  auto const d = from.number(2);
  from.skip("T");
  auto const h = from.number(2);
  from.skip(":");
  auto const min = from.number(2);
  from.skip(":");
  auto const s = from.number(2);
  auto const part = from.decimals();
  from.skip("Z");
  year_month_day const date(year(y), month(static_cast<unsigned>(mon)), day(static_cast<unsigned>(d)));
  // A leap second is the second after.
  if (!from.done() || !date.ok() || h > 23 || min > 59 || s > 60) return std::nullopt;
  auto const whole = sys_seconds(sys_days(date)) + hours(h) + minutes(min) + seconds(s);
  if (whole >= last_time) return clock::wall_time(last_time);
  if (whole <= first_time) return clock::wall_time(first_time);
  return clock::wall_time(whole) + duration_cast<clock::wall_time::duration>(part);
}

}  // namespace dataarts
