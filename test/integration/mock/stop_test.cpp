#include <boost/test/unit_test.hpp>

#include <thread>
#include <vector>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_stop)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::mock_request;
using test::raw_client;

class late_answers final : public mock::answer_source {
 public:
  explicit late_answers(std::chrono::nanoseconds by) : by_(by) {}
  mock::decision decide(mock::request_view const&) override {
    return {std::make_shared<mock::answer const>(200, "late"), by_};
  }

 private:
  std::chrono::nanoseconds by_;
};

// Answers that the sockets hold, but not the client's side alone.
class large_answers final : public mock::answer_source {
 public:
  static constexpr std::size_t size = 1'000'000;
  mock::decision decide(mock::request_view const&) override {
    return {std::make_shared<mock::answer const>(200, std::string(size, 'a')), {}};
  }
};

bool refuses(boost::asio::io_context& context, unsigned short port) {
  boost::asio::ip::tcp::socket socket(context);
  boost::system::error_code error;
  socket.connect({boost::asio::ip::address_v4::loopback(), port}, error);
  return error == boost::asio::error::connection_refused;
}

BOOST_FIXTURE_TEST_CASE(idle_connections_are_closed_and_the_context_is_let_go, test::mock_fixture) {
  {
    raw_client client(context, start().port());
    client.send(mock_request("running"));
    client.answer();
    server->stop();
    BOOST_TEST(client.until_closed() == "");
    BOOST_TEST(client.ended_with() == boost::asio::error::eof);
  }
  context.run();  // returns, since nothing is left
  BOOST_TEST(refuses(context, server->port()));
  BOOST_TEST(server->counters().connections_open == 0U);
  server->stop();  // and once more does no harm
  context.restart();
  context.run();
}

BOOST_FIXTURE_TEST_CASE(an_idle_client_that_does_not_close_is_not_waited_for, test::mock_fixture) {
  raw_client silent(context, start().port());
  raw_client client(context, server->port());
  client.send(mock_request("running"));
  client.answer();
  test::run_until(context, [&] { return server->counters().connections_open == 2; });
  server->stop();
  test::settle(context);
  BOOST_TEST_REQUIRE(server->counters().connections_open == 0U);  // and no time has passed
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
  BOOST_TEST(silent.until_closed() == "");
  BOOST_TEST(silent.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(an_answer_that_is_not_taken_yet_is_not_lost, test::mock_fixture) {
  mock::options settings;
  settings.answers = std::make_shared<large_answers>();
  raw_client client(context, start(settings).port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  test::run_until(context, [&] { return server->counters().requests == 1; });
  server->stop();
  test::settle(context);
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");  // to a socket that is closed it would mean a reset
  test::settle(context);
  auto const all = client.until_closed();
  BOOST_TEST(all.size() > large_answers::size);
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(an_answer_in_flight_is_the_last_one, test::mock_fixture) {
  mock::options settings;
  settings.answers = std::make_shared<late_answers>(3s);
  raw_client client(context, start(settings).port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  test::run_until(context, [&] { return server->counters().requests == 1; });
  server->stop();
  test::settle(context);
  BOOST_TEST(server->counters().connections_open == 1U);
  advance(3s);
  auto const answer = client.until_closed();
  BOOST_TEST(answer.ends_with("late"));
  BOOST_TEST(answer.find("Connection: close\r\n") != std::string::npos);
  BOOST_TEST(client.ended_with() == boost::asio::error::eof);
}

BOOST_FIXTURE_TEST_CASE(a_request_in_flight_is_still_answered, test::mock_fixture) {
  raw_client client(context, start().port());
  client.send("GET /v1/p/scripts/dwsscript/");
  test::run_until(context, [&] { return server->counters().connections_open == 1; });
  raw_client(context, server->port()).send("x");  // what was sent before is read now
  test::run_until(context, [&] { return server->counters().malformed == 1; });
  server->stop();
  test::settle(context);
  client.send("instances/running HTTP/1.1\r\nHost: x\r\n\r\n");
  BOOST_TEST(client.until_closed().find("RUNNING") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(what_takes_longer_than_five_seconds_is_reset, test::mock_fixture) {
  mock::options settings;
  settings.answers = std::make_shared<late_answers>(1h);
  raw_client client(context, start(settings).port());
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  test::run_until(context, [&] { return server->counters().requests == 1; });
  server->stop();
  advance(4'999ms);
  BOOST_TEST(server->counters().connections_open == 1U);
  advance(1ms);
  BOOST_TEST(server->counters().connections_open == 0U);
  client.until_closed();
  BOOST_TEST(client.ended_with() == boost::asio::error::connection_reset);
}

BOOST_FIXTURE_TEST_CASE(the_destructor_closes_everything_at_once, test::mock_fixture) {
  raw_client client(context, start().port());
  client.send(mock_request("running") + "GET /half");
  client.answer();
  auto const port = server->port();
  finish();
  BOOST_TEST(refuses(context, port));
  client.until_closed();
  BOOST_TEST(client.ended_with() == boost::asio::error::connection_reset);
}

BOOST_FIXTURE_TEST_CASE(a_context_may_end_under_the_connections, test::mock_fixture) {
  auto own = std::make_unique<boost::asio::io_context>(1);
  std::optional<mock::server> short_lived(std::in_place, *own);
  raw_client client(*own, short_lived->port());
  client.send("GET /half");
  test::settle(*own);
  BOOST_TEST(short_lived->counters().connections_open == 1U);
  client.socket().close();
  short_lived.reset();
  own.reset();  // with the closing not done
}

BOOST_FIXTURE_TEST_CASE(a_context_without_a_connection_is_kept_too, test::mock_fixture) {
  boost::asio::io_context second(1);
  mock::server shared({&context, &second}, {});
  second.poll();
  BOOST_TEST(!second.stopped());
  shared.stop();
  context.run();
  second.run();
  BOOST_TEST(second.stopped());
}

BOOST_FIXTURE_TEST_CASE(connections_are_dealt_out_over_the_contexts, test::mock_fixture) {
  boost::asio::io_context first(1);
  boost::asio::io_context second(1);
  mock::server shared({&first, &second}, {});
  std::vector<std::thread> threads;
  for (auto* each : {&first, &second}) threads.emplace_back([each] { each->run(); });
  {
    std::vector<std::unique_ptr<raw_client>> clients;
    for (int i = 0; i < 8; ++i) clients.push_back(std::make_unique<raw_client>(context, shared.port()));
    for (int round = 0; round < 20; ++round) {
      for (auto& each : clients) each->send(mock_request("running"));
      for (auto& each : clients) BOOST_TEST(each->answer().starts_with("HTTP/1.1 200"));
    }
    BOOST_TEST(shared.counters().requests == 160U);
    BOOST_TEST(shared.counters().connections_opened == 8U);
    shared.stop();
    for (auto& each : clients) BOOST_TEST(each->until_closed() == "");
  }
  for (auto& each : threads) each.join();
  BOOST_TEST(shared.counters().connections_open == 0U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
