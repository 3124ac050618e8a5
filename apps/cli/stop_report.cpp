#include "stop_report.hpp"

#include "answer_notes.hpp"
#include "csv_text.hpp"
#include "display_text.hpp"
#include "failure_text.hpp"
#include "json_members.hpp"
#include "text_table.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <utility>

namespace dataarts::cli {
namespace {

std::string as_table(std::vector<stopped_run> const& runs, std::size_t width) {
  constexpr std::array<std::string_view, 4> titles{"SCRIPT", "INSTANCE", "STATUS", "MESSAGE"};
  std::vector<std::vector<std::string>> rows;
  for (auto const& run : runs) {
    auto const failed = run.outcome.has_error();
    rows.push_back({script_label(run.ref), std::string(run.ref.instance()),
                    failed ? code_of(run.outcome.error()) : "STOPPED",
                    failed ? message_of(run.outcome.error()) : std::string()});
  }
  std::string text;
  append_text_table(text, titles, std::move(rows), width);
  return text;
}

std::string as_csv(std::vector<stopped_run> const& runs, bool terminal) {
  std::string text;
  csv_writer writer(terminal);
  for (std::string_view const name : {"script", "instance", "workspace", "stopped", "message", "error_code",
                                      "http_status", "condition", "request_id"}) {
    writer.field(text, name);
  }
  writer.end_line(text);
  for (auto const& run : runs) {
    for (auto const part : {run.ref.script(), run.ref.instance(), run.ref.workspace()}) writer.field(text, part);
    if (run.outcome.has_value()) {
      writer.field(text, "true");
      for (int i = 0; i < 5; ++i) writer.field(text, {});
    } else {
      auto const why = run.outcome.error();
      writer.field(text, "false");
      writer.field(text, message_of(why));
      writer.field(text, code_of(why));
      writer.field(text, why.http_status() != 0 ? fmt::format("{}", why.http_status()) : std::string());
      writer.field(text, to_string(why.kind()));
      writer.field(text, why.request_id());
    }
    writer.end_line(text);
  }
  return text;
}

std::string as_json(std::vector<stopped_run> const& runs, output_kind output, bool terminal) {
  auto const array = output == output_kind::json;
  if (runs.empty()) return array ? "[]\n" : "";
  std::string text = array ? "[\n" : "";
  for (auto const& run : runs) {
    if (&run != &runs.front()) text += array ? ",\n" : "\n";
    begin_json_element(text, run.ref);
    if (run.outcome.has_value()) {
      text += ",\"stopped\":true}";
    } else {
      append_json_failure(text, run.outcome.error());
      text += '}';
    }
  }
  text += array ? "\n]\n" : "\n";
  return terminal ? apps::escape_controls_in_json(text) : text;
}

}  // namespace

std::string stop_report(std::vector<stopped_run> const& runs, output_kind output, bool terminal, std::size_t width) {
  switch (output) {
    case output_kind::json:
    case output_kind::jsonl:
      return as_json(runs, output, terminal);
    case output_kind::csv:
      return as_csv(runs, terminal);
    case output_kind::table:
      break;
  }
  return as_table(runs, width);
}

}  // namespace dataarts::cli
