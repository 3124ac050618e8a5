#include "report/live_screen.hpp"

#include <display_text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

namespace dataarts::load {
namespace {

/// As much as fits, cut with a sign that the character set has.
std::string cut_to(std::string_view text, std::size_t width, bool unicode) {
  if (unicode || apps::display_width(text) <= width) return apps::truncate(text, width);
  auto cut = apps::truncate(text, width);
  constexpr std::string_view ellipsis = "…";
  if (cut.ends_with(ellipsis)) cut.replace(cut.size() - ellipsis.size(), ellipsis.size(), "~");
  return cut;
}

}  // namespace

void live_screen::line(live_rank rank, std::vector<live_span> const& spans) {
  std::string text;
  auto room = style_.width;
  for (auto const& each : spans) {
    auto const safe = apps::escape_controls(each.text);
    auto const width = apps::display_width(safe);
    text += coloured(cut_to(safe, room, style_.unicode), style_.colour ? each.colour : text_colour::plain);
    if (width >= room) break;
    room -= width;
  }
  lines_.push_back({rank, std::move(text)});
}

void live_screen::titled(live_rank rank, std::string_view title, std::vector<live_span> spans) {
  spans.insert(spans.begin(), {apps::fit(title, text_page::title_width), text_colour::bold});
  line(rank, spans);
}

void live_screen::append(live_screen&& other) {
  lines_.insert(lines_.end(), std::move_iterator(other.lines_.begin()), std::move_iterator(other.lines_.end()));
  other.lines_.clear();
}

std::size_t live_screen::filled() const noexcept {
  return static_cast<std::size_t>(
      std::count_if(lines_.begin(), lines_.end(), [](auto const& each) { return each.rank != live_rank::gap; }));
}

std::vector<std::string> live_screen::take(std::size_t height) {
  while (lines_.size() > height) {
    // The last one of the least needed.
    auto const least = std::max_element(lines_.rbegin(), lines_.rend(),
                                        [](auto const& one, auto const& other) { return one.rank < other.rank; });
    lines_.erase(std::next(least).base());
  }
  std::vector<std::string> made;
  made.reserve(lines_.size());
  for (auto& each : lines_) made.push_back(std::move(each.text));
  lines_.clear();
  return made;
}

std::string live_bar(double share, std::size_t width, bool unicode) {
  static constexpr std::array<std::string_view, 8> parts{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  constexpr std::size_t in_column = parts.size();
  auto const steps = unicode ? in_column : 1;
  if (share <= 0 || width == 0) return {};
  auto length = static_cast<std::size_t>(std::lround(std::min(share, 1.0) * static_cast<double>(width * steps)));
  length = std::max<std::size_t>(length, 1);
  std::string made;
  for (std::size_t i = 0; i < length / steps; ++i) made += unicode ? "█" : "#";
  if (unicode) made += parts[length % steps];
  return made;
}

std::string live_spark(std::uint64_t value, std::uint64_t largest, bool unicode) {
  static constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  static constexpr std::array<std::string_view, 8> letters{"_", ".", ":", "-", "=", "+", "*", "#"};
  auto const share = largest == 0 ? 0 : static_cast<double>(value) / static_cast<double>(largest);
  auto const level = static_cast<std::size_t>(std::lround(share * static_cast<double>(blocks.size() - 1)));
  return std::string(unicode ? blocks[level] : letters[level]);
}

}  // namespace dataarts::load
