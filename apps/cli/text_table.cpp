#include "text_table.hpp"

#include "table_layout.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::cli {

void append_text_table(std::string& out, std::span<std::string_view const> titles,
                       std::vector<std::vector<std::string>> rows, std::size_t width) {
  std::vector<std::size_t> wanted;
  for (auto const title : titles) wanted.push_back(title.size());
  for (auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = apps::escape_controls(row[i]);
      wanted[i] = std::max(wanted[i], apps::display_width(row[i]));
    }
  }
  auto const widths = share_width(std::move(wanted), width);
  std::vector<apps::align> const sides(titles.size(), apps::align::left);
  table_line line(widths, sides, width != 0);
  for (auto const title : titles) line.cell(title);
  line.end(out);
  for (auto const& row : rows) {
    for (auto const& cell : row) line.cell(cell);
    line.end(out);
  }
}

}  // namespace dataarts::cli
