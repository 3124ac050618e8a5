#include "csv_text.hpp"

#include "display_text.hpp"

namespace dataarts::cli {

void csv_writer::field(std::string& out, std::string_view text) {
  if (!first_) out += ',';
  first_ = false;
  std::string escaped;
  if (escape_) {
    escaped = apps::escape_controls(text);
    text = escaped;
  }
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void csv_writer::end_line(std::string& out) {
  out += '\n';
  first_ = true;
}

}  // namespace dataarts::cli
