#include "support.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>

#include <functional>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(drain_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::errc;
using namespace std::chrono_literals;

namespace {

struct fixture {
  asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  asio::steady_timer gate{context, asio::steady_timer::time_point::max()};
  std::string answer = test::http_answer(test::running_body);
  /// Answers when the gate is opened.
  test::peer server{context, [this](test::peer::connection& from, std::size_t) -> asio::awaitable<void> {
                      auto* const self = this;
                      co_await self->serve(from);
                    }};
  bool drained = false;

  asio::awaitable<void> serve(test::peer::connection& from) {
    for (;;) {
      auto const request = co_await from.request();
      if (request.empty()) co_return;
      co_await gate.async_wait(asio::as_tuple(asio::use_awaitable));
      co_await from.send(answer);
    }
  }

  dataarts::client_config config() const {
    auto made = test::config_for(server);
    made.time = clock;
    made.max_connections = 2;
    return made;
  }

  void drain(client& which) {
    dataarts::async_drain(which, [this] { drained = true; });
    test::pass_events(context);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(what_is_under_way_comes_to_its_end_and_nothing_new_begins, fixture) {
  client asking(context.get_executor(), config());
  std::vector<test::started<dataarts::result<dataarts::script_instance>>> calls;
  for (int i = 0; i < 5; ++i) calls.push_back(test::start(context, asking.query({"s", std::to_string(i)})));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 2; });
  drain(asking);
  BOOST_TEST(!drained);
  auto const late = test::run(context, asking.query({"s", "late"}));
  BOOST_TEST((late.error() == errc::client_closed));
  auto const warm = test::run(context, asking.warm_up(1));
  BOOST_TEST((warm.error() == errc::client_closed));
  BOOST_TEST(!drained);

  gate.expires_at(asio::steady_timer::time_point::min());
  gate.cancel();
  test::run_until(context, [&] { return drained; });
  for (auto& each : calls) {
    BOOST_TEST_REQUIRE(each.done());
    BOOST_TEST(each.value().has_value(), each.value().error());
  }
  BOOST_TEST(asking.stats().connections_open == 0u);
  test::pass_events(context);
  BOOST_TEST(server.open() == 0u);
}

BOOST_FIXTURE_TEST_CASE(a_quiet_client_is_drained_at_once, fixture) {
  client asking(context.get_executor(), config());
  BOOST_TEST(test::run(context, asking.warm_up(2)).value() == 2u);
  drain(asking);
  BOOST_TEST(drained);
  BOOST_TEST(asking.stats().connections_open == 0u);
  // And again, and when it is closed.
  drained = false;
  drain(asking);
  BOOST_TEST(drained);
}

BOOST_FIXTURE_TEST_CASE(repetitions_go_on, fixture) {
  answer = test::http_answer("", "503 Service Unavailable", "Retry-After: 5\r\n");
  gate.expires_at(asio::steady_timer::time_point::min());
  auto made = config();
  made.retry.max_attempts = 2;
  client asking(context.get_executor(), made);
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return asking.stats().calls_pausing == 1; });
  answer = test::http_answer(test::running_body);
  drain(asking);
  BOOST_TEST(!drained);
  clock->advance(20s, [&] { test::pass_events(context); });
  BOOST_TEST(drained);
  BOOST_TEST_REQUIRE(call.done());
  BOOST_TEST(call.value().has_value(), call.value().error());
}

BOOST_FIXTURE_TEST_CASE(calls_end_by_their_deadlines_and_so_does_a_drain, fixture) {
  client asking(context.get_executor(), config());
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  drain(asking);
  clock->advance(60s, [&] { test::pass_events(context); });
  BOOST_TEST(call.done());
  BOOST_TEST(drained);
}

BOOST_FIXTURE_TEST_CASE(cancelling_the_last_call_ends_it, fixture) {
  client asking(context.get_executor(), config());
  asio::cancellation_signal signal;
  int told = 0;
  dataarts::async_query(asking, {"s", "i"}, asio::bind_cancellation_slot(signal.slot(), [&](auto const&) { ++told; }));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  drain(asking);
  BOOST_TEST(!drained);
  signal.emit(asio::cancellation_type::total);
  test::pass_events(context);
  BOOST_TEST(told == 1);
  BOOST_TEST(drained);
}

BOOST_FIXTURE_TEST_CASE(cancelling_the_drain_closes_at_once, fixture) {
  client asking(context.get_executor(), config());
  auto call = test::start(context, asking.query({"s", "i"}));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  asio::cancellation_signal signal;
  dataarts::async_drain(asking, asio::bind_cancellation_slot(signal.slot(), [this] { drained = true; }));
  auto other = false;
  dataarts::async_drain(asking, [&other] { other = true; });
  test::pass_events(context);
  BOOST_TEST(!drained);
  signal.emit(asio::cancellation_type::terminal);
  test::pass_events(context);
  BOOST_TEST(drained);
  BOOST_TEST(other);
  BOOST_TEST_REQUIRE(call.done());
  BOOST_TEST((call.value().error() == errc::client_closed));
}

BOOST_FIXTURE_TEST_CASE(closing_and_destroying_end_it, fixture) {
  for (bool const closes : {true, false}) {
    drained = false;
    auto asking = std::make_unique<client>(context.get_executor(), config());
    auto call = test::start(context, asking->query({"s", "i"}));
    test::run_until(context, [&] { return asking->stats().calls_in_exchange == 1; });
    drain(*asking);
    if (closes) asking->close();
    asking.reset();
    test::run_until(context, [&] { return drained && call.done(); });
    BOOST_TEST((call.value().error() == errc::client_closed));
  }
}

BOOST_FIXTURE_TEST_CASE(a_warm_up_under_way_is_waited_for, fixture) {
  client asking(context.get_executor(), config());
  auto warm = test::start(context, asking.warm_up(2));
  test::run_until(context, [&] { return asking.stats().connections_opening > 0 || warm.done(); });
  dataarts::async_drain(asking, [this] { drained = true; });
  test::run_until(context, [&] { return drained; });
  BOOST_TEST_REQUIRE(warm.done());
  BOOST_TEST(warm.value().value() == 2u);
}

BOOST_FIXTURE_TEST_CASE(a_stream_ends_with_what_it_had_begun, fixture) {
  client asking(context.get_executor(), config());
  std::vector<dataarts::instance_ref> const refs = {{"s", "1"}, {"s", "2"}, {"s", "3"}, {"s", "4"}};
  auto options = dataarts::query_all_options();
  options.concurrency(2);
  auto const take_all = [](dataarts::query_stream from) -> asio::awaitable<std::vector<bool>> {
    std::vector<bool> made;
    for (;;) {
      auto const next = co_await from.next();
      if (!next) co_return made;
      made.push_back(next->outcome.has_value());
    }
  };
  auto taken = test::start(context, take_all(asking.query_all(refs, options)));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 2; });
  drain(asking);
  gate.expires_at(asio::steady_timer::time_point::min());
  gate.cancel();
  test::run_until(context, [&] { return drained && taken.done(); });
  auto const& outcomes = taken.value();
  BOOST_TEST_REQUIRE(outcomes.size() == 4u);
  BOOST_TEST(std::count(outcomes.begin(), outcomes.end(), true) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
