#include "answer_printer.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace dataarts::cli {
namespace {

std::unique_ptr<answer_format> make_format(output_kind output, bool rows, apps::terminal const& out) {
  page on;
  on.terminal = out.is_terminal;
  on.colour = out.colour;
  if (out.is_terminal) on.columns = out.columns;
  constexpr std::size_t lines_of_file = 1000;
  on.lines = out.is_terminal && out.lines > 2 ? out.lines - 2 : lines_of_file;
  switch (output) {
    case output_kind::json:
      return make_json_array_format(on);
    case output_kind::jsonl:
      return make_json_lines_format(on);
    case output_kind::csv:
      return rows ? make_csv_rows_format(on) : make_csv_format(on);
    case output_kind::table:
      break;
  }
  return rows ? make_rows_format(on) : make_table_format(on);
}

}  // namespace

answer_printer::answer_printer(console& to, output_kind output, bool rows, std::function<void()> before_write,
                               std::function<void()> on_broken)
    : console_(to),
      before_write_(std::move(before_write)),
      on_broken_(std::move(on_broken)),
      format_(make_format(output, rows, to.output_terminal)) {
  texts_.relief = [this] { flush(); };
}

void answer_printer::print(answered_query const& answer) {
  format_->add(answer, texts_);
  schedule_flush();
}

void answer_printer::print_in_turn(answered_query const& answer) {
  if (held_.is_next(answer.index)) {
    held_.skip();
    format_->add(answer, texts_);
  } else {
    held_.put(answer.index, format_->render(answer));
  }
  while (auto const ready = held_.take()) {
    format_->put(*ready, texts_);
    texts_.grown();
  }
  schedule_flush();
}

void answer_printer::settle() {
  format_->settle(texts_);
  flush();
}

void answer_printer::end() {
  while (auto const left = held_.take_any()) {
    format_->put(*left, texts_);
    texts_.grown();
  }
  format_->end(texts_);
  flush();
}

// Everything that is ready now is written at once, and nothing that is written waits for what is not ready.
void answer_printer::schedule_flush() {
  texts_.grown();
  if (std::exchange(flush_scheduled_, true)) return;
  boost::asio::post(console_.context, [this] {
    flush_scheduled_ = false;
    flush();
  });
}

void answer_printer::flush() {
  if (texts_.results.empty() && texts_.notes.empty()) return;
  if (console_.output_terminal.is_terminal || !texts_.notes.empty()) before_write_();
  console_.output.write(texts_.results);
  console_.errors.write(texts_.notes);
  if (!console_.output.broken() || std::exchange(told_broken_, true)) return;
  on_broken_();
}

}  // namespace dataarts::cli
