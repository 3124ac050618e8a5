#include "answer_format.hpp"
#include "answer_notes.hpp"
#include "csv_text.hpp"
#include "failure_text.hpp"
#include "run_totals.hpp"

#include <fmt/format.h>

#include <string_view>

namespace dataarts::cli {
namespace {

// One line per answer.
class csv_format final : public answer_format {
 public:
  explicit csv_format(page const& on) : terminal_(on.terminal) {}

  void add(answered_query const& answer, output_texts& out) override { put(render(answer), out); }

  std::string render(answered_query const& answer) const override {
    std::string text;
    csv_writer writer(terminal_);
    writer.field(text, answer.ref.script());
    writer.field(text, answer.ref.instance());
    writer.field(text, answer.ref.workspace());
    if (answer.outcome) {
      add_run(writer, text, *answer.outcome);
    } else {
      for (int i = 0; i < 3; ++i) writer.field(text, {});
    }
    writer.field(text, remark_on(answer.outcome));
    if (answer.outcome) {
      for (int i = 0; i < 4; ++i) writer.field(text, {});
    } else {
      add_failure(writer, text, answer.outcome.error());
    }
    writer.end_line(text);
    return text;
  }

  void put(std::string_view rendered, output_texts& out) override {
    header(out.results);
    out.results += rendered;
  }

  void end(output_texts& out) override { header(out.results); }

 private:
  void header(std::string& text) {
    if (has_header_) return;
    has_header_ = true;
    csv_writer writer(terminal_);
    for (std::string_view const name : {"script", "instance", "workspace", "status", "duration", "row_count", "message",
                                        "error_code", "http_status", "condition", "request_id"}) {
      writer.field(text, name);
    }
    writer.end_line(text);
  }

  static void add_run(csv_writer& writer, std::string& text, script_instance const& run) {
    auto const totals = totals_of(run);
    writer.field(text, run.status_text());
    writer.field(text, totals.seconds ? fmt::format("{}", *totals.seconds) : std::string());
    writer.field(text, totals.rows ? fmt::format("{}", *totals.rows) : std::string());
  }

  static void add_failure(csv_writer& writer, std::string& text, failure const& why) {
    writer.field(text, code_of(why));
    writer.field(text, why.http_status() != 0 ? fmt::format("{}", why.http_status()) : std::string());
    writer.field(text, to_string(why.kind()));
    writer.field(text, why.request_id());
  }

  bool terminal_;
  bool has_header_ = false;
};

}  // namespace

std::unique_ptr<answer_format> make_csv_format(page const& on) { return std::make_unique<csv_format>(on); }

}  // namespace dataarts::cli
