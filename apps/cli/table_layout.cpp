#include "table_layout.hpp"

#include <algorithm>
#include <numeric>

namespace dataarts::cli {

std::vector<std::size_t> share_width(std::vector<std::size_t> wanted, std::size_t limit) {
  for (auto& width : wanted) width = std::max<std::size_t>(width, 1);
  if (limit == 0 || wanted.empty()) return wanted;
  auto const gaps = column_gap * (wanted.size() - 1);
  auto const available = limit > gaps ? limit - gaps : 0;
  for (auto& width : wanted) width = std::min(width, std::max<std::size_t>(available, 1));
  auto total = std::accumulate(wanted.begin(), wanted.end(), std::size_t{0});
  while (total > available) {
    auto const widest = std::max_element(wanted.rbegin(), wanted.rend());  // of equal ones the last
    if (*widest == 1) break;
    --*widest;
    --total;
  }
  return wanted;
}

void table_line::cell(std::string_view text, std::string_view style) {
  auto const width = widths_[column_];
  auto const shown = cut_ ? apps::truncate(text, width) : std::string(text);
  auto const taken = apps::display_width(shown);
  auto const blanks = width > taken ? width - taken : 0;
  auto const right = sides_[column_] == apps::align::right;
  if (!shown.empty()) {
    line_.append(pending_blanks_ + (right ? blanks : 0), ' ');
    pending_blanks_ = 0;
    line_ += style;
    line_ += shown;
    if (!style.empty()) line_ += "\x1b[0m";
    if (!right) pending_blanks_ = blanks;
  } else {
    pending_blanks_ += width;
  }
  pending_blanks_ += column_gap;
  ++column_;
}

void table_line::end(std::string& out) {
  out += line_;
  out += '\n';
  line_.clear();
  pending_blanks_ = 0;
  column_ = 0;
}

}  // namespace dataarts::cli
