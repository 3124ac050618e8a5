#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_AUTHORIZED_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_AUTHORIZED_HPP

#include "virtual_time.hpp"

#include <dataarts/credential_source.hpp>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// What tests of credentials share: a source and a server that do what the test says.
namespace authorized {

namespace asio = boost::asio;
using dataarts::client;
using dataarts::credentials;
using dataarts::errc;
using dataarts::failure;
using dataarts::issued_credentials;
using namespace std::chrono_literals;

using outcome = dataarts::result<dataarts::script_instance>;
using issue = dataarts::result<issued_credentials>;

/// Gives what the test puts into it, the last one for ever.
class scripted_source final : public dataarts::credential_source {
 public:
  asio::awaitable<issue> get(dataarts::credential_request) override {
    ++asked;
    most_at_once = std::max(most_at_once, ++at_once);
    leaving const end(at_once);
    if (hold) {
      auto const executor = co_await asio::this_coro::executor;
      gate.emplace(executor, asio::steady_timer::time_point::max());
      boost::system::error_code opened;
      co_await gate->async_wait(asio::redirect_error(asio::use_awaitable, opened));
      // Opened, or cancelled by the client.
      if (hold) throw boost::system::system_error(opened);
    }
    if (throws) throw std::runtime_error("the vault is closed");
    auto given = next.front();
    if (next.size() > 1) next.pop_front();
    co_return given;
  }
  std::string name() const override { return "vault"; }

  std::deque<issue> next;
  int asked = 0;
  int at_once = 0;
  int most_at_once = 0;
  bool hold = false;
  std::optional<asio::steady_timer> gate;
  bool throws = false;

  void release() {
    hold = false;
    gate->cancel();
  }

 private:
  struct leaving {
    explicit leaving(int& count) : counter(count) {}
    leaving(leaving const&) = delete;
    leaving& operator=(leaving const&) = delete;
    ~leaving() { --counter; }
    int& counter;
  };
};

struct situation : test::virtual_time {
  /// @param answer  to a request; a test may change it.
  explicit situation(std::function<std::string(std::string const&)> answer)
      : respond(std::move(answer)), server(context, serve()) {
    config = test::config_for(server);
    config.time = clock;
    config.auth_source = source;
    config.call_timeout = 10min;
  }

  test::peer::script serve() {
    return [this](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      auto* const self = this;
      for (;;) {
        auto const request = co_await peer.request();
        if (request.empty()) co_return;
        self->requests.push_back(request);
        auto const answer = self->respond(request);
        co_await peer.send(answer);
      }
    };
  }

  issue token(std::string text, std::chrono::seconds life = 24h) const {
    issued_credentials made;
    made.value = credentials::token(std::move(text));
    made.expires_at = clock->wall_now() + life;
    return made;
  }

  std::vector<test::started<outcome>> start(client& asking, int count) {
    std::vector<test::started<outcome>> calls;
    for (int i = 0; i < count; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
    return calls;
  }

  outcome ask(client& asking) { return run(asking.query({"s", "i"})); }

  std::function<std::string(std::string const&)> respond;
  std::vector<std::string> requests;
  test::peer server;
  std::shared_ptr<scripted_source> source = std::make_shared<scripted_source>();
  dataarts::client_config config;
};

inline std::string const good = test::http_answer(test::running_body);

inline std::string refused(std::string const& code, std::string const& message, std::string const& headers = {}) {
  return test::http_answer(R"({"error_code":")" + code + R"(","error_msg":")" + message + R"("})", "401 Unauthorized",
                           headers);
}

inline bool has_token(std::string const& request, std::string const& token) {
  return request.find("X-Auth-Token: " + token + "\r\n") != std::string::npos;
}

inline failure failed_with(int status, errc code) {
  failure::details details;
  details.http_status = status;
  return failure(code, std::move(details));
}

inline bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

}  // namespace authorized

#endif
