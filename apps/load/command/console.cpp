#include "command/console.hpp"

#include "output_stream.hpp"
#include "terminal.hpp"

#include <clocale>
#include <cstring>

#include <langinfo.h>
#include <unistd.h>

namespace dataarts::load {

void print(std::string text) {
  apps::output_stream out(STDOUT_FILENO);
  out.write(text);
  if (out.broken()) throw output_lost{out.reader_gone(), out.problem()};
}

void say_line(std::string const& text) {
  auto line = "dataarts-load: " + text + '\n';
  apps::output_stream(STDERR_FILENO).write(line);
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
