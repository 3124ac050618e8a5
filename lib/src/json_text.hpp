#ifndef DATAARTS_JSON_TEXT_HPP
#define DATAARTS_JSON_TEXT_HPP

#include <cstddef>
#include <string_view>

namespace dataarts {

/// Appends `text` as the inside of a JSON string, without the quotes. `Sink` has `append(char const*, std::size_t)`.
template <class Sink>
void append_json_escaped(Sink& out, std::string_view text) {
  std::size_t run = 0;
  for (std::size_t i = 0; i != text.size(); ++i) {
    auto const c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.data() + run, i - run);
    run = i + 1;
    constexpr char digits[] = "0123456789abcdef";
    char escape[6] = {'\\', static_cast<char>(c), '0', '0', digits[c >> 4], digits[c & 15]};
    std::size_t size = 2;
    switch (c) {
      case '"':
      case '\\':
        break;
      case '\b':
        escape[1] = 'b';
        break;
      case '\f':
        escape[1] = 'f';
        break;
      case '\n':
        escape[1] = 'n';
        break;
      case '\r':
        escape[1] = 'r';
        break;
      case '\t':
        escape[1] = 't';
        break;
      default:
        escape[1] = 'u';
        size = 6;
    }
    out.append(escape, size);
  }
  out.append(text.data() + run, text.size() - run);
}

/// Appends `text` as a JSON string.
template <class Sink>
void append_json_string(Sink& out, std::string_view text) {
  out.append("\"", 1);
  append_json_escaped(out, text);
  out.append("\"", 1);
}

}  // namespace dataarts

#endif
