#include "terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace dataarts::apps {
namespace {

std::string_view environment(char const* name) {
  auto const* const value = std::getenv(name);
  return value != nullptr ? value : std::string_view();
}

}  // namespace

terminal look_at_terminal(int descriptor) {
  terminal seen;
  if (isatty(descriptor) == 0) return seen;
  auto const dumb = environment("TERM") == "dumb";
  seen.is_terminal = true;
  seen.can_redraw = !dumb;
  seen.colour = !dumb && environment("NO_COLOR").empty();

  winsize size{};
  auto const known = ioctl(descriptor, TIOCGWINSZ, &size) == 0;
  if (known && size.ws_row > 0) seen.lines = size.ws_row;
  if (known && size.ws_col > 0) {
    seen.columns = size.ws_col;
  } else {
    auto const text = environment("COLUMNS");
    std::size_t columns = 0;
    std::from_chars(text.data(), text.data() + text.size(), columns);
    if (columns > 0) seen.columns = columns;
  }
  return seen;
}

}  // namespace dataarts::apps
