#ifndef DATAARTS_DATE_SCANNER_HPP
#define DATAARTS_DATE_SCANNER_HPP

#include <chrono>
#include <cstddef>
#include <span>
#include <string_view>

namespace dataarts {

/// Reads a date from left to right; once something did not fit, nothing does.
class date_scanner {
 public:
  explicit date_scanner(std::string_view text) noexcept : rest_(text) {}

  /// Whether the text is read to its end and everything fitted.
  bool done() const noexcept { return good_ && rest_.empty(); }

  bool next_is(char c) const noexcept { return rest_.starts_with(c); }

  void skip(std::string_view expected) noexcept {
    if (good_ && rest_.starts_with(expected)) {
      rest_.remove_prefix(expected.size());
    } else {
      good_ = false;
    }
  }

  /// Three letters or more.
  void skip_letters() noexcept {
    std::size_t size = 0;
    while (size < rest_.size() && ((rest_[size] | 0x20) >= 'a' && (rest_[size] | 0x20) <= 'z')) ++size;
    good_ = good_ && size >= 3;
    if (good_) rest_.remove_prefix(size);
  }

  int number(std::size_t digits) noexcept {
    int value = 0;
    for (std::size_t i = 0; good_ && i < digits; ++i) {
      good_ = i < rest_.size() && is_digit(rest_[i]);
      if (good_) value = value * 10 + (rest_[i] - '0');
    }
    if (good_) rest_.remove_prefix(digits);
    return value;
  }

  /// Two places, the first of which may be blank.
  int padded_number() noexcept {
    if (!rest_.starts_with(' ')) return number(2);
    rest_.remove_prefix(1);
    return number(1);
  }

  /// Which one of these words is next, counted from 1.
  unsigned one_of(std::span<std::string_view const> words) noexcept {
    for (std::size_t i = 0; good_ && i < words.size(); ++i) {
      if (!rest_.starts_with(words[i])) continue;
      rest_.remove_prefix(words[i].size());
      return static_cast<unsigned>(i + 1);
    }
    good_ = false;
    return 0;
  }

  /// Decimals of a second, as many as there are, or none.
  std::chrono::nanoseconds decimals() noexcept {
    std::chrono::nanoseconds value{0};
    if (!good_ || !next_is('.')) return value;
    rest_.remove_prefix(1);
    good_ = !rest_.empty() && is_digit(rest_.front());
    for (std::chrono::nanoseconds unit = std::chrono::milliseconds(100); !rest_.empty() && is_digit(rest_.front());
         unit /= 10) {
      value += unit * (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }

 private:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

  std::string_view rest_;
  bool good_ = true;
};

}  // namespace dataarts

#endif
