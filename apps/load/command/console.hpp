#ifndef DATAARTS_LOAD_COMMAND_CONSOLE_HPP
#define DATAARTS_LOAD_COMMAND_CONSOLE_HPP

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

/// Writes a line to standard error, "dataarts-load: …". A failure is ignored: there is nowhere to tell it.
void say_line(std::string const& text);

/// What the terminal behind a descriptor can show, at the usual width.
text_style style_of(int descriptor);

template <class... Arguments>
void say(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  say_line(fmt::format(format, std::forward<Arguments>(arguments)...));
}

}  // namespace dataarts::load

#endif
