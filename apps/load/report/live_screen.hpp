#ifndef DATAARTS_LOAD_REPORT_LIVE_SCREEN_HPP
#define DATAARTS_LOAD_REPORT_LIVE_SCREEN_HPP

#include "report/text_page.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::load {

/// A piece of a line in one colour.
struct live_span {
  std::string text;
  text_colour colour = text_colour::plain;
};

/// Which lines are left out first when a screen is too low: the highest.
enum class live_rank : unsigned char { vital, useful, detail, spectrum, gap };

/// Lines made of coloured pieces, cut at the width.
class live_screen {
 public:
  explicit live_screen(text_style const& style) : style_(style) {}

  void line(live_rank rank, std::vector<live_span> const& spans);

  /// A title in its column before the rest.
  void titled(live_rank rank, std::string_view title, std::vector<live_span> spans);

  void gap() { lines_.push_back({live_rank::gap, {}}); }

  /// The lines of another one below its own.
  void append(live_screen&& other);

  text_style const& style() const noexcept { return style_; }
  std::size_t size() const noexcept { return lines_.size(); }

  /// How many there are without gaps.
  std::size_t filled() const noexcept;

  /// At most `height` of the lines.
  std::vector<std::string> take(std::size_t height);

 private:
  struct ranked_line {
    live_rank rank;
    std::string text;
  };

  text_style style_;
  std::vector<ranked_line> lines_;
};

/// A bar of `share` (0 to 1) of `width` columns. More than nothing is at least a hair.
std::string live_bar(double share, std::size_t width, bool unicode);

/// A character for each value, as high as its share of the largest one.
std::string live_spark(std::uint64_t value, std::uint64_t largest, bool unicode);

}  // namespace dataarts::load

#endif
