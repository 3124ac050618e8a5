#include "command/console.hpp"

#include "display_text.hpp"
#include "output_stream.hpp"
#include "terminal.hpp"

#include <chrono>
#include <clocale>
#include <cstring>
#include <string_view>

#include <langinfo.h>
#include <unistd.h>

namespace dataarts::load {

void print(std::string text) {
  apps::output_stream out(STDOUT_FILENO);
  out.write(text);
  if (out.broken()) throw output_lost{out.reader_gone(), out.problem()};
}

unhindered_output& messages() {
  static unhindered_output made(STDERR_FILENO);
  return made;
}

void say_line(std::string const& text) {
  std::string lines = "dataarts-load: ";
  std::string_view rest = text;
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    lines.append(apps::escape_controls(rest.substr(0, end))).append("\n");
    rest.remove_prefix(end + 1);
  }
  lines.append(apps::escape_controls(rest)).append("\n");
  messages().keep(lines);
}

bool finish_messages() {
  constexpr std::chrono::seconds patience{1};
  return messages().flush_within(patience);
}

text_style style_of(int descriptor) {
  auto const terminal = apps::look_at_terminal(descriptor);
  text_style made;
  made.colour = terminal.colour;
  std::setlocale(LC_CTYPE, "");
  made.unicode = std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0;
  return made;
}

}  // namespace dataarts::load
