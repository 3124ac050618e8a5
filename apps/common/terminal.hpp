#ifndef DATAARTS_APPS_TERMINAL_HPP
#define DATAARTS_APPS_TERMINAL_HPP

#include <cstddef>

namespace dataarts::apps {

/// What a file descriptor writes to.
struct terminal {
  bool is_terminal = false;
  bool colour = false;       ///< a terminal, and neither NO_COLOR nor TERM=dumb asks for none
  bool can_redraw = false;   ///< a terminal that can go back to the start of a line
  std::size_t columns = 80;  ///< asked of the terminal, else from COLUMNS
  std::size_t lines = 24;
};

/// Asks the system and the environment. Ask again after a change of the window's size.
terminal look_at_terminal(int descriptor);

}  // namespace dataarts::apps

#endif
