#ifndef DATAARTS_LOAD_REPORT_TEXT_PAGE_HPP
#define DATAARTS_LOAD_REPORT_TEXT_PAGE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::load {

struct text_style {
  bool unicode = true;  ///< false: ASCII only
  bool colour = false;  ///< escape sequences, for a terminal
  std::size_t width = 80;
};

enum class text_colour : unsigned char { plain, bold, good, bad, alarm, dim };

/// The text between the sequences that switch a colour on and off; the text alone if it is plain or empty.
std::string coloured(std::string_view text, text_colour colour);

/// Lines of a report, with a column of titles, wrapped at blanks. What comes from outside is made safe for a terminal.
class text_page {
 public:
  static constexpr std::size_t title_width = 13;

  explicit text_page(text_style const& style) : style_(style) {}

  /// `title` in its column, `text` beside it on as many lines as it takes.
  void entry(std::string_view title, std::string_view text, text_colour colour = text_colour::plain);

  /// A line as it is, but cut at the width.
  void line(std::string_view text, text_colour colour = text_colour::plain);

  void gap() { text_ += '\n'; }

  text_style const& style() const noexcept { return style_; }
  std::string take() { return std::move(text_); }

 private:
  void add(std::string_view text, text_colour colour);

  text_style style_;
  std::string text_;
};

/// `count` of `unit`, with an s if they are not one: "1 thread", "1,234 threads".
std::string counted(std::size_t count, std::string_view unit);

}  // namespace dataarts::load

#endif
