#include "support.hpp"

#include "silent_listener.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/use_future.hpp>

#include <future>
#include <optional>
#include <string>

BOOST_AUTO_TEST_SUITE(warm_up_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::errc;
using namespace std::chrono_literals;
using opened = dataarts::result<std::size_t>;

namespace {

struct fixture {
  asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  test::peer server{context, test::always(test::http_answer(test::running_body))};

  dataarts::client_config config() const {
    auto made = test::config_for(server);
    made.time = clock;
    return made;
  }
  void advance(dataarts::clock::duration by) {
    clock->advance(by, [&] { test::pass_events(context); });
  }
};

/// A client of an address that does not answer.
struct silent_fixture : fixture {
  silent_fixture() {
    auto made = config();
    made.endpoint = "http://127.0.0.1:" + std::to_string(silent.address().port());
    asking.emplace(context.get_executor(), made);
  }

  test::silent_listener const silent;
  std::optional<client> asking;
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(connections_are_open_before_the_first_call, fixture) {
  client asking(context.get_executor(), config());
  auto const got = test::run(context, asking.warm_up(5));
  BOOST_TEST_REQUIRE(got.has_value(), got.error());
  BOOST_TEST(*got == 5u);
  BOOST_TEST(asking.stats().connections_idle == 5u);
  BOOST_TEST(asking.stats().calls_started == 0u);
  test::pass_events(context);
  BOOST_TEST(server.accepted() == 5u);
  BOOST_TEST(test::run(context, asking.query({"s", "i"})).has_value());
  BOOST_TEST(server.accepted() == 5u);
}

BOOST_FIXTURE_TEST_CASE(those_open_already_count, fixture) {
  client asking(context.get_executor(), config());
  BOOST_TEST(test::run(context, asking.warm_up(2)).value() == 2u);
  BOOST_TEST(test::run(context, asking.warm_up(5)).value() == 5u);
  BOOST_TEST(test::run(context, asking.warm_up(3)).value() == 5u);
  BOOST_TEST(test::run(context, asking.warm_up(0)).value() == 5u);
  BOOST_TEST(asking.stats().connections_opened == 5u);
}

BOOST_FIXTURE_TEST_CASE(max_connections_are_the_most, fixture) {
  auto made = config();
  made.max_connections = 3;
  client asking(context.get_executor(), made);
  auto first = test::start(context, asking.warm_up(100));
  auto second = test::start(context, asking.warm_up(2));
  test::run_until(context, [&] { return first.done() && second.done(); });
  BOOST_TEST(first.value().value() == 3u);
  BOOST_TEST(second.value().value() >= 2u);
  BOOST_TEST(asking.stats().connections_opened == 3u);
}

BOOST_FIXTURE_TEST_CASE(connections_that_the_server_closed_or_that_are_too_old_are_replaced, fixture) {
  auto const made = config();
  client asking(context.get_executor(), made);
  BOOST_TEST(test::run(context, asking.warm_up(2)).value() == 2u);
  clock->advance(made.idle_timeout);
  BOOST_TEST(test::run(context, asking.warm_up(2)).value() == 2u);
  BOOST_TEST(asking.stats().connections_opened == 4u);

  test::peer closing(context, [](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    if (n > 0) co_await peer.until_closed();
    peer.close();
  });
  auto other = test::config_for(closing);
  client wary(context.get_executor(), other);
  BOOST_TEST(test::run(context, wary.warm_up(1)).value() == 1u);
  test::pass_events(context);
  BOOST_TEST(test::run(context, wary.warm_up(1)).value() == 1u);
  BOOST_TEST(wary.stats().connections_opened == 2u);
}

BOOST_FIXTURE_TEST_CASE(open_and_idle_they_do_not_keep_the_context_running, fixture) {
  client asking(context.get_executor(), config());
  BOOST_TEST(test::run(context, asking.warm_up(4)).has_value());
  test::run_until(context, [&] { return server.accepted() == 4; });
  server.stop();
  for (int i = 0; i < 20; ++i) test::settle(context);
  BOOST_TEST(!clock->next_alarm().has_value());
  // Nothing but the peer's own reads is left; they end with the connections.
  BOOST_TEST(server.open() == 4u);
  asking.close();
  context.restart();
  context.run();
  BOOST_TEST(server.open() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_pending_one_keeps_it_running_and_ends_at_the_connect_time, silent_fixture) {
  auto const begun = clock->now();
  std::optional<opened> got;
  dataarts::async_warm_up(*asking, 3, [&](opened told) { got = std::move(told); });
  server.stop();
  test::pass_events(context);
  BOOST_TEST(asking->stats().connections_opening == 3u);
  BOOST_TEST_REQUIRE(clock->next_alarm().has_value());
  BOOST_TEST((*clock->next_alarm() == begun + 10s));
  advance(10s - 1ns);
  BOOST_TEST(!got.has_value());
  BOOST_TEST(!context.stopped());
  advance(1ns);
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST((got->error() == errc::connect_timeout), got->error());
  BOOST_TEST((got->error().elapsed() == 10s));
  BOOST_TEST(asking->stats().connections_opening == 0u);
  BOOST_TEST(context.stopped());
}

BOOST_FIXTURE_TEST_CASE(it_fails_only_if_none_could_be_opened, fixture) {
  // The first handshake succeeds, the others are refused.
  std::size_t const lucky = 1;
  test::peer choosy(context, [](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    bool const refuses = n >= lucky;
    co_await peer.request();
    std::string answer = "HTTP/1.1 200 OK\r\n\r\n";
    if (refuses) answer = "HTTP/1.1 403 Forbidden\r\n\r\n";
    co_await peer.send(answer);
    co_await peer.until_closed();
  });
  auto made = config();
  made.proxy.url = choosy.url();
  client asking(context.get_executor(), made);
  auto const some = test::run(context, asking.warm_up(4));
  BOOST_TEST_REQUIRE(some.has_value(), some.error());
  BOOST_TEST(*some == 1u);
  client unlucky(context.get_executor(), made);
  auto const none = test::run(context, unlucky.warm_up(4));
  BOOST_TEST_REQUIRE(none.has_error());
  BOOST_TEST((none.error() == errc::proxy_refused), none.error());
  BOOST_TEST(choosy.accepted() == 8u);  // nothing is tried twice
}

BOOST_FIXTURE_TEST_CASE(calls_take_the_connections_that_it_opens, fixture) {
  client asking(context.get_executor(), config());
  auto warm = test::start(context, asking.warm_up(2));
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return warm.done() && call.done(); });
  BOOST_TEST(call.value().has_value());
  BOOST_TEST(warm.value().value() == 2u);
  BOOST_TEST(asking.stats().connections_opened == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_cancelled_one_gives_up_what_nobody_waits_for, silent_fixture) {
  asio::cancellation_signal signal;
  std::optional<opened> got;
  dataarts::async_warm_up(*asking, 3,
                          asio::bind_cancellation_slot(signal.slot(), [&](opened told) { got = std::move(told); }));
  test::pass_events(context);
  signal.emit(asio::cancellation_type::total);
  test::run_until(context, [&] { return got.has_value(); });
  BOOST_TEST((got->error() == errc::cancelled));
  BOOST_TEST(asking->stats().connections_opening == 0u);
  BOOST_TEST(!clock->next_alarm().has_value());
  signal.emit(asio::cancellation_type::total);  // too late: nothing happens
  test::pass_events(context);
}

BOOST_FIXTURE_TEST_CASE(closing_and_destroying_end_it, silent_fixture) {
  for (bool const closes : {true, false}) {
    auto warm = test::start(context, asking->warm_up(3));
    test::pass_events(context);
    BOOST_TEST(!warm.done());
    if (closes) {
      asking->close();
      auto const late = test::run(context, asking->warm_up(1));
      BOOST_TEST((late.error() == errc::client_closed));
    } else {
      asking.reset();
    }
    test::run_until(context, [&] { return warm.done(); });
    BOOST_TEST((warm.value().error() == errc::client_closed));
    auto made = config();
    made.endpoint = "http://127.0.0.1:" + std::to_string(silent.address().port());
    asking.emplace(context.get_executor(), made);
  }
}

BOOST_AUTO_TEST_CASE(a_context_that_goes_first_leaks_nothing) {
  // Nothing to assert: the sanitizers look.
  silent_fixture now;
  auto const warm = test::start(now.context, now.asking->warm_up(3));
  auto const drained = [](client& which) -> asio::awaitable<int> {
    co_await which.drain();
    co_return 1;
  };
  auto const drain = test::start(now.context, drained(*now.asking));
  test::pass_events(now.context);
  BOOST_TEST(!warm.done());
}

BOOST_FIXTURE_TEST_CASE(other_tokens, fixture) {
  client asking(context.get_executor(), config());
  auto warm = dataarts::async_warm_up(asking, 2, asio::use_future);
  for (int i = 0; i < 20 && warm.wait_for(0s) != std::future_status::ready; ++i) test::settle(context);
  BOOST_TEST(warm.get().value() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
