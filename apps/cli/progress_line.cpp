#include "progress_line.hpp"

#include "duration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace dataarts::cli {

std::string progress_line(tally const& counted, std::optional<expected_total> total, double rate) {
  auto text = with_commas(counted.total());
  auto const known = total && total->count > 0;
  if (known) {
    auto const all = std::max(total->count, counted.total());
    text += fmt::format(" of {}{} ({}%)", total->exact ? "" : "~", with_commas(all), counted.total() * 100 / all);
  }
  if (rate > 0) text += fmt::format(" · {}/s", with_commas(static_cast<std::uint64_t>(std::llround(rate))));
  if (known && rate > 0 && total->count > counted.total()) {
    std::chrono::duration<double> const left(static_cast<double>(total->count - counted.total()) / rate);
    constexpr std::chrono::duration<double> longest = std::chrono::hours(24 * 1000);
    if (left < longest) {
      text += " · " + time_left_text(std::chrono::duration_cast<std::chrono::nanoseconds>(left));
    }
  }
  auto const counts = counted.counts();
  if (!counts.empty()) text += " · " + counts;
  return text;
}

std::string time_left_text(std::chrono::nanoseconds left) {
  // Whole seconds are enough: tenths would only flicker.
  auto const seconds = std::chrono::duration_cast<std::chrono::seconds>(left) + std::chrono::seconds(1);
  return (seconds < std::chrono::minutes(1) ? fmt::format("{}s", seconds.count()) : apps::format_duration(seconds)) +
         " left";
}

double rate_meter::update(std::chrono::nanoseconds elapsed, std::uint64_t answers) {
  auto const step = std::chrono::duration<double>(elapsed - before_).count();
  if (step <= 0) return rate_;
  auto const now = static_cast<double>(answers - answers_) / step;
  constexpr double memory_seconds = 3;
  auto const weight = started_ ? 1 - std::exp(-step / memory_seconds) : 1;
  rate_ += weight * (now - rate_);
  started_ = true;
  before_ = elapsed;
  answers_ = answers;
  return rate_;
}

}  // namespace dataarts::cli
