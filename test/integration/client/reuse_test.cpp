// What comes behind an answer: its connection must not serve another call.

#include "support.hpp"

#include <boost/asio/this_coro.hpp>

#include <vector>

#include <sys/socket.h>

BOOST_AUTO_TEST_SUITE(reuse_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::errc;

namespace {

using outcome = dataarts::result<dataarts::script_instance>;

std::vector<outcome> ask(asio::io_context& context, client& asking, int count) {
  std::vector<test::started<outcome>> calls;
  for (int i = 0; i < count; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
  std::vector<outcome> answers;
  for (auto& each : calls) {
    test::run_until(context, [&] { return each.done(); });
    answers.push_back(each.value());
  }
  return answers;
}

}  // namespace

// A server that closes in an orderly way ends its side in the same segment as the last answer, and goes on reading.
BOOST_AUTO_TEST_CASE(an_end_that_comes_with_the_answer_is_seen) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.request();
    auto const answer = test::http_answer(test::running_body);
    ::send(peer.socket.native_handle(), answer.data(), answer.size(), MSG_MORE);
    boost::system::error_code ignored;
    peer.socket.shutdown(boost::asio::socket_base::shutdown_send, ignored);
    co_await peer.until_closed();
  });
  auto config = test::config_for(server);
  config.max_connections = 4;
  client asking(context.get_executor(), config);
  for (auto const& answer : ask(context, asking, 12)) BOOST_TEST(answer.has_value(), answer.error());
  BOOST_TEST(server.accepted() == 12u);
  test::pass_events(context);
  BOOST_TEST(server.open() == 0u);
}

// The first answer fills what the client reads at once to the byte, so that the rest is still in the socket.
BOOST_AUTO_TEST_CASE(a_surplus_answer_that_was_not_read_yet_is_nobodys) {
  constexpr std::size_t read_size = 16 * 1024;
  auto padded = [](std::size_t size) {
    auto const padding = [](std::size_t n) {
      return test::http_answer(R"({"status":"FINISHED"})", "200 OK", "X-Padding: " + std::string(n, 'x') + "\r\n");
    };
    return padding(size - padding(0).size());
  };
  auto const first = padded(read_size);
  BOOST_REQUIRE_EQUAL(first.size(), read_size);
  asio::io_context context;
  test::peer server(context, [&](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    co_await peer.request();
    auto answer = test::http_answer(test::running_body);
    if (n == 0) answer = first + test::http_answer(R"({"status":"FAILED"})");
    co_await peer.send(answer);
    co_await peer.until_closed();
  });
  auto config = test::config_for(server);
  config.max_connections = 1;
  client asking(context.get_executor(), config);
  auto const answers = ask(context, asking, 2);
  BOOST_TEST(answers[0].value().status_text() == "FINISHED");
  BOOST_TEST(answers[1].value().status_text() == "RUNNING");
  BOOST_TEST(server.accepted() == 2u);
}

BOOST_AUTO_TEST_CASE(a_switched_protocol_is_left) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    co_await peer.request();
    std::string answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n";
    if (n > 0) answer = test::http_answer(test::running_body);
    co_await peer.send(answer);
    co_await peer.until_closed();
  });
  client asking(context.get_executor(), test::config_for(server));
  auto const refused = test::run(context, asking.query({"s", "1"}));
  BOOST_TEST((refused.error() == errc::unexpected_status), refused.error());
  BOOST_TEST(test::run(context, asking.query({"s", "2"})).has_value());
  BOOST_TEST(server.accepted() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
