#include "credentials/timestamp.hpp"

#include <charconv>
#include <chrono>
#include <cstddef>

namespace dataarts {

namespace {

/// What the clock can count, in whole numbers: from 1677 to 2262.
constexpr std::chrono::sys_seconds last_time{std::chrono::seconds(9'200'000'000)};
constexpr std::chrono::sys_seconds first_time{std::chrono::seconds(-9'200'000'000)};

/// Takes the text apart from its front.
class scanner {
 public:
  explicit scanner(std::string_view text) noexcept : text_(text) {}

  int number(std::size_t digits) noexcept {
    int value = 0;
    auto const part = text_.substr(0, digits);
    for (auto const c : part) {
      if (c < '0' || c > '9') good_ = false;
    }
    if (part.size() < digits) good_ = false;
    if (!good_) return 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    text_.remove_prefix(digits);
    return value;
  }

  void expect(char c) noexcept {
    if (text_.empty() || text_.front() != c) good_ = false;
    if (good_) text_.remove_prefix(1);
  }

  std::chrono::nanoseconds decimals() noexcept {
    std::chrono::nanoseconds value{0};
    if (!good_ || text_.empty() || text_.front() != '.') return value;
    text_.remove_prefix(1);
    std::chrono::nanoseconds unit = std::chrono::milliseconds(100);
    if (text_.empty() || !is_digit(text_.front())) good_ = false;
    for (; !text_.empty() && is_digit(text_.front()); text_.remove_prefix(1), unit /= 10) {
      value += unit * (text_.front() - '0');
    }
    return value;
  }

  bool good() const noexcept { return good_; }
  bool at_end() const noexcept { return text_.empty(); }

 private:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

  std::string_view text_;
  bool good_ = true;
};

}  // namespace

std::optional<clock::wall_time> read_timestamp(std::string_view text) noexcept {
  using namespace std::chrono;
  scanner from(text);
  auto const y = from.number(4);
  from.expect('-');
  auto const mon = from.number(2);
  from.expect('-');
  auto const d = from.number(2);
  from.expect('T');
  auto const h = from.number(2);
  from.expect(':');
  auto const min = from.number(2);
  from.expect(':');
  auto const s = from.number(2);
  auto const part = from.decimals();
  from.expect('Z');
  year_month_day const date(year(y), month(static_cast<unsigned>(mon)), day(static_cast<unsigned>(d)));
  // A leap second is the second after.
  if (!from.good() || !from.at_end() || !date.ok() || h > 23 || min > 59 || s > 60) return std::nullopt;
  auto const whole = sys_seconds(sys_days(date)) + hours(h) + minutes(min) + seconds(s);
  if (whole >= last_time) return clock::wall_time(last_time);
  if (whole <= first_time) return clock::wall_time(first_time);
  return clock::wall_time(whole) + duration_cast<clock::wall_time::duration>(part);
}

}  // namespace dataarts
