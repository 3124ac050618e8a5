#include "command/live_display.hpp"

#include "command/console.hpp"
#include "display_text.hpp"
#include "terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include <unistd.h>

namespace dataarts::load {
namespace {

constexpr std::string_view hide_cursor = "\x1b[?25l";
constexpr std::string_view show_cursor = "\x1b[?25h";
constexpr std::string_view clear_to_end_of_line = "\x1b[K";
constexpr std::string_view clear_below = "\x1b[J";

/// Without the sequences of colours.
std::size_t shown_width(std::string_view line) {
  std::string text;
  while (!line.empty()) {
    auto const escape = line.find('\x1b');
    text += line.substr(0, escape);
    if (escape == std::string_view::npos) break;
    line.remove_prefix(std::min(line.find('m', escape), line.size() - 1) + 1);
  }
  return apps::display_width(text);
}

}  // namespace

live_display::style live_display::style_for_errors() {
  auto const terminal = apps::look_at_terminal(STDERR_FILENO);
  return terminal.can_redraw ? style::redrawn : style::lines;
}

live_display::live_display(boost::asio::any_io_executor const& executor, live_state before, style how)
    : state_(std::move(before)), style_(how), timer_(executor) {
  if (style_ == style::redrawn) unicode_ = style_of(STDERR_FILENO).unicode;
}

void live_display::begin() {
  if (style_ == style::redrawn) arm();
}

void live_display::arm() {
  constexpr auto pause = std::chrono::milliseconds(250);
  timer_.expires_after(pause);
  timer_.async_wait([this](boost::system::error_code error) {
    if (error || style_ != style::redrawn) return;
    redraw();
    arm();
  });
}

void live_display::ready(std::chrono::system_clock::time_point start) {
  start_ = std::chrono::steady_clock::now() +
           std::chrono::duration_cast<std::chrono::steady_clock::duration>(start - std::chrono::system_clock::now());
}

void live_display::second(interval const& summary, measurement const& seen, result const& so_far,
                          std::vector<threshold_verdict> verdicts) {
  state_.second(summary, seen, so_far, std::move(verdicts));
  constexpr std::size_t seconds_of_a_line = 10;
  // What was not taken yet has its chance each second.
  auto const taken = messages().flush();
  if (style_ != style::lines || ++seconds_ % seconds_of_a_line != 0 || !taken) return;
  say("{}", live_line(state_, moment()));
}

live_moment live_display::moment() const {
  live_moment made;
  if (start_) made.since_start = std::chrono::steady_clock::now() - *start_;
  made.stopping = stopping_;
  return made;
}

/// From below what was drawn to its first line. A window that became narrower has broken the lines.
std::string live_display::to_its_top(std::size_t columns, std::size_t rows) const {
  auto up = drawn_.size();
  if (columns < columns_ && columns > 0) {
    up = 0;
    for (auto const& each : drawn_) up += std::max<std::size_t>(1, (shown_width(each) + columns - 1) / columns);
  }
  up = std::min(up, rows > 0 ? rows - 1 : 0);
  return up == 0 ? "\r" : fmt::format("\r\x1b[{}A", up);
}

void live_display::redraw() {
  // Asked each time: the window may have another size by now.
  auto const terminal = apps::look_at_terminal(STDERR_FILENO);
  text_style style;
  style.unicode = unicode_;
  style.colour = terminal.colour;
  // One column less than there are: a full line would make some terminals begin the next one.
  style.width = terminal.columns > 1 ? terminal.columns - 1 : 1;
  auto lines = live_view(state_, moment(), style, terminal.lines > 1 ? terminal.lines - 1 : 1);
  if (lines == drawn_ && terminal.columns == columns_) return;
  // After an interrupt the next one ends the process at once: the cursor is back by then.
  std::string frame(stopping_ ? show_cursor : hide_cursor);
  frame += to_its_top(terminal.columns, terminal.lines);
  for (auto const& each : lines) frame.append(each).append(clear_to_end_of_line).append("\r\n");
  frame += clear_below;
  if (!messages().offer(frame)) return;
  drawn_ = std::move(lines);
  columns_ = terminal.columns;
}

void live_display::hide() {
  if (drawn_.empty()) return;
  auto const terminal = apps::look_at_terminal(STDERR_FILENO);
  auto text = to_its_top(terminal.columns, terminal.lines);
  text.append(clear_below).append(show_cursor);
  messages().keep(text);
  drawn_.clear();
}

void live_display::end() {
  timer_.cancel();
  auto const redrawn = std::exchange(style_, style::none) == style::redrawn;
  hide();
  if (finish_messages() || !redrawn) return;
  // Later there is something else on the terminal. Its cursor is wanted back even so.
  messages().discard();
  messages().keep(show_cursor);
}

}  // namespace dataarts::load
