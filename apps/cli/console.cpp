#include "console.hpp"

#include <utility>

#include <unistd.h>

namespace dataarts::cli {

console::console(std::function<void()> on_interrupt)
    : signals(context.get_executor(), std::move(on_interrupt)),
      patience(signals.descriptor()),
      output_terminal(apps::look_at_terminal(STDOUT_FILENO)),
      error_terminal(apps::look_at_terminal(STDERR_FILENO)),
      output(STDOUT_FILENO, patience),
      errors(STDERR_FILENO, patience) {}

void console::say(std::string_view what) {
  auto line = "dataarts: " + std::string(what) + '\n';
  errors.write(line);
}

}  // namespace dataarts::cli
