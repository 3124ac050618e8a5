#ifndef DATAARTS_LOAD_COMMAND_CONSOLE_HPP
#define DATAARTS_LOAD_COMMAND_CONSOLE_HPP

#include "command/unhindered_output.hpp"
#include "report/text_page.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace dataarts::load {

/// Standard output cannot be written. `reader_gone`: nothing was wrong but that the reader closed its end.
struct output_lost {
  bool reader_gone = false;
  std::string problem;
};

/// Writes to standard output. Throws `output_lost`.
void print(std::string text);

/// Standard error, on which the load never waits.
unhindered_output& messages();

/// Writes a line to standard error, "dataarts-load: …", or more if there are line feeds; what could steer a terminal is
/// escaped. Never waits: what does not fit is kept, see `finish_messages`.
void say_line(std::string const& text);

/// Waits for the reader of standard error, for a second at most: for when no load is made any more. False if
/// something is left, which is kept on.
bool finish_messages();

/// What the terminal behind a descriptor can show, at the usual width.
text_style style_of(int descriptor);

template <class... Arguments>
void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  say_line(fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace dataarts::load

#endif
