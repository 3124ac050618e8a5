#include "answer_format.hpp"
#include "answer_notes.hpp"
#include "csv_text.hpp"
#include "display_text.hpp"
#include "failure_text.hpp"
#include "result_grid.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

// A rendered answer is a list of parts, each a mark, the length of a text in decimal, a colon, and the text.
constexpr char header_mark = 'h';  // a header line; the rows behind it belong below it
constexpr char rows_mark = 'r';
constexpr char note_mark = 'n';

// The rows of the results, each with the reference and the number of the result before it.
class csv_rows_format final : public answer_format {
 public:
  explicit csv_rows_format(page const& on) : terminal_(on.terminal) {}

  void add(answered_query const& answer, output_texts& out) override {
    walk(answer, [&](char mark, std::string& text) {
      take(mark, text, out);
      text.clear();
    });
  }

  std::string render(answered_query const& answer) const override {
    std::string rendered;
    walk(answer, [&](char mark, std::string& text) {
      rendered += fmt::format("{}{}:", mark, text.size());
      rendered += text;
      text.clear();
    });
    return rendered;
  }

  void put(std::string_view rendered, output_texts& out) override {
    while (!rendered.empty()) {
      auto const colon = rendered.find(':');
      auto const size = std::stoul(std::string(rendered.substr(1, colon - 1)));
      take(rendered.front(), rendered.substr(colon + 1, size), out);
      rendered.remove_prefix(colon + 1 + size);
    }
  }

  void end(output_texts&) override {}

 private:
  // Gives the parts of an answer one by one, its rows in pieces.
  template <class Taker>
  void walk(answered_query const& answer, Taker const& part) const {
    if (!answer.outcome) {
      auto text =
          note(answer, fmt::format("{}: {}", code_of(answer.outcome.error()), message_of(answer.outcome.error())));
      part(note_mark, text);
      return;
    }
    std::size_t number = 0;
    std::size_t written = 0;
    std::string text;
    for (auto const& result : answer.outcome->results()) {
      ++number;
      result_grid const grid(result);
      if (grid.columns().empty()) continue;
      text = header(grid);
      part(header_mark, text);
      for (std::size_t i = 0; i < grid.rows(); ++i) {
        add_row(text, answer.ref, number, grid.row(i));
        if (text.size() >= output_texts::piece) part(rows_mark, text);
      }
      if (!text.empty()) part(rows_mark, text);
      ++written;
    }
    if (written != 0 && answer.outcome->status() == run_status::finished) return;
    auto const remark = remark_on(answer.outcome);
    text = note(answer, fmt::format("{}{}{}", answer.outcome->status_text(), remark.empty() ? "" : ": ", remark));
    part(note_mark, text);
  }

  // CSV has no place for an answer without rows, so it is told on standard error.
  static std::string note(answered_query const& answer, std::string const& what) {
    return fmt::format("dataarts: {}: {}\n", label_of(answer.ref), apps::escape_controls(what));
  }

  std::string header(result_grid const& grid) const {
    std::string text;
    csv_writer writer(terminal_);
    for (std::string_view const name : {"script", "instance", "workspace", "result"}) writer.field(text, name);
    for (auto const& name : grid.columns()) writer.field(text, name);
    writer.end_line(text);
    return text;
  }

  void add_row(std::string& text, instance_ref const& ref, std::size_t number,
               std::vector<std::string_view> const& cells) const {
    csv_writer writer(terminal_);
    writer.field(text, ref.script());
    writer.field(text, ref.instance());
    writer.field(text, ref.workspace());
    writer.field(text, fmt::format("{}", number));
    for (auto const& cell : cells) writer.field(text, cell);
    writer.end_line(text);
  }

  // A new header where the columns change, after an empty line, so that no row stands under the wrong names.
  void take(char mark, std::string_view text, output_texts& out) {
    if (mark == note_mark) {
      out.notes += text;
      return;
    }
    if (mark == header_mark) {
      if (text == header_) return;
      if (!header_.empty()) out.results += '\n';
      header_ = text;
    }
    out.results += text;
    out.grown();
  }

  bool terminal_;
  std::string header_;
};

}  // namespace

std::unique_ptr<answer_format> make_csv_rows_format(page const& on) { return std::make_unique<csv_rows_format>(on); }

}  // namespace dataarts::cli
