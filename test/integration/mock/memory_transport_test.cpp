#include <dataarts/memory_network.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "both_ways.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_memory_transport)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
using namespace std::chrono_literals;
using mock::wire_fault;
using test::timed_pair;
using test::way;

// A client that sends the bytes it is given, in the network in memory.
class memory_client {
 public:
  explicit memory_client(timed_pair& in) : context_(in.context) {
    boost::system::error_code error;
    end_ = in.network->dial(in.server->port(), error);
    BOOST_TEST_REQUIRE(!error);
  }

  /// What the connection takes of it.
  std::size_t send(std::string const& bytes) { return end_.write(bytes.data(), bytes.size()).size; }

  /// All that comes without time passing.
  std::string received() {
    std::string all;
    std::array<char, 1000> piece{};
    for (;;) {
      if (context_.stopped()) context_.restart();
      context_.poll();
      auto const got = end_.read(piece.data(), piece.size());
      if (got.size == 0) {
        ended_ = got.ended ? "end" : got.error == EAGAIN ? "open" : got.error == ECONNRESET ? "reset" : "other";
        return all;
      }
      all.append(piece.data(), got.size);
    }
  }
  std::string const& ended() const { return ended_; }
  dataarts::memory_end& end() { return end_; }

 private:
  asio::io_context& context_;
  dataarts::memory_end end_;
  std::string ended_;
};

std::string request(std::string const& instance, std::string const& headers = {}) {
  return "GET /v1/p/scripts/load/instances/" + instance + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
}

void add_rules(mock::server& to) {
  to.add(mock::instance("cut").script("load").id("cut").running().on_poll(1, wire_fault::cut(99)));
  to.add(mock::instance("load").script("load").running().for_polls(2).then_finished(R"([{"rows":[[1,2]]}])"));
}

BOOST_AUTO_TEST_CASE(answers_are_the_same_to_the_byte) {
  auto const asked = request("a") + request("b") + "HEAD / HTTP/1.1\r\nHost: x\r\n\r\n" + request("a") + "\r\n" +
                     request("a") +
                     "POST /v1/p/scripts/load/execute HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}" +
                     request("cut") + request("never");
  timed_pair over_sockets(way::sockets);
  timed_pair in_memory(way::memory);
  add_rules(*over_sockets.server);
  add_rules(*in_memory.server);
  test::raw_client one(over_sockets.context, over_sockets.server->port());
  one.send(asked);
  memory_client other(in_memory);
  BOOST_TEST(other.send(asked) == asked.size());
  auto const got = other.received();
  BOOST_TEST(got == one.until_closed());
  BOOST_TEST(got.size() > 1000U);
  BOOST_TEST(other.ended() == "end");
}

BOOST_AUTO_TEST_CASE(a_client_that_does_not_read_is_waited_for) {
  timed_pair pair(way::memory, {}, {}, 1000);
  add_rules(*pair.server);
  memory_client client(pair);
  std::string asked;
  for (int i = 0; i < 200; ++i) asked += request("i");
  std::size_t sent = 0;
  for (int turn = 0; turn < 200; ++turn) {
    sent += client.send(asked.substr(sent));
    pair.context.poll();
  }
  // The server stopped reading, and both directions are full.
  BOOST_TEST(sent < asked.size());
  BOOST_TEST(client.end().unread() == 1000U);
  BOOST_TEST(!client.end().state().writable);
  std::string got;
  while (got.size() < 200 || sent < asked.size()) {
    got += client.received();
    sent += client.send(asked.substr(sent));
  }
  got += client.received();
  std::size_t answers = 0;
  for (auto at = got.find("HTTP/1.1 200"); at != std::string::npos; at = got.find("HTTP/1.1 200", at + 1)) ++answers;
  BOOST_TEST(answers == 200U);
  BOOST_TEST(pair.server->counters().requests == 200U);
}

BOOST_AUTO_TEST_CASE(one_that_takes_no_answer_is_reset_in_time) {
  timed_pair pair(way::memory, {}, {}, 100);
  add_rules(*pair.server);
  memory_client client(pair);
  client.send(request("i"));
  pair.context.poll();
  pair.clock->advance(30s);
  pair.context.poll();
  BOOST_TEST(client.received().size() == 100U);
  BOOST_TEST(client.ended() == "reset");
  BOOST_TEST(pair.server->counters().timed_out == 1U);
}

BOOST_AUTO_TEST_CASE(one_that_sends_half_a_request_is_told_so) {
  timed_pair pair(way::memory);
  memory_client client(pair);
  client.send("GET / HT");
  BOOST_TEST(client.received().empty());
  pair.clock->advance(10s);
  BOOST_TEST(client.received().starts_with("HTTP/1.1 408 "));
  BOOST_TEST(client.ended() == "end");
}

