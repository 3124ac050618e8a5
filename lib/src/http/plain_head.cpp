#include "http/plain_head.hpp"

#include "ascii.hpp"

#include <cstddef>
#include <cstring>

namespace dataarts::http {

namespace {

constexpr std::size_t longest_length = 18;  // digits, so that a number of them cannot overflow

bool is_name(std::string_view text, std::string_view name) noexcept {
  if (text.size() != name.size()) return false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (to_lower(text[i]) != name[i]) return false;
  }
  return true;
}

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

std::optional<std::uint64_t> read_length(std::string_view text) noexcept {
  if (text.empty() || text.size() > longest_length) return std::nullopt;
  std::uint64_t number = 0;
  for (auto const c : text) {
    if (!is_digit(c)) return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

/// Visible ASCII, blanks and tabs: what nobody reads in two ways.
bool is_plain(std::string_view text) noexcept {
  bool plain = true;
  for (auto const c : text) plain &= (c >= 0x20 && c < 0x7f) || c == '\t';
  return plain;
}

std::string_view without_blanks(std::string_view text) noexcept {
  auto const is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<plain_head> read_plain_head(std::string_view bytes) noexcept {
  constexpr std::string_view version = "HTTP/1.1 ";
  if (bytes.size() < 17 || !bytes.starts_with(version)) return std::nullopt;
  plain_head made;
  auto const code = bytes.substr(version.size(), 3);
  if (!is_digit(code[0]) || !is_digit(code[1]) || !is_digit(code[2]) || bytes[12] != ' ') return std::nullopt;
  made.status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  // Interim answers, and those that never have a body, are framed in their own ways.
  if (made.status < 200 || made.status == 204 || made.status == 304) return std::nullopt;

  bool framed = false;
  std::size_t at = 0;
  for (bool first = true;; first = false) {
    auto const* const found = static_cast<char const*>(std::memchr(bytes.data() + at, '\n', bytes.size() - at));
    if (found == nullptr) return std::nullopt;
    auto const end = static_cast<std::size_t>(found - bytes.data());
    if (end == at || bytes[end - 1] != '\r') return std::nullopt;
    auto const line = bytes.substr(at, end - 1 - at);
    at = end + 1;
    if (line.empty()) break;
    if (!is_plain(line)) return std::nullopt;
    if (first) continue;

    std::size_t colon = 0;
    while (colon < line.size() && is_token_character(line[colon])) ++colon;
    if (colon == 0 || colon == line.size() || line[colon] != ':') return std::nullopt;
    auto const name = line.substr(0, colon);
    auto const value = without_blanks(line.substr(colon + 1));
    // By length first: most names are none of these.
    switch (name.size()) {
      case 4:
        if (is_name(name, "date")) made.date = value;
        break;
      case 10:
        if (is_name(name, "connection") && !is_name(value, "keep-alive")) return std::nullopt;
        break;
      case 11:
        if (is_name(name, "retry-after")) made.retry_after = value;
        break;
      case 12:
        if (is_name(name, "x-request-id")) made.request_id = value;
        break;
      case 14:
        if (is_name(name, "content-length")) {
          auto const length = read_length(value);
          if (!length || framed) return std::nullopt;
          made.content_length = *length;
          framed = true;
        }
        break;
      case 7:
        if (is_name(name, "upgrade")) return std::nullopt;
        break;
      case 16:
        if (is_name(name, "content-encoding") || is_name(name, "proxy-connection")) return std::nullopt;
        break;
      case 17:
        if (is_name(name, "transfer-encoding")) return std::nullopt;
        break;
      default:
        break;
    }
  }
  if (!framed) return std::nullopt;
  made.size = at;
  return made;
}

}  // namespace dataarts::http
