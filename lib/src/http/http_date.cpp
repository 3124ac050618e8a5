#include "http/http_date.hpp"

#include "date_scanner.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace dataarts::http {

namespace {

using namespace std::chrono;

constexpr std::int64_t longest_seconds = 10LL * 365 * 24 * 3600;  // what nanoseconds hold with room

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct parts {
  int year = 0;
  unsigned month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

void read_time(date_scanner& from, parts& into) noexcept {
  into.hour = from.number(2);
  from.skip(":");
  into.minute = from.number(2);
  from.skip(":");
  into.second = from.number(2);
}

void read_day_and_month(date_scanner& from, parts& into, std::string_view separator) noexcept {
  into.day = from.number(2);
  from.skip(separator);
  into.month = from.one_of(months);
  from.skip(separator);
}

}  // namespace

std::optional<sys_seconds> read_http_date(std::string_view text) noexcept {
  date_scanner from(text);
  parts found;
  from.skip_letters();
  if (from.next_is(',')) {
    from.skip(", ");
    if (text.find('-') == text.npos) {
      // Sun, 06 Nov 1994 08:49:37 GMT
      read_day_and_month(from, found, " ");
      found.year = from.number(4);
    } else {
      // Sunday, 06-Nov-94 08:49:37 GMT. Years up to 68 are of this century, as everybody reads them.
      read_day_and_month(from, found, "-");
      auto const year_of_century = from.number(2);
      found.year = year_of_century + (year_of_century <= 68 ? 2000 : 1900);
    }
    from.skip(" ");
    read_time(from, found);
    from.skip(" GMT");
  } else {
    // Sun Nov  6 08:49:37 1994
    from.skip(" ");
    found.month = from.one_of(months);
    from.skip(" ");
    found.day = from.padded_number();
    from.skip(" ");
    read_time(from, found);
    from.skip(" ");
    found.year = from.number(4);
  }
  if (!from.done()) return std::nullopt;
  year_month_day const date(year(found.year), month(found.month), day(static_cast<unsigned>(found.day)));
  // 60: a leap second.
  if (!date.ok() || found.hour > 23 || found.minute > 59 || found.second > 60) return std::nullopt;
  return sys_days(date) + hours(found.hour) + minutes(found.minute) + seconds(found.second);
}

std::optional<nanoseconds> read_retry_after(std::string_view value, system_clock::time_point now) noexcept {
  std::int64_t number = 0;
  auto const* const end = value.data() + value.size();
  auto const read = std::from_chars(value.data(), end, number);
  bool const all_digits = !value.empty() && value.front() != '-' && read.ptr == end;
  if (all_digits && read.ec == std::errc::result_out_of_range) return seconds(longest_seconds);
  if (all_digits && read.ec == std::errc()) return seconds(std::min(number, longest_seconds));
  auto const date = read_http_date(value);
  if (!date) return std::nullopt;
  // In seconds: nanoseconds do not reach to the year 9999.
  auto const distance = *date - floor<seconds>(now);
  return std::clamp(distance, seconds(0), seconds(longest_seconds));
}

}  // namespace dataarts::http
