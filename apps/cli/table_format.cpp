#include "answer_format.hpp"
#include "answer_notes.hpp"
#include "run_totals.hpp"
#include "status_style.hpp"
#include "table_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::cli {
namespace {

constexpr std::size_t column_count = 6;
constexpr std::size_t status_column = 2;
constexpr std::array<std::string_view, column_count> titles{"SCRIPT", "INSTANCE", "STATUS", "TIME", "ROWS", "MESSAGE"};

struct table_row {
  std::array<std::string, column_count> cells;
  std::string colour;
};

table_row row_of(answered_query const& answer) {
  table_row made{{apps::escape_controls(script_label(answer.ref)),
                  apps::escape_controls(answer.ref.instance()),
                  status_word(answer.outcome),
                  {},
                  {},
                  apps::escape_controls(short_remark_on(answer.outcome))},
                 std::string(status_colour(answer.outcome))};
  if (!answer.outcome) return made;
  auto const totals = totals_of(*answer.outcome);
  if (totals.seconds) made.cells[3] = format_seconds(*totals.seconds);
  if (totals.rows) made.cells[4] = fmt::format("{}", *totals.rows);
  return made;
}

// One line per answer. The first lines are held back until there is a screenful, since they fix the columns; all
// others are written at once.
class table_format final : public answer_format {
 public:
  explicit table_format(page const& on) : page_(on), sides_(column_count, apps::align::left) {
    sides_[3] = sides_[4] = apps::align::right;
  }

  void add(answered_query const& answer, output_texts& out) override { take(row_of(answer), out); }

  // The cells hold no control characters, so one of these can stand between them.
  std::string render(answered_query const& answer) const override {
    auto const row = row_of(answer);
    std::string text(row.colour);
    for (auto const& cell : row.cells) text.append(1, '\0').append(cell);
    return text;
  }

  void put(std::string_view rendered, output_texts& out) override {
    table_row row;
    auto const next = [&rendered] {
      auto const part = rendered.substr(0, rendered.find('\0'));
      rendered.remove_prefix(std::min(part.size() + 1, rendered.size()));
      return part;
    };
    row.colour = next();
    for (auto& cell : row.cells) cell = next();
    take(std::move(row), out);
  }

  void settle(output_texts& out) override {
    if (has_columns_ || held_.empty()) return;
    std::vector<std::size_t> wanted;
    for (std::size_t i = 0; i < column_count; ++i) {
      wanted.push_back(titles[i].size());
      for (auto const& row : held_) wanted[i] = std::max(wanted[i], apps::display_width(row.cells[i]));
    }
    widths_ = share_width(std::move(wanted), page_.columns);
    // The last column may use what the lines have left: later messages can be longer than the first ones.
    std::size_t used = column_gap * (column_count - 1);
    for (auto const width : widths_) used += width;
    if (page_.columns > used) widths_.back() += page_.columns - used;
    has_columns_ = true;

    table_line line(widths_, sides_, page_.columns != 0);
    for (auto const title : titles) line.cell(title);
    line.end(out.results);
    for (auto const& row : held_) write(row, out.results);
    held_ = {};
  }

  void end(output_texts& out) override { settle(out); }

 private:
  void take(table_row row, output_texts& out) {
    if (has_columns_) {
      write(row, out.results);
      return;
    }
    held_.push_back(std::move(row));
    if (held_.size() >= std::max<std::size_t>(page_.lines, 2)) settle(out);
  }

  void write(table_row const& row, std::string& out) const {
    table_line line(widths_, sides_, page_.columns != 0);
    for (std::size_t i = 0; i < column_count; ++i) {
      line.cell(row.cells[i], i == status_column && page_.colour ? std::string_view(row.colour) : std::string_view());
    }
    line.end(out);
  }

  page page_;
  std::vector<apps::align> sides_;
  std::vector<std::size_t> widths_;
  std::vector<table_row> held_;
  bool has_columns_ = false;
};

}  // namespace

std::unique_ptr<answer_format> make_table_format(page const& on) { return std::make_unique<table_format>(on); }

}  // namespace dataarts::cli
