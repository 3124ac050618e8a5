#include "progress_display.hpp"

#include "terminal.hpp"

#include <string>

#include <unistd.h>

namespace dataarts::cli {
namespace {

// To the start of the line, and clear it.
constexpr std::string_view clear_line = "\r\x1b[K";

}  // namespace

void progress_display::update(std::chrono::nanoseconds elapsed, tally const& counted,
                              std::optional<expected_total> total) {
  if (!enabled_) return;
  auto const rate = rate_.update(elapsed, counted.total());
  constexpr auto patience = std::chrono::seconds(1);
  if (elapsed < patience) return;
  // One column less than there are: a full line would make some terminals begin the next one.
  auto const columns = apps::look_at_terminal(STDERR_FILENO).columns;
  auto text = std::string(clear_line) + progress_line(counted, total, rate, columns > 1 ? columns - 1 : 1);
  errors_.write(text);
  shown_ = was_shown_ = true;
}

void progress_display::hide() {
  if (!shown_) return;
  shown_ = false;
  std::string text(clear_line);
  errors_.write(text);
}

}  // namespace dataarts::cli
