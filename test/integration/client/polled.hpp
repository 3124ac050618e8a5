#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_POLLED_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_POLLED_HPP

#include "support.hpp"
#include "virtual_time.hpp"

#include <dataarts/poll_options.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

/// What tests of waiting share: a server that says in turn what a run looks like.
namespace polled {

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using dataarts::poll_options;
using dataarts::run_status;
using namespace std::chrono_literals;

using outcome = dataarts::result<dataarts::script_instance>;

inline std::string state(std::string const& status) { return test::http_answer(R"({"status":")" + status + R"("})"); }

inline std::string const running = state("RUNNING");
inline std::string const finished = state("FINISHED");
inline std::string const failed = test::http_answer(R"({"status":"FAILED","message":"no such table","results":[]})",
                                                    "200 OK", "X-Request-Id: r1\r\n");
inline std::string const not_found =
    test::http_answer(R"({"error_code":"DLF.6205","error_msg":"no such instance"})", "400 Bad Request");
inline std::string const forbidden = test::http_answer(R"({"error_code":"DLF.3","error_msg":"no"})", "403 Forbidden");
inline std::string const busy = test::http_answer("{}", "503 Service Unavailable");
inline std::string const throttled = test::http_answer("{}", "429 Too Many Requests");
inline std::string const broken = test::http_answer("{}", "500 Internal Server Error");
inline std::string const hold = "hold";

/// A server that gives these answers to queries, one each, the last one for ever, and notes when. `execute` and `stop`
/// have their own answers.
struct situation : test::virtual_time {
  explicit situation(std::vector<std::string> what) : answers(std::move(what)), server(context, serve()) {
    config = test::config_for(server);
    config.time = clock;
    options.jitter(0).growth(0).interval(10s);
  }

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      for (;;) {
        auto const request = co_await peer.whole_request();
        if (request.empty()) co_return;
        auto answer = execute_answer;
        if (request.find("/stop HTTP/1.1") != request.npos) {
          ++stops;
          answer = stop_answer;
        } else if (request.find("/execute HTTP/1.1") == request.npos) {
          answer = answers[std::min(looks.size(), answers.size() - 1)];
          looks.push_back(seconds_now());
        }
        if (answer == hold) {
          co_await peer.until_closed();
          co_return;
        }
        co_await peer.send(answer);
      }
    };
  }

  long seconds_now() const {
    return static_cast<long>(
        std::chrono::duration_cast<std::chrono::seconds>(clock->now() - dataarts::virtual_clock::time_point{}).count());
  }

  outcome wait(client& asking) { return run(asking.wait({"s", "i"}, options)); }

  std::string execute_answer = test::http_answer(R"({"instanceId":"i-1"})");
  std::string stop_answer = "HTTP/1.1 204 No Content\r\n\r\n";
  int stops = 0;
  std::vector<std::string> answers;
  std::vector<long> looks;
  test::peer server;
  dataarts::client_config config;
  poll_options options;
};

using times = std::vector<long>;

}  // namespace polled

#endif
