#include "display_text.hpp"

#include "utf8.hpp"

#include <fmt/format.h>

#include <locale.h>
#include <clocale>
#include <cwchar>
#include <iterator>

namespace dataarts::apps {
namespace {

// The C library knows the width of every character of the Unicode version that the machine has; it is asked in
// C.UTF-8 whatever the user's locale is, so that a table looks the same everywhere. C.UTF-8 belongs to libc-bin.
class unicode_widths {
 public:
  unicode_widths() noexcept : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {}
  unicode_widths(unicode_widths const&) = delete;
  unicode_widths& operator=(unicode_widths const&) = delete;
  ~unicode_widths() {
    if (locale_ != nullptr) freelocale(locale_);
  }

  std::size_t of(char32_t code_point) const noexcept {
    if (code_point < 0x7f) return 1;
    if (locale_ == nullptr) return 1;
    auto* const before = uselocale(locale_);
    auto const width = wcwidth(static_cast<wchar_t>(code_point));
    uselocale(before);
    return width < 0 ? 1 : static_cast<std::size_t>(width);
  }

 private:
  locale_t locale_;
};

std::size_t width_of(char32_t code_point) noexcept {
  static unicode_widths const widths;
  return widths.of(code_point);
}

bool steers_terminal(char32_t c) noexcept {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||       // C0, DEL, C1
         c == 0x061c || c == 0x200e || c == 0x200f ||  // marks of direction
         (c >= 0x2028 && c <= 0x202e) ||               // line separators, embeddings and overrides
         (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;  // isolates; zero-width no-break space
}

void append_escaped(std::string& out, utf8_step const& step) {
  auto const value = static_cast<unsigned>(step.code_point);
  if (step.code_point == '\n') {
    out += "\\n";
  } else if (step.code_point == '\r') {
    out += "\\r";
  } else if (step.code_point == '\t') {
    out += "\\t";
  } else if (value < 0x80 || !step.valid) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", value);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", value);
  }
}

}  // namespace

std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  while (!text.empty()) {
    auto const step = decode_utf8(text);
    width += step.valid ? width_of(step.code_point) : 1;
    text.remove_prefix(step.size);
  }
  return width;
}

std::string escape_controls(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    auto const step = decode_utf8(text);
    if (step.valid && !steers_terminal(step.code_point)) {
      out.append(text.substr(0, step.size));
    } else {
      append_escaped(out, step);
    }
    text.remove_prefix(step.size);
  }
  return out;
}

std::string escape_controls_in_json(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  while (!json.empty()) {
    auto const step = decode_utf8(json);
    // Below U+007F only the blanks between values are left, which steer nothing; above, everything is in strings.
    if (step.code_point >= 0x7f && steers_terminal(step.code_point)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(step.code_point));
    } else {
      out.append(json.substr(0, step.size));
    }
    json.remove_prefix(step.size);
  }
  return out;
}

std::string truncate(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return {};
  std::size_t taken = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    auto const step = decode_utf8(text.substr(bytes));
    auto const more = step.valid ? width_of(step.code_point) : 1;
    if (taken + more > width - 1) break;
    taken += more;
    bytes += step.size;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::string fit(std::string_view text, std::size_t width, align side) {
  auto shown = truncate(text, width);
  auto const taken = display_width(shown);
  std::string const blanks(width > taken ? width - taken : 0, ' ');
  return side == align::left ? shown + blanks : blanks + shown;
}

}  // namespace dataarts::apps
