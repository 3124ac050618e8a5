#ifndef DATAARTS_TEST_INTEGRATION_MOCK_BOTH_WAYS_HPP
#define DATAARTS_TEST_INTEGRATION_MOCK_BOTH_WAYS_HPP

#include <dataarts/client.hpp>
#include <dataarts/memory_network.hpp>
#include <dataarts/mock/instance.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>
#include <dataarts/virtual_time.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "loop.hpp"

namespace test {

/// How client and mock server reach each other.
enum class way { sockets, memory };

inline std::ostream& operator<<(std::ostream& out, way which) {
  return out << (which == way::sockets ? "sockets" : "memory");
}

/// An answer or a failure with all that a caller sees of it, the port left out.
inline std::string told(dataarts::result<dataarts::script_instance> const& outcome) {
  if (outcome.has_value()) return std::string(outcome.value().status_text());
  auto const& why = outcome.error();
  return why.code().message() + '/' + why.cause().message() + '/' + std::to_string(why.http_status()) + '/' +
         std::to_string(why.attempts()) + '/' + std::string(why.service_code());
}

inline boost::asio::awaitable<std::string> asked(dataarts::client& client, std::string instance,
                                                 dataarts::call_options options = dataarts::call_options()) {
  dataarts::instance_ref const ref("load", instance);
  auto const outcome = co_await client.query(ref, options);
  co_return told(outcome);
}

/// A mock server and a client on one virtual time, which passes by itself.
struct timed_pair {
  way how;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  std::shared_ptr<dataarts::memory_network> network;
  boost::asio::io_context context{1};
  std::optional<dataarts::mock::server> server;
  std::optional<dataarts::client> client;

  explicit timed_pair(way which, dataarts::mock::options settings = {}, dataarts::client_config config = {},
                      std::size_t capacity = 256 * 1024)
      : how(which) {
    if (how == way::memory) network = std::make_shared<dataarts::memory_network>(capacity);
    server.emplace(context, settings.on(clock).on_network(network));
    config.endpoint = server->url();
    config.tls.verify = false;  // certificates are valid on the server's time
    config.project_id = "p";
    config.time = clock;
    config.network = network;
    client.emplace(context.get_executor(), std::move(config));
  }

  std::chrono::nanoseconds now() const { return clock->now().time_since_epoch(); }

  template <class T>
  T run(boost::asio::awaitable<T> what) {
    return dataarts::run(context, *clock, std::move(what));
  }

  std::string ask(std::string const& instance = "i", dataarts::call_options const& options = {}) {
    return run(asked(*client, instance, options));
  }
};

/// A client whose failures are shown as they come.
inline dataarts::client_config without_retries() {
  dataarts::client_config config;
  config.retry.max_attempts = 1;
  return config;
}

}  // namespace test

#endif
