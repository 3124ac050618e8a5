#include "raw_request.hpp"

#include "body_reader.hpp"
#include "header_reader.hpp"
#include "usage_error.hpp"

#include <cstddef>
#include <string_view>

namespace dataarts::mock::program {
namespace {

// The header with CR LF behind each line, and the body as it is.
std::string as_sent(std::string_view text) {
  std::string made;
  while (!text.empty()) {
    auto const end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    made.append(line).append("\r\n");
    if (line.empty()) return made.append(text);
  }
  return made.append("\r\n");
}

[[noreturn]] void refuse_request(std::string const& name, std::string const& why) {
  throw usage_error(name + " is no HTTP request: " + why);
}

}  // namespace

raw_request::raw_request(std::string const& text, std::string const& name, limits const& bounds)
    : bytes_(as_sent(text)) {
  if (text.empty()) refuse_request(name, "it is empty.");
  header_reader header(head_, bounds);
  auto const read = header.read(bytes_, 0);
  if (header.trouble()) refuse_request(name, header.trouble().message);
  auto const behind = std::string_view(bytes_).substr(read.taken);
  if (!head_.content_length && !head_.has_transfer_encoding) {
    body_ = behind;
    return;
  }
  body_reader body(bounds);
  if (body.begin(head_)) return;
  auto const ended = body.read(behind);
  if (body.trouble()) refuse_request(name, body.trouble().message);
  if (!ended.complete) refuse_request(name, "its body is shorter than its header says.");
  body_ = body.body();
}

request_view raw_request::view() const {
  std::string_view const message = bytes_;
  request_view made;
  made.method = message.substr(head_.method.at, head_.method.size);
  made.target = message.substr(head_.target.at, head_.target.size);
  made.path = head_.parsed_target.path();
  made.query = head_.parsed_target.query();
  made.segments = head_.parsed_target.segments();
  made.body = body_;
  made.minor_version = head_.minor_version;
  made.bytes = message.data();
  made.headers = head_.lines;
  return made;
}

}  // namespace dataarts::mock::program
