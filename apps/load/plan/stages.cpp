#include "plan/stages.hpp"

#include "duration_text.hpp"
#include "plan/exact_duration.hpp"
#include "plan/plan_error.hpp"
#include "plan/rate_units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>

namespace dataarts::load {
namespace {

struct rate_unit {
  std::string_view name;
  double seconds;
};

constexpr std::array<rate_unit, 3> known_rate_units{{{"s", 1}, {"min", 60}, {"h", 3600}}};

// A piece of a text and where it is there.
struct piece_of_text {
  std::string_view text;
  std::size_t at = 0;

  piece_of_text part(std::size_t begin, std::size_t size = std::string_view::npos) const {
    return {text.substr(begin, size), at + begin};
  }

  piece_of_text trimmed() const {
    auto const begin = std::min(text.find_first_not_of(" \t"), text.size());
    auto const end = text.find_last_not_of(" \t");
    return part(begin, end == std::string_view::npos ? 0 : end + 1 - begin);
  }
};

// What is wrong with a text, told with the character where it is; bytes that continue a character do not count.
class stages_reader {
 public:
  explicit stages_reader(std::string_view whole) noexcept : whole_(whole) {}

  std::vector<rate_stage> stages() const {
    std::vector<rate_stage> made;
    piece_of_text rest{whole_, 0};
    for (;;) {
      auto const comma = rest.text.find(',');
      made.push_back(stage(rest.part(0, comma).trimmed()));
      if (comma == std::string_view::npos) return made;
      rest = rest.part(comma + 1);
    }
  }

  double rate(piece_of_text piece) const { return rate(piece, {}); }

 private:
  rate_stage stage(piece_of_text piece) const {
    if (piece.text.empty()) refuse(piece, "a stage is missing; expected such as 500/s:5m or 0->500/s:30s");
    auto const colon = piece.text.find(':');
    if (colon == std::string_view::npos) {
      refuse(piece,
             fmt::format("\"{}\" does not say how long; expected a colon and a duration, as in 500/s:5m", piece.text));
    }
    auto const rates = piece.part(0, colon).trimmed();
    auto const lasting = piece.part(colon + 1).trimmed();
    auto const duration = apps::parse_duration(lasting.text);
    if (!duration) {
      refuse(lasting, fmt::format("\"{}\" is no duration; expected such as 30s, 1m30s or 250ms", lasting.text));
    }
    if (duration->count() == 0) refuse(lasting, "a stage of no length; expected such as 30s");

    for (std::string_view const arrow : {"->", "→"}) {
      auto const found = rates.text.find(arrow);
      if (found == std::string_view::npos) continue;
      auto const to = rates.part(found + arrow.size()).trimmed();
      auto const slash = to.text.find('/');
      auto const unit = slash == std::string_view::npos ? std::string_view() : to.text.substr(slash);
      auto const second = rate(to);
      return {rate(rates.part(0, found).trimmed(), unit), second, *duration};
    }
    auto const constant = rate(rates);
    return {constant, constant, *duration};
  }

  // `unit`: what it is if none is given, with its slash.
  double rate(piece_of_text piece, std::string_view unit) const {
    constexpr std::string_view expected = "expected such as 500/s, 300/min or 0.5/s";
    if (piece.text.empty()) refuse(piece, fmt::format("a rate is missing; {}", expected));
    auto const slash = std::min(piece.text.find('/'), piece.text.size());
    auto const number = piece.part(0, slash).trimmed();
    double value = 0;
    auto const* const end = number.text.data() + number.text.size();
    auto const parsed = std::from_chars(number.text.data(), end, value, std::chars_format::fixed);
    if (number.text.starts_with('-')) refuse(number, fmt::format("the rate {} is below 0; {}", number.text, expected));
    if (parsed.ec != std::errc() || parsed.ptr != end || !(value < 1e15)) {
      refuse(number, fmt::format("\"{}\" is no number; {}", number.text, expected));
    }
    if (slash == piece.text.size() && unit.empty()) {
      refuse(piece, fmt::format("the rate {} has no unit; {}", piece.text, expected));
    }
    auto const named = slash == piece.text.size() ? piece_of_text{unit.substr(1), piece.at} : piece.part(slash + 1);
    auto const name = named.trimmed();
    for (auto const& each : known_rate_units) {
      if (each.name != name.text) continue;
      auto const per_second = value / each.seconds;
      if (per_second > highest_rate) {
        refuse(piece, fmt::format("the rate {} is higher than the highest, {:.0f}/s", piece.text, highest_rate));
      }
      if (value > 0 && to_units(per_second) == 0) {
        refuse(piece, fmt::format("the rate {} is lower than the lowest, 0.000001/h", piece.text));
      }
      return per_second;
    }
    refuse(name, fmt::format("\"{}\" is no unit of a rate; expected s, min or h, as in 300/min", name.text));
  }

  [[noreturn]] void refuse(piece_of_text where, std::string const& why) const {
    auto const before = whole_.substr(0, where.at);
    auto const column = 1 + std::count_if(before.begin(), before.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    throw plan_error(fmt::format("character {}: {}", column, why));
  }

  std::string_view whole_;
};

// With as few digits as give the same number of a unit again.
std::optional<std::string> in_unit(double per_second, rate_unit const& unit, int digits) {
  auto text = fmt::format("{:.{}f}", per_second * unit.seconds, digits);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (value / unit.seconds != per_second) return std::nullopt;
  return text + '/' + std::string(unit.name);
}

}  // namespace

double parse_rate(std::string_view text) { return stages_reader(text).rate(piece_of_text{text, 0}.trimmed()); }

std::vector<rate_stage> parse_stages(std::string_view text) { return stages_reader(text).stages(); }

std::vector<rate_stage> constant_rate(double per_second, std::chrono::nanoseconds lasting) {
  return {{per_second, per_second, lasting}};
}

std::chrono::nanoseconds length_of(std::span<rate_stage const> stages) noexcept {
  std::chrono::nanoseconds sum{0};
  for (auto const& each : stages) sum += each.lasting;
  return sum;
}

std::string rate_text(double per_second) {
  for (int digits = 0; digits < 6; ++digits) {
    for (auto const& unit : known_rate_units) {
      if (auto text = in_unit(per_second, unit, digits)) return *text;
    }
  }
  std::array<char, 400> text{};
  auto const end = std::to_chars(text.data(), text.data() + text.size(), per_second, std::chars_format::fixed);
  return std::string(text.data(), end.ptr) + "/s";
}

std::string stages_text(std::span<rate_stage const> stages) {
  std::string text;
  for (auto const& each : stages) {
    if (!text.empty()) text += ',';
    if (each.from != each.to) text += rate_text(each.from) + "->";
    text += rate_text(each.to) + ':' + exact_duration_text(each.lasting);
  }
  return text;
}

}  // namespace dataarts::load
