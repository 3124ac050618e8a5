#include "answer_format.hpp"
#include "answer_notes.hpp"
#include "result_grid.hpp"
#include "run_totals.hpp"
#include "status_style.hpp"
#include "table_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::cli {
namespace {

std::string count_of_rows(std::int64_t rows) { return fmt::format("{} row{}", rows, rows == 1 ? "" : "s"); }

// The rows of the results as tables, under one line that says whose they are.
class rows_format final : public answer_format {
 public:
  explicit rows_format(page const& on) : page_(on) {}

  void add(answered_query const& answer, output_texts& out) override {
    begin(out);
    write_all(answer, out);
  }

  std::string render(answered_query const& answer) const override {
    output_texts out;
    write_all(answer, out);
    return std::move(out.results);
  }

  void put(std::string_view rendered, output_texts& out) override {
    begin(out);
    out.results += rendered;
  }

  void end(output_texts&) override {}

 private:
  void begin(output_texts& out) {
    if (!first_) out.results += '\n';
    first_ = false;
  }

  void write_all(answered_query const& answer, output_texts& out) const {
    title(out.results, answer);
    if (!answer.outcome) return;
    auto const results = answer.outcome->results();
    for (std::size_t i = 0; i < results.size(); ++i) {
      auto const result = results[i];
      if (results.size() > 1) subtitle(out.results, i + 1, result);
      write(out, result_grid(result));
    }
  }

  void title(std::string& text, answered_query const& answer) const {
    text += label_of(answer.ref);
    text += " · ";
    auto const word = status_word(answer.outcome);
    text += page_.colour ? fmt::format("{}{}\x1b[0m", status_colour(answer.outcome), word) : word;
    if (answer.outcome) {
      auto const totals = totals_of(*answer.outcome);
      if (totals.rows) text += " · " + count_of_rows(*totals.rows);
      if (totals.seconds) text += " · " + format_seconds(*totals.seconds);
    }
    auto const remark = short_remark_on(answer.outcome);
    if (!remark.empty()) text += " · " + apps::escape_controls(remark);
    text += '\n';
  }

  static void subtitle(std::string& text, std::size_t number, run_result const& result) {
    fmt::format_to(std::back_inserter(text), "result {}", number);
    auto const rows = result.row_count().value_or(static_cast<std::int64_t>(result.rows().size()));
    text += " · " + count_of_rows(rows);
    if (auto const seconds = result.duration()) text += " · " + format_seconds(*seconds);
    if (auto const message = result.message(); message && !message->empty()) {
      text += " · " + apps::escape_controls(*message);
    }
    text += '\n';
  }

  void write(output_texts& out, result_grid const& grid) const {
    auto const columns = grid.columns().size();
    if (columns == 0) return;
    std::vector<std::string> names;
    std::vector<std::size_t> wanted;
    for (auto const& name : grid.columns()) {
      names.push_back(apps::escape_controls(name));
      wanted.push_back(apps::display_width(names.back()));
    }
    for (std::size_t i = 0; i < grid.rows(); ++i) {
      auto const cells = grid.row(i);
      for (std::size_t c = 0; c < columns; ++c) {
        wanted[c] = std::max(wanted[c], apps::display_width(apps::escape_controls(cells[c])));
      }
    }
    auto const widths = share_width(wanted, page_.columns);
    if (is_readable(wanted, widths)) {
      write_table(out, grid, names, widths);
    } else {
      write_records(out, grid, names);
    }
  }

  // A table of stumps helps nobody: a column keeps at least 8 characters, and the line has to fit.
  bool is_readable(std::vector<std::size_t> const& wanted, std::vector<std::size_t> const& widths) const {
    if (page_.columns == 0) return true;
    constexpr std::size_t least = 8;
    std::size_t used = column_gap * (widths.size() - 1);
    for (std::size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] < std::min(wanted[i], least)) return false;
      used += widths[i];
    }
    return used <= page_.columns;
  }

  void write_table(output_texts& out, result_grid const& grid, std::vector<std::string> const& names,
                   std::vector<std::size_t> const& widths) const {
    std::vector<apps::align> sides;
    for (std::size_t c = 0; c < names.size(); ++c) {
      sides.push_back(grid.is_numeric(c) ? apps::align::right : apps::align::left);
    }
    table_line line(widths, sides, page_.columns != 0);
    for (auto const& name : names) line.cell(name);
    line.end(out.results);
    for (auto const width : widths) line.cell(std::string(width, '-'));
    line.end(out.results);
    for (std::size_t i = 0; i < grid.rows(); ++i) {
      for (auto const& cell : grid.row(i)) line.cell(apps::escape_controls(cell));
      line.end(out.results);
      out.grown();
    }
  }

  // One line per cell: "NAME  VALUE".
  void write_records(output_texts& out, result_grid const& grid, std::vector<std::string> const& names) const {
    std::size_t name_width = 1;
    for (auto const& name : names) name_width = std::max(name_width, apps::display_width(name));
    name_width = std::min(name_width, std::max<std::size_t>(page_.columns / 2, 1));
    auto const left = name_width + column_gap;
    std::vector<std::size_t> const widths{name_width, page_.columns > left ? page_.columns - left : 1};
    std::vector<apps::align> const sides(2, apps::align::left);
    table_line line(widths, sides, true);
    for (std::size_t i = 0; i < grid.rows(); ++i) {
      fmt::format_to(std::back_inserter(out.results), "- row {} -\n", i + 1);
      auto const cells = grid.row(i);
      for (std::size_t c = 0; c < names.size(); ++c) {
        line.cell(names[c]);
        line.cell(apps::escape_controls(cells[c]));
        line.end(out.results);
      }
      out.grown();
    }
  }

  page page_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<answer_format> make_rows_format(page const& on) { return std::make_unique<rows_format>(on); }

}  // namespace dataarts::cli
