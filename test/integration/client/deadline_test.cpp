#include "support.hpp"

#include <vector>

BOOST_AUTO_TEST_SUITE(deadline_test)

namespace asio = boost::asio;
using dataarts::call_options;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using namespace std::chrono_literals;

namespace {

test::peer::script never_answers() {
  return [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> { co_await peer.until_closed(); };
}

struct fixture {
  asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();

  dataarts::client_config config_for(test::peer const& server) const {
    auto config = test::config_for(server);
    config.time = clock;
    return config;
  }
  void advance(dataarts::clock::duration by) {
    clock->advance(by, [&] { test::pass_events(context); });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_server_that_never_answers_ends_at_the_deadline, fixture) {
  test::peer server(context, never_answers());
  client asking(context.get_executor(), config_for(server));
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  advance(60s - 1ns);
  BOOST_TEST(!call.done());
  advance(1ns);
  BOOST_TEST_REQUIRE(call.done());
  auto const& why = call.value().error();
  BOOST_TEST((why == errc::deadline_exceeded), why);
  BOOST_TEST((why == condition::timeout));
  BOOST_TEST(why.elapsed().count() == std::chrono::nanoseconds(60s).count());
  BOOST_TEST(why.attempts() == 1u);
  BOOST_TEST(why.where().find("while waiting for the answer of 127.0.0.1") != std::string_view::npos, why);
  // The half-used connection is gone.
  BOOST_TEST(asking.stats().connections_open == 0u);
  test::pass_events(context);
  BOOST_TEST(server.open() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_call_may_have_its_own_time, fixture) {
  test::peer server(context, never_answers());
  client asking(context.get_executor(), config_for(server));
  auto patient = test::start(context, asking.query({"s", "1"}));
  auto hasty = test::start(context, asking.query({"s", "2"}, call_options().timeout(250ms)));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 2; });
  advance(250ms);
  BOOST_TEST(hasty.done());
  BOOST_TEST(!patient.done());
  advance(60s);
  BOOST_TEST(patient.done());
  auto const never = test::run(context, asking.query({"s", "3"}, call_options().timeout(0s)));
  BOOST_TEST((never.error() == errc::deadline_exceeded));
  BOOST_TEST(never.error().attempts() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_very_long_time_does_not_overflow, fixture) {
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), config_for(server));
  auto const answer =
      test::run(context, asking.query({"s", "i"}, call_options().timeout(std::chrono::nanoseconds::max())));
  BOOST_TEST(answer.has_value());
}

BOOST_FIXTURE_TEST_CASE(the_time_runs_while_a_call_waits_for_a_connection, fixture) {
  test::peer server(context, never_answers());
  auto config = config_for(server);
  config.max_connections = 1;
  client asking(context.get_executor(), config);
  auto first = test::start(context, asking.query({"s", "1"}));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  auto second = test::start(context, asking.query({"s", "2"}, call_options().timeout(5s)));
  test::settle(context);
  advance(5s);
  BOOST_TEST_REQUIRE(second.done());
  BOOST_TEST((second.value().error() == errc::deadline_exceeded));
  BOOST_TEST(second.value().error().where() == "while waiting for a connection");
  BOOST_TEST(second.value().error().attempts() == 0u);
  BOOST_TEST(!first.done());
}

BOOST_FIXTURE_TEST_CASE(a_call_that_waits_behind_a_dead_one_is_served_after_it, fixture) {
  test::peer server(context, [](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    co_await peer.request();
    if (n > 0) co_await peer.send(test::http_answer(test::running_body));
    co_await peer.until_closed();
  });
  auto config = config_for(server);
  config.max_connections = 1;
  client asking(context.get_executor(), config);
  auto dead = test::start(context, asking.query({"s", "1"}, call_options().timeout(1s)));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  auto next = test::start(context, asking.query({"s", "2"}));
  test::settle(context);
  advance(1s);
  test::run_until(context, [&] { return next.done(); });
  BOOST_TEST(dead.done());
  BOOST_TEST(next.value().has_value());
}

BOOST_FIXTURE_TEST_CASE(an_answer_that_trickles_in_ends_at_the_deadline_too, fixture) {
  asio::io_context& io = context;
  test::peer server(io, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.request();
    co_await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
    co_await peer.until_closed();
  });
  client asking(io.get_executor(), config_for(server));
  auto call = test::start(io, asking.query({"s", "i"}));
  test::run_until(io, [&] { return asking.stats().calls_in_exchange == 1; });
  test::pass_events(io);
  advance(60s);
  BOOST_TEST_REQUIRE(call.done());
  BOOST_TEST((call.value().error() == errc::deadline_exceeded));
}

BOOST_FIXTURE_TEST_CASE(a_handshake_that_never_comes_ends_at_the_connect_time, fixture) {
  // The server accepts and is silent: for HTTPS that is a handshake without an answer.
  test::peer server(context, never_answers());
  auto config = config_for(server);
  config.endpoint = "https://127.0.0.1:" + std::to_string(server.port());
  client asking(context.get_executor(), config);
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return server.open() == 1; });
  test::pass_events(context);
  advance(10s - 1ns);
  BOOST_TEST(!call.done());
  advance(1ns);
  BOOST_TEST_REQUIRE(call.done());
  auto const& why = call.value().error();
  BOOST_TEST((why == errc::connect_timeout), why);
  BOOST_TEST((why == condition::timeout));
  BOOST_TEST((why == condition::unreachable));
  BOOST_TEST(asking.stats().connections_opening == 0u);
  test::pass_events(context);
  BOOST_TEST(server.open() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_thousand_calls_need_a_few_alarms_only, fixture) {
  test::peer server(context, test::always(test::http_answer(test::running_body)));
  client asking(context.get_executor(), config_for(server));
  for (int i = 0; i < 1'000; ++i) {
    auto const answer = test::run(context, asking.query({"s", "i"}));
    BOOST_TEST_REQUIRE(answer.has_value());
    clock->advance(1ms);
  }
  // At rest no alarm is left that would keep the context running.
  BOOST_TEST(!clock->next_alarm().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
