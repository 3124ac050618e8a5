#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_WATCHED_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_WATCHED_HPP

#include "recorder.hpp"
#include "virtual_time.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace test {

inline std::string const good = http_answer(running_body, "200 OK", "X-Request-Id: id-1\r\n");
inline std::string const busy = http_answer(R"({"error_code":"APIGW.0202","error_msg":"busy"})",
                                            "503 Service Unavailable", "Retry-After: 3\r\nX-Request-Id: id-0\r\n");
inline std::string const broken = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{";

/// A client that is watched, and its server, which takes 5 ms for each answer and gives these, one a request, the last
/// one for ever. An empty one closes the connection.
struct watched : virtual_time {
  explicit watched(std::vector<std::string> answers)
      : server(context, [this, answers](peer::connection& peer, std::size_t) -> boost::asio::awaitable<void> {
          auto& self = *this;
          auto const held = answers;  // the closure may end before the coroutine
          for (;;) {
            auto const request = co_await peer.request();
            if (request.empty()) co_return;
            self.clock->advance(std::chrono::milliseconds(5));
            auto const answer = held[std::min(self.asked++, held.size() - 1)];
            if (answer.empty()) co_return;
            if (answer == "silence") {
              co_await peer.until_closed();
              co_return;
            }
            co_await peer.send(answer);
            if (answer == broken) co_return;
          }
        }) {
    config = config_for(server);
    config.time = clock;
    config.observer = told;
  }

  dataarts::result<dataarts::script_instance> ask(dataarts::client& asking) {
    return run(asking.query({"script-name", "instance-name"}));
  }

  static auto at(dataarts::virtual_clock::duration since_start) {
    return dataarts::virtual_clock::time_point{} + since_start;
  }

  std::size_t asked = 0;
  peer server;
  std::shared_ptr<recorder> told = std::make_shared<recorder>();
  dataarts::client_config config;
};

}  // namespace test

#endif
