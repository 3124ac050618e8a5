#ifndef DATAARTS_CLI_TABLE_LAYOUT_HPP
#define DATAARTS_CLI_TABLE_LAYOUT_HPP

#include "display_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::cli {

/// The blanks between two columns of a table.
inline constexpr std::size_t column_gap = 2;

/// The widths that the columns get so that a line has at most `limit` columns: the widest give first. With `limit` 0
/// every column gets what it wants. No column gets less than 1, even if the line is too long then.
std::vector<std::size_t> share_width(std::vector<std::size_t> wanted, std::size_t limit);

/// Appends one line. Cells hold no control characters. Blanks at the end of the line are left out.
class table_line {
 public:
  /// @param cut  cells that are wider than their column are truncated; else they push the rest of the line.
  table_line(std::vector<std::size_t> const& widths, std::vector<apps::align> const& sides, bool cut)
      : widths_(widths), sides_(sides), cut_(cut) {}

  /// @param style  an escape sequence for this cell, e.g. a colour; empty for none.
  void cell(std::string_view text, std::string_view style = {});
  void end(std::string& out);

 private:
  std::vector<std::size_t> const& widths_;
  std::vector<apps::align> const& sides_;
  bool cut_;
  std::size_t column_ = 0;
  std::string line_;
  std::size_t pending_blanks_ = 0;
};

}  // namespace dataarts::cli

#endif
