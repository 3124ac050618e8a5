#include "support.hpp"

#include <dataarts/async.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

BOOST_AUTO_TEST_SUITE(cancellation_test)

namespace asio = boost::asio;
using dataarts::client;
using dataarts::condition;
using dataarts::errc;
using outcome = dataarts::result<dataarts::script_instance>;

namespace {

/// Where a call can be when it is cancelled.
enum class place { resolving, connecting, queued, sending, before_answer, in_header, in_body };

constexpr std::pair<place, char const*> places[] = {
    {place::resolving, "resolving"}, {place::connecting, "connecting"},           {place::queued, "queued"},
    {place::sending, "sending"},     {place::before_answer, "before the answer"}, {place::in_header, "in the header"},
    {place::in_body, "in the body"},
};

/// A client with one connection and one call at the given place.
struct situation {
  explicit situation(place where)
      : server(context, [where](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
          auto const at = where;  // the closure may end before the coroutine
          // A sender is stuck when nobody reads and all buffers are full.
          if (at == place::sending || at == place::connecting) {
            asio::steady_timer never(peer.socket.get_executor(), asio::steady_timer::time_point::max());
            co_await peer.socket.async_wait(asio::ip::tcp::socket::wait_error, asio::as_tuple(asio::use_awaitable));
            co_return;
          }
          co_await peer.request();
          if (at == place::in_header) co_await peer.send("HTTP/1.1 200 OK\r\nContent-Le");
          if (at == place::in_body) {
            co_await peer.send("HTTP/1.1 200 OK\r\nContent-Length: 33\r\n\r\n{\"status\":");
          }
          co_await peer.until_closed();
        }) {
    auto config = test::config_for(server);
    config.max_connections = 1;
    if (where == place::resolving) config.endpoint = "http://localhost:" + std::to_string(server.port());
    if (where == place::connecting) config.endpoint = "https://127.0.0.1:" + std::to_string(server.port());
    if (where == place::sending) {
      config.max_request_header = 16 * 1024 * 1024;
      config.auth = dataarts::credentials::token(std::string(12 * 1024 * 1024, 'T'));
    }
    asking.emplace(context.get_executor(), config);
    if (where == place::queued) {
      first.emplace(test::start(context, asking->query({"s", "first"})));
      test::run_until(context, [&] { return asking->stats().calls_in_exchange == 1; });
    }
    dataarts::async_query(*asking, {"s", "i"}, asio::bind_cancellation_slot(signal.slot(), [this](outcome told) {
      ++calls;
      got = std::move(told);
    }));
    switch (where) {
      case place::resolving:
        break;
      case place::connecting:
        test::run_until(context, [&] { return server.accepted() == 1; });
        break;
      case place::queued:
        test::settle(context);
        break;
      default:
        test::run_until(context, [&] { return asking->stats().calls_in_exchange == 1 && server.accepted() == 1; });
    }
    test::pass_events(context);
    BOOST_TEST(calls == 0);
  }

  /// The call has ended with `code`, once, and left nothing behind.
  void expect(errc code) {
    test::run_until(context, [&] { return calls > 0; });
    test::pass_events(context);
    BOOST_TEST(calls == 1);
    BOOST_TEST_REQUIRE(got.has_value());
    BOOST_TEST_REQUIRE(got->has_error());
    BOOST_TEST((got->error() == code), got->error());
    BOOST_TEST((got->error() == condition::cancelled));
  }

