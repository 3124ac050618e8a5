#include "http/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <system_error>

namespace dataarts::http {

namespace {

using namespace std::chrono;

constexpr std::int64_t longest_seconds = 10LL * 365 * 24 * 3600;  // what nanoseconds hold with room

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Reads a text from left to right; once something did not fit, nothing does.
class scanner {
 public:
  explicit scanner(std::string_view text) noexcept : rest_(text) {}

  bool good() const noexcept { return good_; }
  bool done() const noexcept { return good_ && rest_.empty(); }

  void skip(std::string_view expected) noexcept {
    if (good_ && rest_.starts_with(expected)) {
      rest_.remove_prefix(expected.size());
    } else {
      good_ = false;
    }
  }

  void skip_letters() noexcept {
    std::size_t size = 0;
    while (size < rest_.size() && ((rest_[size] | 0x20) >= 'a' && (rest_[size] | 0x20) <= 'z')) ++size;
    good_ = good_ && size >= 3;
    if (good_) rest_.remove_prefix(size);
  }

  int number(std::size_t digits) noexcept {
    int value = 0;
    for (std::size_t i = 0; good_ && i < digits; ++i) {
      good_ = i < rest_.size() && rest_[i] >= '0' && rest_[i] <= '9';
      if (good_) value = value * 10 + (rest_[i] - '0');
    }
    if (good_) rest_.remove_prefix(digits);
    return value;
  }

  /// Two places, the first of which may be blank.
  int padded_number() noexcept {
    if (rest_.starts_with(' ')) {
      rest_.remove_prefix(1);
      return number(1);
    }
    return number(2);
  }

  unsigned month() noexcept {
    for (std::size_t i = 0; good_ && i < months.size(); ++i) {
      if (!rest_.starts_with(months[i])) continue;
      rest_.remove_prefix(months[i].size());
      return static_cast<unsigned>(i + 1);
    }
    good_ = false;
    return 0;
  }

  bool next_is(char c) const noexcept { return rest_.starts_with(c); }

 private:
  std::string_view rest_;
  bool good_ = true;
};

struct parts {
  int year = 0;
  unsigned month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

void read_time(scanner& from, parts& into) noexcept {
  into.hour = from.number(2);
  from.skip(":");
  into.minute = from.number(2);
  from.skip(":");
  into.second = from.number(2);
}

void read_day_and_month(scanner& from, parts& into, std::string_view separator) noexcept {
  into.day = from.number(2);
  from.skip(separator);
  into.month = from.month();
  from.skip(separator);
}

}  // namespace

std::optional<sys_seconds> read_http_date(std::string_view text) noexcept {
  scanner from(text);
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
    found.month = from.month();
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
