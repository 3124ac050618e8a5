#include "escapes.hpp"

#include "../ascii.hpp"

#include <algorithm>
#include <cstdint>

namespace dataarts::auth {

namespace {

/// What an escape at the beginning of a text stands for.
struct escape {
  enum class kind { none, byte, code_point, cut };

  kind what = kind::none;
  std::size_t size = 0;
  std::uint32_t value = 0;
};

constexpr escape none{};
constexpr escape cut{escape::kind::cut, 0, 0};

/// Exactly `digits` hex digits at `at`; `kind` is that of the value.
escape read_hex(std::string_view text, std::size_t at, std::size_t digits, escape::kind kind) noexcept {
  escape made{kind, at + digits, 0};
  for (; digits > 0; --digits, ++at) {
    if (at >= text.size()) return cut;
    auto const digit = hex_value(text[at]);
    if (digit < 0) return none;
    made.value = made.value * 16 + static_cast<std::uint32_t>(digit);
  }
  return made;
}

/// A character outside the basic plane is written as two escapes.
escape read_pair(std::string_view text) noexcept {
  auto const first = read_hex(text, 2, 4, escape::kind::code_point);
  if (first.what != escape::kind::code_point || first.value < 0xd800 || first.value > 0xdbff) return first;
  auto const rest = text.substr(first.size);
  if (std::string_view("\\u").starts_with(rest.substr(0, 2)) && rest.size() < 2) return cut;
  if (!rest.starts_with("\\u")) return first;
  auto const second = read_hex(rest, 2, 4, escape::kind::code_point);
  if (second.what == escape::kind::cut) return cut;
  if (second.what == escape::kind::none || second.value < 0xdc00 || second.value > 0xdfff) return first;
  return {escape::kind::code_point, first.size + second.size,
          0x10000 + ((first.value - 0xd800) << 10U) + (second.value - 0xdc00)};
}

escape read_json(std::string_view text) noexcept {
  if (text.front() != '\\') return none;
  if (text.size() == 1) return cut;
  constexpr std::string_view written = "\"\\/'bfnrt";
  constexpr std::string_view meant = "\"\\/'\b\f\n\r\t";
  if (text[1] == 'u') return read_pair(text);
  if (text[1] == 'x') return read_hex(text, 2, 2, escape::kind::byte);
  auto const at = written.find(text[1]);
  if (at == written.npos) return none;
  return {escape::kind::byte, 2, static_cast<unsigned char>(meant[at])};
}

escape read_percent(std::string_view text) noexcept {
  return text.front() == '%' ? read_hex(text, 1, 2, escape::kind::byte) : none;
}

escape read_number(std::string_view text, std::size_t at, std::size_t semicolon) noexcept {
  auto const base = text[at] == 'x' || text[at] == 'X' ? 16U : 10U;
  if (base == 16) ++at;
  if (at == semicolon) return none;
  escape made{escape::kind::code_point, semicolon + 1, 0};
  for (; at != semicolon; ++at) {
    auto const digit = hex_value(text[at]);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return none;
    made.value = made.value * base + static_cast<unsigned>(digit);
  }
  return made.value <= 0x10ffff ? made : none;
}

escape read_html(std::string_view text) noexcept {
  if (text.front() != '&') return none;
  constexpr std::size_t longest = 10;  // "&#1114111;"
  auto const semicolon = text.substr(0, longest).find(';');
  if (semicolon == text.npos) {
    auto const in_entity = [](char c) { return c == '#' || (is_token_character(c) && c != '&'); };
    return text.size() < longest && std::all_of(text.begin() + 1, text.end(), in_entity) ? cut : none;
  }
  if (semicolon > 1 && text[1] == '#') return semicolon > 2 ? read_number(text, 2, semicolon) : none;
  constexpr struct {
    std::string_view name;
    char meant;
  } entities[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (auto const& each : entities) {
    if (text.substr(1, semicolon - 1) == each.name) {
      return {escape::kind::byte, semicolon + 1, static_cast<unsigned char>(each.meant)};
    }
  }
  return none;
}

escape read_escape(escaping which, std::string_view text) noexcept {
  switch (which) {
    case escaping::json:
      return read_json(text);
    case escaping::percent:
      return read_percent(text);
    case escaping::html:
      return read_html(text);
  }
  return none;
}

constexpr char first_character(escaping which) noexcept {
  return which == escaping::json ? '\\' : which == escaping::percent ? '%' : '&';
}

void append_utf8(std::string& out, std::uint32_t c) {
  auto const add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xc0U | c >> 6U);
  } else {
    if (c < 0x10000) {
      add(0xe0U | c >> 12U);
    } else {
      add(0xf0U | c >> 18U);
      add(0x80U | (c >> 12U & 0x3fU));
    }
    add(0x80U | (c >> 6U & 0x3fU));
  }
  add(0x80U | (c & 0x3fU));
}

}  // namespace

bool resolve(escaping which, traced_text const& from, traced_text& made) {
  auto const text = from.bytes;
  bool found = false;
  auto const keep = [&](std::size_t at, std::size_t end) {
    made.room.append(text.substr(at, end - at));
    for (; at != end; ++at) made.places.push_back(from.of(at));
  };
  std::size_t done = 0;
  for (auto at = text.find(first_character(which)); at < text.size();) {
    auto const escape = read_escape(which, text.substr(at));
    if (escape.what == escape::kind::none) {
      at = text.find(first_character(which), at + 1);
      continue;
    }
    if (!found) {
      made.room.reserve(text.size());
      made.places.reserve(text.size());
    }
    found = true;
    keep(done, at);
    if (escape.what == escape::kind::cut) {
      done = text.size();
      break;
    }
    if (escape.what == escape::kind::byte) {
      made.room += static_cast<char>(escape.value);
    } else {
      append_utf8(made.room, escape.value);
    }
    made.places.resize(made.room.size(), {from.of(at).begin, from.of(at + escape.size - 1).end});
    done = at + escape.size;
    at = text.find(first_character(which), done);
  }
  if (!found) return false;
  keep(done, text.size());
  made.bytes = made.room;
  return true;
}

}  // namespace dataarts::auth
