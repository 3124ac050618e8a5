#include "progress_display.hpp"

#include "display_text.hpp"
#include "terminal.hpp"

#include <string>
#include <string_view>

#include <unistd.h>

namespace dataarts::cli {
namespace {

// To the start of the line, and clear it.
constexpr std::string_view clear_line = "\r\x1b[K";

std::string joined(progress_text const& text) {
  return text.pace.empty() ? text.state : text.state + " · " + text.pace;
}

}  // namespace

void progress_display::update(std::chrono::nanoseconds elapsed, std::function<progress_text()> const& now) {
  constexpr auto patience = std::chrono::seconds(1);
  if (style_ == style::redrawn && elapsed >= patience) redraw(now());
  if (style_ == style::lines) add_line(elapsed, now);
}

void progress_display::redraw(progress_text const& text) {
  // One column less than there are: a full line would make some terminals begin the next one.
  auto const columns = apps::look_at_terminal(STDERR_FILENO).columns;
  auto line = std::string(clear_line) + apps::truncate(joined(text), columns > 1 ? columns - 1 : 1);
  errors_.write(line);
  shown_ = was_shown_ = true;
}

void progress_display::add_line(std::chrono::nanoseconds elapsed, std::function<progress_text()> const& now) {
  constexpr auto pause = std::chrono::seconds(30);
  if (elapsed - last_line_ < pause) return;
  auto const text = now();
  if (text.state == last_state_) return;
  last_state_ = text.state;
  last_line_ = elapsed;
  auto line = joined(text) + '\n';
  errors_.write(line);
  was_shown_ = true;
}

void progress_display::hide() {
  if (!shown_) return;
  shown_ = false;
  std::string text(clear_line);
  errors_.write(text);
}

}  // namespace dataarts::cli
