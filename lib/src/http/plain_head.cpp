#include "http/plain_head.hpp"

#include "ascii.hpp"
#include "text_block.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace dataarts::http {

namespace {

constexpr std::size_t longest_length = 18;  // digits, so that a number of them cannot overflow

template <class Word>
Word word_at(char const* at) noexcept {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// Whether plain text is `name`, of 4 lower case letters and '-' or more, in whatever case; a few characters at a time.
/// To set bit 0x20 makes letters lower case, and makes nothing else that is plain a letter or '-'.
template <class Word>
bool has_words_of(char const* text, std::string_view name) noexcept {
  constexpr auto lower_case = static_cast<Word>(0x2020202020202020);
  Word differences = 0;
  for (std::size_t at = 0;; at += sizeof(Word)) {
    // The last word ends where the name does, and may overlap the one before.
    if (name.size() - at < sizeof(Word)) at = name.size() - sizeof(Word);
    differences |= (word_at<Word>(text + at) | lower_case) ^ word_at<Word>(name.data() + at);
    if (at + sizeof(Word) == name.size()) return differences == 0;
  }
}

bool is_name(std::string_view text, std::string_view name) noexcept {
  if (text.size() != name.size()) return false;
  return name.size() < sizeof(std::uint64_t) ? has_words_of<std::uint32_t>(text.data(), name)
                                             : has_words_of<std::uint64_t>(text.data(), name);
}

bool is_token(std::string_view text) noexcept {
  bool token = !text.empty();
  for (auto const c : text) token &= is_token_character(c);
  return token;
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

/// The first character that is not visible ASCII, blank or tab, which nobody reads in two ways.
char const* find_plain_end(char const* at, char const* end) noexcept {
  constexpr char del = 0x7f;
  for (;;) {
    if constexpr (text_block::usable) {
      std::ptrdiff_t found = text_block::size;
      for (; found == text_block::size && end - at >= text_block::size; at += found) {
        text_block const block(at);
        found = (block.equal_to(del) | block.below_blank_or_not_ascii()).first();
      }
    }
    while (at != end && *at >= 0x20 && *at < del) ++at;
    if (at == end || *at != '\t') return at;
    ++at;
  }
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
  auto const* at = bytes.data();
  auto const* const end = at + bytes.size();
  for (bool first = true;; first = false) {
    auto const* const stop = find_plain_end(at, end);
    if (end - stop < 2 || stop[0] != '\r' || stop[1] != '\n') return std::nullopt;
    std::string_view const line(at, static_cast<std::size_t>(stop - at));
    at = stop + 2;
    if (line.empty()) break;
    if (first) continue;

    auto const colon = line.find(':');
    if (colon == line.npos) return std::nullopt;
    std::string_view const name(line.data(), colon);
    auto const value = without_blanks({line.data() + colon + 1, line.size() - colon - 1});
    // By length first: most names are none of these.
    switch (name.size()) {
      case 4:
        if (!is_name(name, "date")) break;
        made.date = value;
        continue;
      case 10:
        if (!is_name(name, "connection")) break;
        if (!is_name(value, "keep-alive")) return std::nullopt;
        continue;
      case 11:
        if (!is_name(name, "retry-after")) break;
        made.retry_after = value;
        continue;
      case 12:
        if (!is_name(name, "x-request-id")) break;
        made.request_id = value;
        continue;
      case 14: {
        if (!is_name(name, "content-length")) break;
        auto const length = read_length(value);
        if (!length || framed) return std::nullopt;
        made.content_length = *length;
        framed = true;
        continue;
      }
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
    if (!is_token(name)) return std::nullopt;
  }
  if (!framed) return std::nullopt;
  made.size = static_cast<std::size_t>(at - bytes.data());
  return made;
}

}  // namespace dataarts::http
