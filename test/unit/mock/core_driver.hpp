#ifndef DATAARTS_TEST_MOCK_CORE_DRIVER_HPP
#define DATAARTS_TEST_MOCK_CORE_DRIVER_HPP

#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/virtual_clock.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "session_core.hpp"

namespace test {

/// One connection to the request path of the mock server, without a socket, on virtual time.
class core_driver {
 public:
  explicit core_driver(dataarts::mock::options settings = {})
      : environment(with_answers(std::move(settings)), clock, 1), core(environment) {}

  /// Feeds the bytes in pieces of `piece` and gives what the server sends.
  std::string feed(std::string_view bytes, std::size_t piece) {
    std::string sent;
    while (!bytes.empty()) {
      auto const [room, size] = core.prepare();
      auto const now = std::min({piece, size, bytes.size()});
      if (now == 0) break;
      std::memcpy(room, bytes.data(), now);
      core.commit(now);
      bytes.remove_prefix(now);
      pump(sent);
    }
    return sent;
  }

  void pump(std::string& sent) {
    for (bool more = true; more;) {
      std::string out;
      more = core.pump(clock->now(), out);
      sent += out;
    }
  }

  std::string end() {
    std::string sent;
    core.end_of_input();
    pump(sent);
    return sent;
  }

  bool closing() const { return core.phase() == dataarts::mock::session_core::phase::closing; }

  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  dataarts::mock::core_environment environment;
  dataarts::mock::session_core core;

 private:
  static dataarts::mock::options with_answers(dataarts::mock::options settings) {
    if (!settings.answers) settings.answers = std::make_shared<dataarts::mock::documented_answers>();
    return settings;
  }
};

inline std::string query(std::string const& instance, std::string const& script = "dwsscript") {
  return "/v1/p1/scripts/" + script + "/instances/" + instance;
}

inline std::string get(std::string const& target, std::string const& headers = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

inline std::string_view status_line(std::string_view answer) { return answer.substr(0, answer.find("\r\n")); }

inline std::string_view body_of(std::string_view answer) {
  auto const blank = answer.find("\r\n\r\n");
  return blank == std::string_view::npos ? std::string_view() : answer.substr(blank + 4);
}

inline bool has_header(std::string_view answer, std::string_view line) {
  auto const head = answer.substr(0, answer.find("\r\n\r\n") + 2);
  return head.find("\r\n" + std::string(line) + "\r\n") != std::string_view::npos;
}

inline std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

}  // namespace test

#endif
