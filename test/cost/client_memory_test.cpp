// What a client keeps of the memory in which answers were read.

#include "allocation_counter.hpp"
#include "instrumented.hpp"
#include "peer.hpp"

#include <dataarts/async.hpp>
#include <dataarts/client.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <utility>

BOOST_AUTO_TEST_SUITE(client_memory_test)

namespace asio = boost::asio;

namespace {

constexpr std::size_t at_once = 32;

boost::test_tools::assertion_result heap_is_counted(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result counted(!is_instrumented);
  counted.message() << "skipped: under a sanitizer the allocations are its own";
  return counted;
}

/// Answers a round of queries only when all have come, and none whole before each has begun.
struct situation {
  explicit situation(std::string with_header)
      : header(std::move(with_header)),
        server(context, [this](test::peer::connection& peer, std::size_t) { return serve(peer); }) {}

  asio::awaitable<void> serve(test::peer::connection& peer) {
    for (;;) {
      auto const request = co_await peer.request();
      if (request.empty()) co_return;
      auto const body = R"({"status":"FINISHED","results":[{"message":")" + std::string(60'000, 'm') + R"("}]})";
      auto const answer =
          "HTTP/1.1 200 OK\r\n" + header + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
      auto const first = answer.size() - 100;
      co_await all(asked);
      co_await peer.send(answer.substr(0, first));
      co_await all(begun);
      // The clients have their turn, too.
      for (int i = 0; i < 20; ++i) co_await asio::post(context, asio::use_awaitable);
      co_await peer.send(answer.substr(first));
    }
  }

  asio::awaitable<void> all(std::size_t& count) {
    auto const round = count++ / at_once + 1;
    while (count < round * at_once) co_await asio::post(context, asio::use_awaitable);
  }

  void ask_all(dataarts::client& asking) {
    std::size_t done = 0;
    std::size_t good = 0;
    for (std::size_t i = 0; i < at_once; ++i) {
      dataarts::async_query(asking, {"s", "i"}, [&](dataarts::result<dataarts::script_instance> const& got) {
        ++done;
        if (got.has_value()) ++good;
      });
    }
    if (context.stopped()) context.restart();
    while (done < at_once) context.run_one();
    for (int i = 0; i < 100; ++i) context.poll();
    BOOST_TEST(good == at_once);
  }

  std::string const header;
  asio::io_context context;
  std::size_t asked = 0;
  std::size_t begun = 0;
  test::peer server;
};

dataarts::client_config config_for(situation const& of) {
  dataarts::client_config config;
  config.endpoint = of.server.url();
  config.project_id = "p1";
  config.max_connections = at_once;
  config.max_response_header = std::size_t{1024} * 1024;
  return config;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_kept_for_connections_that_are_closed,
                     *boost::unit_test::precondition(heap_is_counted)) {
  situation now("Connection: close\r\n");
  dataarts::client asking(now.context.get_executor(), config_for(now));
  auto const before = bytes_in_use_now();
  now.ask_all(asking);
  BOOST_TEST(asking.stats().connections_open == 0u);
  auto const kept = bytes_in_use_now() - before;
  BOOST_TEST(kept <= 512u * 1024u);
}

BOOST_AUTO_TEST_CASE(the_room_for_a_large_header_is_not_kept, *boost::unit_test::precondition(heap_is_counted)) {
  situation now("X-Large: " + std::string(500'000, 'x') + "\r\n");
  dataarts::client asking(now.context.get_executor(), config_for(now));
  auto const before = bytes_in_use_now();
  now.ask_all(asking);
  BOOST_TEST(asking.stats().connections_open == at_once);
  auto const kept = bytes_in_use_now() - before;
  BOOST_TEST(kept <= at_once * 256u * 1024u);
}

BOOST_AUTO_TEST_SUITE_END()
