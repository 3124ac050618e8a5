#include "row_json.hpp"

#include "json_text.hpp"

namespace dataarts {

void append_row_json(std::string& out, char const* row_record) {
  auto const header = load_unaligned<row_header>(row_record);
  auto const* at = row_record + sizeof header;
  out += '[';
  for (std::uint32_t i = 0; i != header.cells; ++i) {
    if (i != 0) out += ',';
    cell_head const value(at);
    if (value.kind == cell_kind::text) {
      append_json_string(out, {value.text, value.size});
    } else {
      out.append(value.text, value.size);
    }
    at = value.next();
  }
  out += ']';
}

void append_column_json(std::string& out, column value) {
  out += '{';
  append_json_string(out, value.name);
  out += ':';
  append_json_string(out, value.type);
  out += '}';
}

}  // namespace dataarts
