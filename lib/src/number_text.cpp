#include "number_text.hpp"

#include <charconv>
#include <cstddef>
#include <limits>
#include <system_error>

namespace dataarts {

namespace {

/// A JSON number taken apart: sign, digits without zeros at either end, and the power of ten of the last digit.
///
/// The digits stay where they are in the text; `next_digit` walks over them and skips the point.
struct decimal {
  bool valid = false;
  bool negative = false;
  std::size_t digit_count = 0;  // 0 for the value zero
  std::size_t first = 0;        // index of the first digit that is not zero
  std::int64_t last_exponent = 0;

  explicit decimal(std::string_view text) noexcept {
    std::size_t at = 0;
    auto const digit_at = [&](std::size_t index) {
      return index < text.size() && text[index] >= '0' && text[index] <= '9';
    };
    if (at < text.size() && text[at] == '-') {
      negative = true;
      ++at;
    }
    if (!digit_at(at)) return;
    auto const zero_first = text[at] == '0';
    std::size_t seen = 0;         // digits since the first that is not zero, it included
    std::size_t significant = 0;  // `seen` at the last digit that is not zero
    std::int64_t exponent = 0;    // of the last digit that is not zero, before the exponent part
    std::int64_t position = 0;    // digits after the point so far
    auto const take = [&] {
      if (text[at] != '0') {
        if (seen == 0) first = at;
        significant = ++seen;
        exponent = -position;
      } else if (seen != 0) {
        ++seen;
      }
      ++at;
    };
    auto const integer_from = at;
    while (digit_at(at)) take();
    if (zero_first && at - integer_from > 1) return;
    // Zeros between the last digit that counts and the point.
    if (significant != 0) exponent = static_cast<std::int64_t>(seen - significant);
    if (at < text.size() && text[at] == '.') {
      ++at;
      if (!digit_at(at)) return;
      while (digit_at(at)) {
        ++position;
        take();
      }
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
      ++at;
      auto const minus = at < text.size() && text[at] == '-';
      if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
      if (!digit_at(at)) return;
      std::int64_t written = 0;
      for (; digit_at(at); ++at) {
        if (written < 1'000'000'000'000) written = written * 10 + (text[at] - '0');
      }
      exponent += minus ? -written : written;
    }
    valid = at == text.size();
    digit_count = significant;
    last_exponent = significant == 0 ? 0 : exponent;
  }
};

char next_digit(std::string_view text, std::size_t& at) noexcept {
  if (text[at] == '.') ++at;
  return text[at++];
}

/// A number of at most 15 digits, perhaps with a point between them, and no exponent: its digits as an integer fit a
/// double exactly, and so does the power of ten below them, which makes their quotient the nearest double.
std::optional<double> plain_double(std::string_view text) noexcept {
  constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  constexpr std::size_t longest = 16;  // the point included
  auto const negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > longest) return std::nullopt;
  if (text.front() == '0' && text.size() > 1 && text[1] != '.') return std::nullopt;
  std::uint64_t digits = 0;
  std::size_t behind_point = 0;
  auto point_seen = false;
  for (auto const c : text) {
    if (c == '.' && !point_seen) {
      point_seen = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digits = digits * 10 + static_cast<unsigned>(c - '0');
    behind_point += point_seen ? 1 : 0;
  }
  auto const digit_count = text.size() - (point_seen ? 1 : 0);
  if (digit_count > 15 || digit_count == behind_point || text.back() == '.') return std::nullopt;
  auto const value = static_cast<double>(digits) / powers[behind_point];
  return negative ? -value : value;
}

struct integer {
  bool negative;
  std::uint64_t magnitude;
};

std::optional<integer> integer_of(std::string_view text) noexcept {
  decimal const parts(text);
  if (!parts.valid || parts.last_exponent < 0) return std::nullopt;
  if (parts.digit_count > 20 || parts.last_exponent > 20) return std::nullopt;
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t value = 0;
  auto const push = [&value](unsigned digit) {
    if (value > (most - digit) / 10) return false;
    value = value * 10 + digit;
    return true;
  };
  auto at = parts.first;
  for (std::size_t i = 0; i < parts.digit_count; ++i) {
    if (!push(static_cast<unsigned>(next_digit(text, at) - '0'))) return std::nullopt;
  }
  for (std::int64_t i = 0; i < parts.last_exponent; ++i) {
    if (!push(0)) return std::nullopt;
  }
  return integer{parts.negative, value};
}

}  // namespace

std::optional<std::int64_t> int64_of(std::string_view text) noexcept {
  auto const value = integer_of(text);
  if (!value) return std::nullopt;
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (value->negative) {
    if (value->magnitude > most + 1) return std::nullopt;
    return static_cast<std::int64_t>(~value->magnitude + 1);
  }
  if (value->magnitude > most) return std::nullopt;
  return static_cast<std::int64_t>(value->magnitude);
}

std::optional<std::uint64_t> uint64_of(std::string_view text) noexcept {
  auto const value = integer_of(text);
  if (!value || (value->negative && value->magnitude != 0)) return std::nullopt;
  return value->magnitude;
}

std::optional<double> double_of(std::string_view text) noexcept {
  if (auto const plain = plain_double(text)) return plain;
  decimal const parts(text);
  if (!parts.valid) return std::nullopt;
  double value = 0;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec == std::errc()) return value;
  // Out of range, on one side or the other: the power of ten of the first digit tells which.
  if (parts.last_exponent + static_cast<std::int64_t>(parts.digit_count) > 0) return std::nullopt;
  return parts.negative ? -0.0 : 0.0;
}

bool double_keeps_digits(std::string_view number) noexcept {
  decimal const sent(number);
  if (!sent.valid) return false;
  if (sent.digit_count == 0) return true;
  if (sent.digit_count > std::numeric_limits<double>::max_digits10) return false;
  double value = 0;
  auto const read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc()) return false;
  char shortest[32];
  auto const written = std::to_chars(shortest, shortest + sizeof shortest, value, std::chars_format::scientific);
  std::string_view const back_text(shortest, static_cast<std::size_t>(written.ptr - shortest));
  decimal const back(back_text);
  if (back.digit_count != sent.digit_count || back.last_exponent != sent.last_exponent) return false;
  auto sent_at = sent.first;
  auto back_at = back.first;
  for (std::size_t i = 0; i < sent.digit_count; ++i) {
    if (next_digit(number, sent_at) != next_digit(back_text, back_at)) return false;
  }
  return true;
}

cell_kind number_kind(std::string_view number) noexcept {
  if (number.find_first_of(".eE") == number.npos) {
    if (int64_of(number)) return cell_kind::int64;
    if (uint64_of(number)) return cell_kind::uint64;
  }
  return double_keeps_digits(number) ? cell_kind::float64 : cell_kind::decimal;
}

}  // namespace dataarts
