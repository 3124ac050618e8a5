#include "header_reader.hpp"

#include "ascii.hpp"
#include "authority.hpp"

#include <utility>

namespace dataarts::mock {
namespace {

std::uint32_t offset(std::string_view part, std::string_view message) {
  return static_cast<std::uint32_t>(part.data() - message.data());
}

message_head::position position(std::string_view part, std::string_view message) {
  return {offset(part, message), static_cast<std::uint32_t>(part.size())};
}

// Calls for each part of "a, b, c".
template <class What>
void for_each_listed(std::string_view list, What what) {
  for (;;) {
    auto const comma = list.find(',');
    what(trimmed(list.substr(0, comma)));
    if (comma == std::string_view::npos) return;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace

header_reader::progress header_reader::read(std::string_view message, std::size_t from) {
  progress made;
  if (from == 0 && !is_token_char(message.front())) {
    // Said at once, since what is no HTTP, such as a TLS handshake, may never send a line feed.
    trouble_ = {400, "The request line does not begin with a method."};
    return made;
  }
  for (auto at = from;;) {
    auto const line_feed = message.find('\n', at);
    auto const end = line_feed == std::string_view::npos ? message.size() : line_feed + 1;
    if (end > bounds_.max_header) {
      trouble_ = too_long(message);
      return made;
    }
    if (line_feed == std::string_view::npos) return made;
    if (line_feed == at || message[line_feed - 1] != '\r') {
      trouble_ = {400, "A line of the header does not end with CR LF."};
      return made;
    }
    auto const line = message.substr(at, line_feed - 1 - at);
    made.taken = end - from;
    made.complete = line.empty();
    auto found = at == 0        ? read_request_line(message, line)
                 : line.empty() ? check(message)
                                : read_header_line(message, line);
    if (found) trouble_ = std::move(found);
    if (trouble_ || made.complete) return made;
    at = end;
  }
}

problem header_reader::read_request_line(std::string_view message, std::string_view line) {
  auto const first_space = line.find(' ');
  auto const method = line.substr(0, first_space);
  if (!is_token(method)) return {400, "The request line does not begin with a method."};
  if (first_space == std::string_view::npos) return {400, "The request line has no target."};
  auto const rest = line.substr(first_space + 1);
  auto const second_space = rest.find(' ');
  if (second_space == std::string_view::npos) return {400, "The request line does not end with HTTP/1.0 or HTTP/1.1."};
  auto const target = rest.substr(0, second_space);
  auto const version = rest.substr(second_space + 1);
  head_.method = position(method, message);
  if (target.size() > bounds_.max_target) {
    return {414, "The target is longer than " + std::to_string(bounds_.max_target) + " bytes."};
  }
  if (target.empty() || target.find('\t') != std::string_view::npos || has_control(target)) {
    return {400, "The target in the request line is empty or has a control character."};
  }
  if (version.size() != 8 || !version.starts_with("HTTP/") || !is_digit(version[5]) || version[6] != '.' ||
      !is_digit(version[7])) {
    return {400, "The request line does not end with HTTP/1.0 or HTTP/1.1."};
  }
  if (version[5] != '1') return {505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."};
  head_.target = position(target, message);
  head_.minor_version = version[7] == '0' ? 0 : 1;
  return {};
}

problem header_reader::read_header_line(std::string_view message, std::string_view line) {
  if (line.front() == ' ' || line.front() == '\t') return {400, "A header line is folded."};
  auto const colon = line.find(':');
  auto const name = line.substr(0, colon);
  if (colon == std::string_view::npos || !is_token(name)) {
    return {400, "A header line does not begin with a name and a colon."};
  }
  auto const value = trimmed(line.substr(colon + 1));
  if (has_control(value)) return {400, "A header line has a value with a control character."};
  if (head_.lines.size() == bounds_.max_header_lines) {
    return {431, "The header has more than " + std::to_string(bounds_.max_header_lines) + " lines."};
  }
  head_.lines.push_back({offset(name, message), static_cast<std::uint32_t>(name.size()), offset(value, message),
                         static_cast<std::uint32_t>(value.size())});
  return note(name, value);
}

problem header_reader::note(std::string_view name, std::string_view value) {
  switch (name.size()) {
    case 4:
      if (!equal_ignoring_case(name, "Host")) break;
      ++head_.hosts;
      if (!parse_authority(value)) return {400, "The value of Host is not a host with or without a port."};
      break;
    case 6:
      if (!equal_ignoring_case(name, "Expect")) break;
      if (equal_ignoring_case(value, "100-continue")) {
        head_.expects_continue = true;
      } else {
        head_.known_expectation = false;
      }
      break;
    case 10:
      if (!equal_ignoring_case(name, "Connection")) break;
      for_each_listed(value, [this](std::string_view option) {
        if (equal_ignoring_case(option, "close")) head_.close = true;
        if (equal_ignoring_case(option, "keep-alive")) head_.keep_alive = true;
      });
      break;
    case 14:
      if (equal_ignoring_case(name, "Content-Length")) return note_length(value);
      break;
    case 17:
      if (!equal_ignoring_case(name, "Transfer-Encoding")) break;
      head_.chunked = !head_.has_transfer_encoding && equal_ignoring_case(value, "chunked");
      head_.has_transfer_encoding = true;
      break;
    default:
      break;
  }
  return {};
}

problem header_reader::note_length(std::string_view value) {
  if (value.empty()) return {400, "Content-Length is not a number."};
  std::uint64_t length = 0;
  for (auto const c : value) {
    if (!is_digit(c)) return {400, "Content-Length is not a number."};
    if (length > bounds_.max_body) continue;  // too long already, whatever follows
    length = length * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (head_.content_length && *head_.content_length != length) {
    return {400, "Content-Length is given with different values."};
  }
  head_.content_length = length;
  return {};
}

problem header_reader::check(std::string_view message) {
  auto const modern = head_.minor_version >= 1;
  if (modern && head_.hosts == 0) return {400, "An HTTP/1.1 request needs a Host header."};
  if (head_.hosts > 1) return {400, "There is more than one Host header."};
  if (head_.has_transfer_encoding) {
    if (head_.content_length) return {400, "Content-Length and Transfer-Encoding are given together."};
    if (!modern) return {400, "Transfer-Encoding needs HTTP/1.1."};
    if (!head_.chunked) return {501, "The only transfer coding known here is chunked."};
  }
  if (modern && !head_.known_expectation) return {417, "The only expectation met here is 100-continue."};
  if (head_.content_length.value_or(0) > bounds_.max_body) {
    return {413, "The body is longer than " + std::to_string(bounds_.max_body) + " bytes."};
  }
  auto const wrong = head_.parsed_target.parse(message.substr(head_.method.at, head_.method.size),
                                               message.substr(head_.target.at, head_.target.size));
  if (!wrong.empty()) return {400, std::string(wrong)};
  return {};
}

problem header_reader::too_long(std::string_view message) const {
  auto const no_line = message.substr(0, bounds_.max_header).find('\n') == std::string_view::npos;
  if (no_line) return {414, "The target is longer than " + std::to_string(bounds_.max_target) + " bytes."};
  return {431, "The header is longer than " + std::to_string(bounds_.max_header) + " bytes."};
}

}  // namespace dataarts::mock
