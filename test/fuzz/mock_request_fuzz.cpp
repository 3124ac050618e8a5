#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/virtual_clock.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "session_core.hpp"

// The request path of the mock server, bytes in and bytes out. The first byte of the input says in pieces of which size
// the rest arrives. Whatever arrives, which requests are accepted must not depend on the pieces. When a malformed one
// is refused does: the parser looks closer at a line once it has the end of the header.

namespace {

namespace mock = dataarts::mock;

struct outcome {
  std::string statuses;  // one word per answer; "refused" for whatever closes the connection for its form
  bool closing = false;
};

mock::options small_limits() {
  mock::options made;
  made.limits = {.max_header = 1024, .max_target = 256, .max_body = 512, .max_header_lines = 12, .max_unsent = 2000};
  made.answers = std::make_shared<mock::documented_answers>();
  return made;
}

void fail(char const* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// Reads the answers back as a client would, and checks that each is whole.
void note_answers(std::string_view sent, bool head_only, outcome& to) {
  while (!sent.empty()) {
    if (!sent.starts_with("HTTP/1.1 ")) fail("an answer does not begin with a status line");
    auto const blank = sent.find("\r\n\r\n");
    if (blank == std::string_view::npos) fail("an answer has no end of its header");
    auto const head = sent.substr(0, blank + 2);
    auto const status = sent.substr(9, 3);
    sent.remove_prefix(blank + 4);
    if (status == "100") continue;
    std::size_t length = 0;
    auto const at = head.find("\r\nContent-Length: ");
    if (at != std::string_view::npos) length = std::strtoul(head.data() + at + 18, nullptr, 10);
    if (!head_only) {
      if (sent.size() < length) fail("an answer is shorter than its length");
      sent.remove_prefix(length);
    }
    auto const refused = head.find("Connection: close") != std::string_view::npos && status != "200" && status != "501";
    to.statuses.append(refused ? "refused" : std::string(status)).append(" ");
  }
}

outcome play(std::string_view bytes, std::size_t piece) {
  static auto const settings = small_limits();
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  mock::core_environment shared(settings, clock, 1);
  mock::session_core core(shared);
  outcome made;
  std::string out;
  // A HEAD request makes the end of its answer invisible; such inputs are only checked for what they do to memory.
  auto const head_only = bytes.find("HEAD") != std::string_view::npos;
  auto const answer = [&] {
    for (bool more = true; more;) {
      out.clear();
      more = core.pump({}, out);
      if (out.size() > settings.limits.max_unsent + 2048) fail("more is collected than allowed");
      if (!head_only) note_answers(out, false, made);
    }
  };
  while (!bytes.empty() && core.phase() != mock::session_core::phase::closing) {
    auto const [room, size] = core.prepare();
    if (size == 0) fail("there is no room to read into");
    auto const now = std::min({piece, size, bytes.size()});
    std::memcpy(room, bytes.data(), now);
    core.commit(now);
    bytes.remove_prefix(now);
    answer();
  }
  core.end_of_input();
  answer();
  made.closing = core.phase() == mock::session_core::phase::closing;
  return made;
}

std::string_view accepted(outcome const& of) {
  constexpr std::string_view refused = "refused ";
  std::string_view all = of.statuses;
  if (all.ends_with(refused)) all.remove_suffix(refused.size());
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view const bytes(reinterpret_cast<char const*>(data + 1), size - 1);
  auto const whole = play(bytes, bytes.size() + 1);
  auto const pieces = play(bytes, 1U + data[0] % 64);
  if (!whole.closing || !pieces.closing) fail("the end of the input does not end the connection");
  if (accepted(whole) != accepted(pieces)) {
    std::fprintf(stderr, "whole: %s\npieces: %s\n", whole.statuses.c_str(), pieces.statuses.c_str());
    fail("the answers depend on the pieces");
  }
  return 0;
}
