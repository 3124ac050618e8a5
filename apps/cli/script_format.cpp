#include "script_format.hpp"

#include "csv_text.hpp"
#include "display_text.hpp"
#include "json_members.hpp"
#include "text_table.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>
#include <vector>

namespace dataarts::cli {
namespace {

// "2026-01-15T08:30:00Z"; a number that is no time of this age is given as it is.
std::string time_text(std::optional<std::int64_t> milliseconds) {
  if (!milliseconds) return {};
  constexpr std::int64_t end_of_9999 = 253'402'300'800'000;
  if (*milliseconds < 0 || *milliseconds >= end_of_9999) return std::to_string(*milliseconds);
  std::time_t const seconds = *milliseconds / 1000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  auto const size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text.data(), size};
}

std::vector<std::string> cells_of(script const& each) {
  return {each.name.value_or(""), each.type.value_or(""), each.directory.value_or(""),
          each.owner ? *each.owner : each.create_user.value_or(""), time_text(each.modified_at)};
}

std::string as_table(std::span<script const> scripts, std::size_t width) {
  constexpr std::array<std::string_view, 5> titles{"NAME", "TYPE", "DIRECTORY", "OWNER", "MODIFIED"};
  std::vector<std::vector<std::string>> rows;
  for (auto const& each : scripts) rows.push_back(cells_of(each));
  std::string text;
  append_text_table(text, titles, std::move(rows), width);
  return text;
}

std::string as_csv(std::span<script const> scripts, bool terminal) {
  std::string text;
  csv_writer writer(terminal);
  for (std::string_view const name : {"name", "type", "directory", "owner", "modified"}) writer.field(text, name);
  writer.end_line(text);
  for (auto const& each : scripts) {
    for (auto const& cell : cells_of(each)) writer.field(text, cell);
    writer.end_line(text);
  }
  return text;
}

}  // namespace

std::string scripts_text(std::span<script const> scripts, output_kind output, bool terminal, std::size_t width) {
  if (output == output_kind::table) return as_table(scripts, width);
  if (output == output_kind::csv) return as_csv(scripts, terminal);
  auto const array = output == output_kind::json;
  if (scripts.empty()) return array ? "[]\n" : "";
  std::string text = array ? "[\n" : "";
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    if (i != 0) text += array ? ",\n" : "\n";
    text += scripts[i].json;
  }
  text += array ? "\n]\n" : "\n";
  return terminal ? apps::escape_controls_in_json(text) : text;
}

std::string script_json(script const& shown, bool terminal) {
  return (terminal ? apps::escape_controls_in_json(shown.json) : shown.json) + '\n';
}

std::string failure_json(instance_ref const& about, failure const& why, output_kind output, bool terminal,
                         bool in_a_list) {
  if (output != output_kind::json && output != output_kind::jsonl) return {};
  std::string text = "{";
  if (!about.script().empty()) {
    text += "\"script\":";
    append_json_text(text, about.script());
  }
  append_json_failure(text, why);
  text += '}';
  if (about.script().empty()) text.erase(1, 1);  // the comma
  if (terminal) text = apps::escape_controls_in_json(text);
  return output == output_kind::json && in_a_list ? "[\n" + text + "\n]\n" : text + '\n';
}

std::string content_for_terminal(std::string_view content) {
  std::string text;
  while (!content.empty()) {
    auto const end = std::min(content.find_first_of("\n\t"), content.size());
    text += apps::escape_controls(content.substr(0, end));
    if (end < content.size()) text += content[end];
    content.remove_prefix(std::min(end + 1, content.size()));
  }
  return text;
}

}  // namespace dataarts::cli
