#include "plan/start_at.hpp"

#include "duration_text.hpp"
#include "plan/plan_error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace dataarts::load {
namespace {

using std::chrono::sys_time;
using nanosecond_time = sys_time<std::chrono::nanoseconds>;

constexpr bool is_decimal(char c) noexcept { return c >= '0' && c <= '9'; }

// Takes a time of RFC 3339 from left to right; what did not fit makes the whole one bad.
class time_reader {
 public:
  explicit time_reader(std::string_view text) noexcept : rest_(text) {}

  std::optional<nanosecond_time> read() {
    using namespace std::chrono;
    auto const year = static_cast<int>(number(4));
    skip("-");
    auto const month = number(2);
    skip("-");
    auto const day = number(2);
    skip("Tt ");
    auto const hour = number(2);
    skip(":");
    auto const minute = number(2);
    skip(":");
    auto const second = number(2);
    auto const fraction = decimals();
    auto const offset = zone();
    year_month_day const date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
    // A leap second is the second after it, as clocks that do not know leap seconds have it.
    if (!good_ || !rest_.empty() || !date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    if (year < 1970 || year > 2200) return std::nullopt;
    return sys_days(date) + hours(hour) + minutes(minute) + seconds(second) + nanoseconds(fraction) - offset;
  }

 private:
  unsigned number(std::size_t digits) noexcept {
    unsigned value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      good_ = good_ && i < rest_.size() && is_decimal(rest_[i]);
      if (good_) value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
    }
    if (good_) rest_.remove_prefix(digits);
    return value;
  }

  // One of these characters.
  char skip(std::string_view accepted) noexcept {
    good_ = good_ && !rest_.empty() && accepted.find(rest_.front()) != std::string_view::npos;
    if (!good_) return '\0';
    auto const taken = rest_.front();
    rest_.remove_prefix(1);
    return taken;
  }

  std::int64_t decimals() noexcept {
    if (!good_ || !rest_.starts_with('.')) return 0;
    rest_.remove_prefix(1);
    good_ = !rest_.empty() && is_decimal(rest_.front());
    std::int64_t value = 0;
    std::int64_t weight = 100'000'000;
    for (; !rest_.empty() && is_decimal(rest_.front()); rest_.remove_prefix(1)) {
      value += weight * (rest_.front() - '0');
      weight /= 10;
    }
    return value;
  }

  std::chrono::minutes zone() noexcept {
    auto const sign = skip("Zz+-");
    if (sign != '+' && sign != '-') return std::chrono::minutes(0);
    auto const hours = number(2);
    skip(":");
    auto const minutes = number(2);
    good_ = good_ && hours < 24 && minutes < 60;
    auto const offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
    return sign == '+' ? offset : -offset;
  }

  std::string_view rest_;
  bool good_ = true;
};

std::chrono::system_clock::time_point at_milliseconds(std::string_view text) {
  std::int64_t value = 0;
  auto const parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr std::int64_t latest = 7'289'568'000'000;  // the year 2201
  if (parsed.ec != std::errc() || value >= latest) {
    throw plan_error(
        fmt::format("{} is no time in milliseconds since 1970 before the year 2201; expected such as "
                    "1767225600000",
                    text));
  }
  // Before September 2001, but a usual count of seconds.
  if (value < 1'000'000'000'000) {
    throw plan_error(fmt::format("{} seems to be in seconds; expected milliseconds since 1970, {}000?", text, text));
  }
  return std::chrono::system_clock::time_point(std::chrono::milliseconds(value));
}

}  // namespace

std::chrono::system_clock::time_point parse_start_at(std::string_view text, std::chrono::system_clock::time_point now) {
  using std::chrono::system_clock;
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_decimal)) return at_milliseconds(text);
  if (text.starts_with('+')) {
    if (auto const ahead = apps::parse_duration(text.substr(1))) {
      return now + std::chrono::duration_cast<system_clock::duration>(*ahead);
    }
    throw plan_error(fmt::format("\"{}\": no duration after the plus; expected such as +10s", text));
  }
  if (auto const time = time_reader(text).read()) return std::chrono::time_point_cast<system_clock::duration>(*time);
  throw plan_error(
      fmt::format("\"{}\" is no time; expected milliseconds since 1970, such as 1767225600000, a time such "
                  "as 2026-01-01T12:00:00Z with its time zone, or from now such as +10s",
                  text));
}

void check_start_at(std::chrono::system_clock::time_point start, std::chrono::system_clock::time_point now) {
  // A machine that is late by less carries its part out, and its report says by how much it began too late: better than
  // a part that is missing.
  constexpr auto allowed = std::chrono::minutes(1);
  if (now - start <= allowed) return;
  throw plan_error(
      fmt::format("the start was {} ago; expected a time ahead, which all parts can reach, or such as +10s "
                  "for one process alone",
                  apps::format_duration(now - start)));
}

}  // namespace dataarts::load
