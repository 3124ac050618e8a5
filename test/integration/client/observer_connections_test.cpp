// What an observer is told of connections and limits, and that whatever begins ends; on virtual time.

#include "watched.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>

#include <random>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(observer_connections_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::close_reason;
using dataarts::errc;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(why_a_connection_was_closed) {
  auto const closing = [](std::vector<std::string> answers, dataarts::client_config const& extra) {
    test::watched now(std::move(answers));
    now.config.idle_timeout = extra.idle_timeout;
    now.config.connection_max_age = extra.connection_max_age;
    client asking(now.context.get_executor(), now.config);
    now.ask(asking);
    test::pass_events(now.context);
    now.clock->advance(1min);
    now.ask(asking);
    BOOST_TEST_REQUIRE(!now.told->closed.empty());
    auto const& first = now.told->closed.at(0);
    BOOST_TEST(first.which.record.number == 1u);
    return first.why;
  };
  dataarts::client_config patient;
  patient.idle_timeout = patient.connection_max_age = 1h;
  auto idle = patient;
  idle.idle_timeout = 30s;
  auto old = patient;
  old.connection_max_age = 40s;
  auto const ending = test::http_answer(test::running_body, "200 OK", "Connection: close\r\n");
  BOOST_TEST((closing({test::good}, idle) == close_reason::idle_timeout));
  BOOST_TEST((closing({test::good}, old) == close_reason::max_age));
  BOOST_TEST((closing({ending}, patient) == close_reason::not_kept_alive));
  BOOST_TEST((closing({test::http_answer("no", "404 Not Found", "Connection: close\r\n")}, patient) ==
              close_reason::not_kept_alive));
  BOOST_TEST((closing({test::http_answer("not JSON")}, patient) == close_reason::error));
  BOOST_TEST((closing({test::broken}, patient) == close_reason::error));
}

BOOST_AUTO_TEST_CASE(the_limit_is_told_when_it_is_learnt_and_raised) {
  auto const refused = test::http_answer(
      R"({"error_code":"APIGW.0308","error_msg":"policy user over ratelimit,limit:30,time:1 second"})",
      "429 Too Many Requests", "Retry-After: 1\r\n");
  test::watched now({refused, refused, test::good});
  now.config.retry = {};
  client asking(now.context.get_executor(), now.config);
  BOOST_TEST(now.ask(asking).has_value());
  auto const& limits = now.told->limits;
  BOOST_TEST_REQUIRE(limits.size() >= 2u);
  BOOST_TEST(limits.at(0).requests_per_second == 30.0);
  BOOST_TEST(limits.at(0).throttled);
  BOOST_TEST(limits.at(1).requests_per_second < 30.0);
  BOOST_TEST(limits.at(1).throttled);
  BOOST_TEST(limits.back().requests_per_second == asking.stats().requests_per_second);
  BOOST_TEST(!limits.back().throttled);
  BOOST_TEST((now.told->attempts.at(0).record.error == errc::throttled));
}

BOOST_AUTO_TEST_CASE(a_context_that_is_destroyed_ends_everything) {
  auto const told = std::make_shared<test::recorder>();
  {
    test::watched now({"silence"});
    now.config.observer = told;
    now.config.max_connections = 1;
    client asking(now.context.get_executor(), now.config);
    for (int i = 0; i < 3; ++i) async_query(asking, {"s", "i"}, asio::detached);
    test::run_until(now.context, [&] { return now.asked == 1; });
  }
  BOOST_TEST(told->calls.size() == 3u);
  BOOST_TEST((told->calls.at(0).record.error == errc::client_closed));
  BOOST_TEST(told->is_balanced());

  auto const orphan = std::make_shared<test::recorder>();
  std::optional<client> survivor;
  {
    test::watched now({"silence"});
    now.config.observer = orphan;
    survivor.emplace(now.context.get_executor(), now.config);
    for (int i = 0; i < 3; ++i) async_query(*survivor, {"s", "i"}, asio::detached);
    test::run_until(now.context, [&] { return now.asked == 1; });
  }
  BOOST_TEST(orphan->calls.size() == 3u);
  BOOST_TEST((orphan->closed.at(0).why == close_reason::client_closed));
  BOOST_TEST(orphan->is_balanced());
}

BOOST_AUTO_TEST_CASE(whatever_happens_what_begins_ends) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937 random(seed);
      std::vector<std::string> answers;
      std::string const kinds[] = {test::good,
                                   test::busy,
                                   "",
                                   "silence",
                                   test::http_answer("not JSON"),
                                   test::broken,
                                   test::http_answer(test::running_body, "200 OK", "Connection: close\r\n")};
      for (int i = 0; i < 60; ++i) answers.push_back(kinds[random() % std::size(kinds)]);
      answers.push_back(test::good);
      test::watched now(answers);
      now.config.retry = {};
      now.config.retry.max_attempts = 3;
      now.config.max_connections = 3;
      now.config.call_timeout = 5s;
      std::optional<client> asking(std::in_place, now.context.get_executor(), now.config);
      asio::cancellation_signal cancels[30];
      int done = 0;
      for (auto& each : cancels) {
        async_query(*asking, {"s", "i"}, asio::bind_cancellation_slot(each.slot(), [&](auto const&) { ++done; }));
      }
      for (int turn = 0; turn < 40; ++turn) {
        test::settle(now.context);
        now.clock->advance(std::chrono::milliseconds(random() % 300));
        if (turn % 4 == 0) cancels[random() % std::size(cancels)].emit(asio::cancellation_type::terminal);
      }
      if (seed % 2 == 0) now.pass_until([&] { return done == 30; });
      asking.reset();
      test::pass_events(now.context);
      BOOST_TEST(done == 30);
      BOOST_TEST(now.told->calls.size() == 30u);
      BOOST_TEST(now.told->is_balanced());
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