  asio::io_context context;
  test::peer server;
  std::optional<client> asking;
  asio::cancellation_signal signal;
  std::optional<test::started<outcome>> first;
  std::optional<outcome> got;
  int calls = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_signal_ends_a_call_at_every_place) {
  for (auto const& [where, name] : places) {
    for (auto const type :
         {asio::cancellation_type::terminal, asio::cancellation_type::partial, asio::cancellation_type::total}) {
      BOOST_TEST_CONTEXT(name << ", type " << static_cast<unsigned>(type)) {
        situation now(where);
        now.signal.emit(type);
        now.expect(errc::cancelled);
        now.signal.emit(type);  // too late: nothing happens
        test::pass_events(now.context);
        auto const stats = now.asking->stats();
        BOOST_TEST(stats.calls_waiting == 0u);
        BOOST_TEST(stats.calls_in_exchange == (where == place::queued ? 1u : 0u));
        // A connection in the middle of an exchange is closed; one that serves somebody else is not.
        BOOST_TEST(stats.connections_open == (where == place::queued ? 1u : 0u));
        BOOST_TEST(stats.connections_opening == 0u);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(closing_the_client_ends_a_call_at_every_place) {
  for (auto const& [where, name] : places) {
    BOOST_TEST_CONTEXT(name) {
      situation now(where);
      now.asking->close();
      now.expect(errc::client_closed);
      now.asking->close();  // idempotent
      BOOST_TEST(now.asking->stats().connections_open == 0u);
      auto const later = test::run(now.context, now.asking->query({"s", "later"}));
      BOOST_TEST((later.error() == errc::client_closed));
    }
  }
}

BOOST_AUTO_TEST_CASE(destroying_the_client_ends_a_call_at_every_place) {
  for (auto const& [where, name] : places) {
    BOOST_TEST_CONTEXT(name) {
      situation now(where);
      now.asking.reset();
      now.expect(errc::client_closed);
    }
  }
}

BOOST_AUTO_TEST_CASE(destroying_the_context_leaks_nothing_at_any_place) {
  // Nothing to assert: the sanitizers look.
  for (auto const& [where, name] : places) {
    BOOST_TEST_CONTEXT(name) { situation const now(where); }
  }
}

BOOST_AUTO_TEST_CASE(a_client_may_outlive_its_context) {
  std::unique_ptr<client> asking;
  {
    asio::io_context context;
    test::peer server(context, test::always(test::http_answer(test::running_body)));
    asking = std::make_unique<client>(context.get_executor(), test::config_for(server));
    BOOST_TEST(test::run(context, asking->query({"s", "i"})).has_value());
  }
  BOOST_TEST(asking->stats().connections_open == 0u);
  asking->close();
}

BOOST_AUTO_TEST_CASE(a_context_that_goes_first_takes_waiting_coroutines_along) {
  struct probe {
    explicit probe(int& counter) : counted(counter) { ++counted; }
    ~probe() { --counted; }
    int& counted;
  };
  int alive = 0;
  {
    asio::io_context context;
    test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
      co_await peer.until_closed();
    });
    // The coroutine owns the client that it waits for.
    auto coroutine = [](asio::any_io_executor executor, dataarts::client_config config,
                        int& counter) -> asio::awaitable<int> {
      probe const mine(counter);
      client asking(executor, std::move(config));
      dataarts::instance_ref const ref("s", "i");
      auto const answer = co_await asking.query(ref);
      co_return answer.has_value() ? 1 : 0;
    };
    auto call = test::start(context, coroutine(context.get_executor(), test::config_for(server), alive));
    test::run_until(context, [&] { return server.accepted() == 1; });
    BOOST_TEST(alive == 1);
  }
  BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(after_a_cancelled_call_the_next_one_gets_its_own_answer) {
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t n) -> asio::awaitable<void> {
    auto const number = n;
    co_await peer.request();
    auto answer = test::http_answer(number == 0 ? R"({"status":"FAILED"})" : R"({"status":"FINISHED"})");
    if (number == 0) answer.resize(answer.size() - 5);  // stops half-way
    co_await peer.send(answer);
    co_await peer.until_closed();
  });
  auto config = test::config_for(server);
  config.max_connections = 1;
  client asking(context.get_executor(), config);
  asio::cancellation_signal signal;
  std::optional<outcome> first;
  dataarts::async_query(asking, {"s", "1"},
                        asio::bind_cancellation_slot(signal.slot(), [&](outcome told) { first = std::move(told); }));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  test::pass_events(context);
  signal.emit(asio::cancellation_type::terminal);
  auto const second = test::run(context, asking.query({"s", "2"}));
  BOOST_TEST_REQUIRE(first.has_value());
  BOOST_TEST((first->error() == errc::cancelled));
  BOOST_TEST(second.value().status_text() == "FINISHED");
  BOOST_TEST(server.accepted() == 2u);
}

BOOST_AUTO_TEST_CASE(a_cancelled_waiter_does_not_hold_up_those_behind_it) {
  asio::io_context context;
  asio::steady_timer gate(context, asio::steady_timer::time_point::max());
  test::peer server(context, [&](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.request();
    co_await gate.async_wait(asio::as_tuple(asio::use_awaitable));
    co_await peer.send(test::http_answer(test::running_body));
    co_await peer.request();
    co_await peer.send(test::http_answer(test::running_body));
    co_await peer.until_closed();
  });
  auto config = test::config_for(server);
  config.max_connections = 1;
  client asking(context.get_executor(), config);
  auto first = test::start(context, asking.query({"s", "1"}));
  test::run_until(context, [&] { return asking.stats().calls_in_exchange == 1; });
  asio::cancellation_signal signal;
  std::optional<outcome> second;
  dataarts::async_query(asking, {"s", "2"},
                        asio::bind_cancellation_slot(signal.slot(), [&](outcome told) { second = std::move(told); }));
  auto third = test::start(context, asking.query({"s", "3"}));
  test::settle(context);
  signal.emit(asio::cancellation_type::terminal);
  gate.cancel();
  test::run_until(context, [&] { return first.done() && third.done() && second.has_value(); });
  BOOST_TEST(first.value().has_value());
  BOOST_TEST((second->error() == errc::cancelled));
  BOOST_TEST(third.value().has_value());
}

BOOST_AUTO_TEST_CASE(awaitable_operators_cancel) {
  using namespace asio::experimental::awaitable_operators;
  asio::io_context context;
  test::peer server(context, [](test::peer::connection& peer, std::size_t) -> asio::awaitable<void> {
    co_await peer.until_closed();
  });
  client asking(context.get_executor(), test::config_for(server));
  auto const accepted = [&]() -> asio::awaitable<void> {
    while (server.accepted() == 0) {
      auto const executor = co_await asio::this_coro::executor;
      co_await asio::post(executor, asio::use_awaitable);
    }
  };
  auto const first = test::run(context, asking.query({"s", "i"}) || accepted());
  BOOST_TEST(first.index() == 1u);
  test::pass_events(context);
  BOOST_TEST(asking.stats().calls_in_exchange == 0u);
  BOOST_TEST(asking.stats().connections_open == 0u);
  BOOST_TEST(server.open() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