BOOST_AUTO_TEST_CASE(connections_are_numbered_in_the_journal) {
  timed_pair pair(way::memory, mock::options{}.journaled());
  add_rules(*pair.server);
  memory_client one(pair);
  memory_client other(pair);
  for (auto* each : {&one, &other, &one}) {
    each->send(request("i"));
    BOOST_TEST(each->received().starts_with("HTTP/1.1 200 "));
  }
  std::vector<std::uint64_t> connections;
  for (int i = 0; i < 3; ++i) {
    auto const entry = pair.run(pair.server->next_request());
    connections.push_back(entry.connection);
  }
  BOOST_TEST(connections == (std::vector<std::uint64_t>{1, 2, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(client_server_and_context_may_end_in_any_order) {
  for (int order = 0; order < 6; ++order) {
    auto const net = std::make_shared<dataarts::memory_network>();
    auto const clock = std::make_shared<dataarts::virtual_clock>();
    auto context = std::make_unique<asio::io_context>(1);
    auto clients = std::make_unique<asio::io_context>(1);
    auto server = std::make_unique<mock::server>(*context, mock::options{}.on(clock).on_network(net));
    server->add(mock::instance("load").script("load").running().late_on_poll(1, 1h));
    dataarts::client_config config;
    config.endpoint = server->url();
    config.project_id = "p";
    config.network = net;
    config.time = clock;
    auto client = std::make_unique<dataarts::client>(clients->get_executor(), config);
    auto asked = test::start(*clients, test::asked(*client, "i"));
    for (int turn = 0; turn < 10; ++turn) {
      clients->poll();
      context->poll();
    }
    BOOST_TEST(server->counters().requests == 1U);
    if (order % 2 == 0 || order < 3) server.reset();
    if (order < 3) context.reset();  // which did not run once more
    if (order % 3 == 0) client.reset();
    clients->poll();
    if (order >= 3) clients.reset();
    if (context) context->poll();
    server.reset();
    context.reset();
    if (clients) clients->poll();
    client.reset();
  }
}

BOOST_AUTO_TEST_CASE(clients_and_servers_may_be_on_many_threads) {
  auto const net = std::make_shared<dataarts::memory_network>();
  asio::io_context first{1};
  asio::io_context second{1};
  auto server =
      std::make_unique<mock::server>(std::vector<asio::io_context*>{&first, &second}, mock::options{}.on_network(net));
  server->add(mock::instance("load").script("load").running());
  std::atomic<int> answered{0};
  {
    std::jthread const one([&] { first.run(); });
    std::jthread const two([&] { second.run(); });
    {
      std::vector<std::jthread> clients;
      for (int n = 0; n < 4; ++n) {
        clients.emplace_back([&] {
          asio::io_context context{1};
          dataarts::client_config config;
          config.endpoint = server->url();
          config.project_id = "p";
          config.network = net;
          dataarts::client client(context.get_executor(), config);
          for (int i = 0; i < 250; ++i) {
            auto asked = test::start(context, test::asked(client, "i"));
            test::run_until(context, [&] { return asked.done(); });
            if (asked.value() == "RUNNING") ++answered;
          }
        });
      }
    }
    server.reset();
  }
  BOOST_TEST(answered == 1000);
}

BOOST_AUTO_TEST_CASE(there_is_no_tls_and_no_proxy_in_memory) {
  auto const net = std::make_shared<dataarts::memory_network>();
  asio::io_context context;
  auto said = [](char const* what) {
    return [what](std::invalid_argument const& problem) {
      return std::string(problem.what()).find(what) != std::string::npos;
    };
  };
  mock::options settings;
  settings.tls.emplace();
  settings.on_network(net);
  BOOST_CHECK_EXCEPTION(mock::server(context, settings), std::invalid_argument, said("network and tls are both set"));
  dataarts::client_config config;
  config.endpoint = "https://x";
  config.project_id = "p";
  config.network = net;
  BOOST_CHECK_EXCEPTION(dataarts::client(context.get_executor(), config), std::invalid_argument,
                        said("network: there"));
  config.endpoint = "http://x";
  config.proxy.url = "http://y:1";
  BOOST_CHECK_EXCEPTION(dataarts::client(context.get_executor(), config), std::invalid_argument, said("no proxy"));
}

BOOST_AUTO_TEST_CASE(any_name_reaches_the_port) {
  auto const net = std::make_shared<dataarts::memory_network>();
  asio::io_context context{1};
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  mock::options settings;
  settings.port = 80;
  mock::server server(context, settings.on(clock).on_network(net));
  add_rules(server);
  dataarts::client_config config;
  config.endpoint = "http://dlf.example";
  config.project_id = "p";
  config.network = net;
  config.time = clock;
  dataarts::client client(context.get_executor(), config);
  BOOST_TEST(dataarts::run(context, *clock, test::asked(client, "i")) == "RUNNING");
  BOOST_TEST(server.url() == "http://127.0.0.1:80");
  BOOST_CHECK_THROW(mock::server(context, settings), boost::system::system_error);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
