#include "report/text_page.hpp"

#include <display_text.hpp>
#include <quantity_text.hpp>

#include <algorithm>
#include <array>

namespace dataarts::load {
namespace {

constexpr std::array<std::string_view, 6> colour_sequences{"",         "\x1b[1m",    "\x1b[32m",
                                                           "\x1b[31m", "\x1b[1;31m", "\x1b[2m"};

/// As many words as fit, at least one; takes them from `text`. A word that is too long stands on a line of its own.
std::string_view take_line(std::string_view& text, std::size_t width) {
  std::size_t end = 0;
  while (end < text.size()) {
    auto next = text.find(' ', end + 1);
    next = std::min(next, text.size());
    if (end > 0 && apps::display_width(text.substr(0, next)) > width) break;
    end = next;
  }
  auto const line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

std::string coloured(std::string_view text, text_colour colour) {
  std::string made(text);
  if (colour == text_colour::plain || text.empty()) return made;
  return made.insert(0, colour_sequences[static_cast<std::size_t>(colour)]).append("\x1b[0m");
}

void text_page::add(std::string_view text, text_colour colour) {
  auto const shown = apps::truncate(text, style_.width);
  text_.append(style_.colour ? coloured(shown, colour) : shown).append("\n");
}

void text_page::line(std::string_view text, text_colour colour) { add(apps::escape_controls(text), colour); }

void text_page::entry(std::string_view title, std::string_view text, text_colour colour) {
  auto const safe = apps::escape_controls(text);
  std::string_view left = safe;
  auto head = apps::fit(title, title_width);
  do {
    add(head.append(take_line(left, style_.width - title_width)), colour);
    head.assign(title_width, ' ');
  } while (!left.empty());
}

std::string counted(std::size_t count, std::string_view unit) {
  return apps::with_commas(count) + ' ' + std::string(unit) + (count == 1 ? "" : "s");
}

}  // namespace dataarts::load
