#include "answer_format.hpp"
#include "answer_notes.hpp"
#include "csv_text.hpp"
#include "display_text.hpp"
#include "failure_text.hpp"
#include "result_grid.hpp"
#include "run_totals.hpp"

#include <fmt/format.h>

#include <string_view>
#include <vector>

namespace dataarts::cli {
namespace {

// One line per answer.
class csv_format final : public answer_format {
 public:
  explicit csv_format(page const& on) : writer_(on.terminal) {}

  void add(answered_query const& answer, output_texts& out) override {
    header(out.results);
    auto& text = out.results;
    writer_.field(text, answer.ref.script());
    writer_.field(text, answer.ref.instance());
    writer_.field(text, answer.ref.workspace());
    if (answer.outcome) {
      add_run(text, *answer.outcome);
    } else {
      for (int i = 0; i < 3; ++i) writer_.field(text, {});
    }
    writer_.field(text, remark_on(answer.outcome));
    if (answer.outcome) {
      for (int i = 0; i < 4; ++i) writer_.field(text, {});
    } else {
      add_failure(text, answer.outcome.error());
    }
    writer_.end_line(text);
  }

  void end(output_texts& out) override { header(out.results); }

 private:
  void header(std::string& text) {
    if (has_header_) return;
    has_header_ = true;
    for (std::string_view const name : {"script", "instance", "workspace", "status", "duration", "row_count", "message",
                                        "error_code", "http_status", "condition", "request_id"}) {
      writer_.field(text, name);
    }
    writer_.end_line(text);
  }

  void add_run(std::string& text, script_instance const& run) {
    auto const totals = totals_of(run);
    writer_.field(text, run.status_text());
    writer_.field(text, totals.seconds ? fmt::format("{}", *totals.seconds) : std::string());
    writer_.field(text, totals.rows ? fmt::format("{}", *totals.rows) : std::string());
  }

  void add_failure(std::string& text, failure const& why) {
    writer_.field(text, code_of(why));
    writer_.field(text, why.http_status() != 0 ? fmt::format("{}", why.http_status()) : std::string());
    writer_.field(text, to_string(why.kind()));
    writer_.field(text, why.request_id());
  }

  csv_writer writer_;
  bool has_header_ = false;
};

// The rows of the results, each with the reference and the number of the result before it.
class csv_rows_format final : public answer_format {
 public:
  explicit csv_rows_format(page const& on) : writer_(on.terminal) {}

  void add(answered_query const& answer, output_texts& out) override {
    if (!answer.outcome) {
      note(answer, out, fmt::format("{}: {}", code_of(answer.outcome.error()), message_of(answer.outcome.error())));
      return;
    }
    std::size_t number = 0;
    std::size_t written = 0;
    for (auto const& result : answer.outcome->results()) {
      ++number;
      result_grid const grid(result);
      if (grid.columns().empty()) continue;
      header(out.results, grid.columns());
      for (std::size_t i = 0; i < grid.rows(); ++i) add_row(out.results, answer.ref, number, grid.row(i));
      ++written;
    }
    if (written != 0 && answer.outcome->status() == run_status::finished) return;
    auto const remark = remark_on(answer.outcome);
    note(answer, out, fmt::format("{}{}{}", answer.outcome->status_text(), remark.empty() ? "" : ": ", remark));
  }

  void end(output_texts&) override {}

 private:
  // CSV has no place for an answer without rows, so it is told on standard error.
  static void note(answered_query const& answer, output_texts& out, std::string const& what) {
    out.notes += fmt::format("dataarts: {}: {}\n", label_of(answer.ref), apps::escape_controls(what));
  }

  // A new header where the columns change, after an empty line, so that no row stands under the wrong names.
  void header(std::string& text, std::vector<std::string> const& columns) {
    if (has_header_ && columns == columns_) return;
    if (has_header_) text += '\n';
    has_header_ = true;
    columns_ = columns;
    for (std::string_view const name : {"script", "instance", "workspace", "result"}) writer_.field(text, name);
    for (auto const& name : columns) writer_.field(text, name);
    writer_.end_line(text);
  }

  void add_row(std::string& text, instance_ref const& ref, std::size_t number,
               std::vector<std::string_view> const& cells) {
    writer_.field(text, ref.script());
    writer_.field(text, ref.instance());
    writer_.field(text, ref.workspace());
    writer_.field(text, fmt::format("{}", number));
    for (auto const& cell : cells) writer_.field(text, cell);
    writer_.end_line(text);
  }

  csv_writer writer_;
  std::vector<std::string> columns_;
  bool has_header_ = false;
};

}  // namespace

std::unique_ptr<answer_format> make_csv_format(page const& on) { return std::make_unique<csv_format>(on); }

std::unique_ptr<answer_format> make_csv_rows_format(page const& on) { return std::make_unique<csv_rows_format>(on); }

}  // namespace dataarts::cli
