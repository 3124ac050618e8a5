#include <dataarts/mock/instance.hpp>
#include <dataarts/mock/request_match.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_server_next_request)

namespace {

namespace asio = boost::asio;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;

struct waiting_fixture : test::mock_fixture {
  std::optional<test::raw_client> client;

  waiting_fixture() {
    start(mock::options().journaled());
    client.emplace(context, server->port());
  }

  void ask(std::string const& instance) {
    client->send(test::mock_request(instance));
    client->answer();
  }
};

// What a handler got.
struct outcome {
  int calls = 0;
  boost::system::error_code error;
  mock::journal_entry entry;

  auto handler() {
    return [this](boost::system::error_code how, mock::journal_entry found) {
      ++calls;
      error = how;
      entry = std::move(found);
    };
  }
};

asio::awaitable<std::string> two_requests(mock::server& server) {
  auto const running = co_await server.next_request(mock::request_match().instance("run*"));
  auto const any = co_await server.next_request();
  co_return running.instance + " then " + any.instance;
}

BOOST_FIXTURE_TEST_CASE(a_coroutine_gets_what_it_waits_for, waiting_fixture) {
  auto waits = test::start(context, two_requests(*server));
  test::settle(context);
  ask("failed");
  BOOST_TEST(!waits.done());
  ask("running");
  test::run_until(context, [&] { return waits.done(); });
  BOOST_TEST(waits.value() == "running then failed");
}

BOOST_FIXTURE_TEST_CASE(each_request_is_handed_out_once, waiting_fixture) {
  ask("a");
  ask("b");
  std::vector<outcome> got(4);
  for (auto& each : got) server->async_next_request({}, each.handler());
  BOOST_TEST(got[0].calls == 0);  // never before it returns
  test::settle(context);
  BOOST_TEST(got[0].entry.instance == "a");
  BOOST_TEST(got[1].entry.instance == "b");
  BOOST_TEST(got[2].calls == 0);
  ask("c");
  ask("d");
  test::settle(context);
  BOOST_TEST(got[2].entry.instance == "c");
  BOOST_TEST(got[3].entry.instance == "d");
  for (auto const& each : got) BOOST_TEST(each.calls == 1);
}

BOOST_FIXTURE_TEST_CASE(those_who_wait_take_only_what_matches, waiting_fixture) {
  outcome failed, unknown, later;
  server->async_next_request(mock::request_match().told("FAILED"), failed.handler());
  server->async_next_request(mock::request_match().status(400), unknown.handler());
  server->async_next_request(mock::request_match().instance("running").since(2), later.handler());
  ask("running");
  ask("none");
  test::settle(context);
  BOOST_TEST(failed.calls == 0);
  BOOST_TEST(unknown.entry.instance == "none");
  BOOST_TEST(later.calls == 0);
  ask("failed");
  ask("running");
  test::settle(context);
  BOOST_TEST(failed.entry.seq == 3U);
  BOOST_TEST(later.entry.seq == 4U);
  // The first one is still there.
  outcome first;
  server->async_next_request({}, first.handler());
  test::settle(context);
  BOOST_TEST(first.entry.seq == 1U);
}

BOOST_FIXTURE_TEST_CASE(requests_come_at_the_decision, test::mock_fixture) {
  start(mock::options().journaled());
  server->add(mock::instance("slow").script("dwsscript").running().latency(10min));
  test::raw_client client(context, server->port());
  outcome got;
  server->async_next_request(mock::request_match().rule("slow"), got.handler());
  client.send(test::mock_request("i"));
  test::run_until(context, [&] { return got.calls > 0; });
  BOOST_TEST(got.entry.told == "RUNNING");
  BOOST_TEST(!client.readable());
}

BOOST_FIXTURE_TEST_CASE(a_cancelled_wait_takes_nothing, waiting_fixture) {
  outcome cancelled, other;
  asio::cancellation_signal signal;
  server->async_next_request({}, asio::bind_cancellation_slot(signal.slot(), cancelled.handler()));
  server->async_next_request({}, other.handler());
  signal.emit(asio::cancellation_type::none);
  test::settle(context);
  BOOST_TEST(cancelled.calls == 0);
  signal.emit(asio::cancellation_type::total);
  BOOST_TEST(cancelled.calls == 0);  // not from within
  signal.emit(asio::cancellation_type::total);
  test::settle(context);
  BOOST_TEST(cancelled.calls == 1);
  BOOST_TEST(cancelled.error == asio::error::operation_aborted);
  ask("a");
  test::settle(context);
  BOOST_TEST(other.entry.instance == "a");
  signal.emit(asio::cancellation_type::total);  // nothing is left to cancel
  test::settle(context);
  BOOST_TEST(cancelled.calls == 1);
}

BOOST_FIXTURE_TEST_CASE(the_end_of_the_server_ends_the_wait, waiting_fixture) {
  outcome by_stop, by_end, late;
  ask("a");
  server->async_next_request(mock::request_match().instance("b"), by_stop.handler());
  server->stop();
  test::settle(context);
  BOOST_TEST(by_stop.error == asio::error::operation_aborted);
  // What is in the journal can still be had.
  server->async_next_request({}, late.handler());
  server->async_next_request({}, by_end.handler());
  test::settle(context);
  BOOST_TEST(late.entry.instance == "a");
  BOOST_TEST(by_end.error == asio::error::operation_aborted);

  start(mock::options().journaled());
  outcome destroyed;
  server->async_next_request({}, destroyed.handler());
  finish();
  BOOST_TEST(destroyed.error == asio::error::operation_aborted);
}

BOOST_FIXTURE_TEST_CASE(what_newer_requests_push_out_is_gone, test::mock_fixture) {
  start(mock::options().journaled(2));
  test::raw_client client(context, server->port());
  for (auto const* each : {"a", "b", "c", "d"}) {
    client.send(test::mock_request(each));
    client.answer();
  }
  outcome first, second, third;
  server->async_next_request({}, first.handler());
  server->async_next_request({}, second.handler());
  server->async_next_request({}, third.handler());
  test::settle(context);
  BOOST_TEST(first.entry.instance == "c");
  BOOST_TEST(second.entry.instance == "d");
  client.send(test::mock_request("e"));
  client.answer();
  test::settle(context);
  BOOST_TEST(third.entry.instance == "e");
}

BOOST_FIXTURE_TEST_CASE(it_needs_a_journal_that_keeps_entries, test::mock_fixture) {
  outcome none;
  start();
  BOOST_CHECK_THROW(server->async_next_request({}, none.handler()), std::logic_error);
  start(mock::options().journaled(0));
  BOOST_CHECK_THROW(server->async_next_request({}, none.handler()), std::logic_error);
}

BOOST_FIXTURE_TEST_CASE(the_handler_runs_where_it_belongs, waiting_fixture) {
  asio::io_context own(1);
  outcome got;
  server->async_next_request({}, asio::bind_executor(own, got.handler()));
  ask("a");
  test::settle(context);
  BOOST_TEST(got.calls == 0);
  BOOST_TEST(own.run() > 0U);  // which the wait keeps running
  BOOST_TEST(got.entry.instance == "a");
}

// The waits are on one thread, the server on another.
BOOST_AUTO_TEST_CASE(other_threads_can_wait) {
  asio::io_context context(1);
  mock::server server(context, mock::options().journaled());
  std::thread serving([&] { context.run(); });
  asio::io_context own(1);
  test::raw_client client(own, server.port());
  for (int i = 0; i < 200; ++i) {
    auto const name = "i" + std::to_string(i);
    auto waits = server.async_next_request(mock::request_match().instance(name), asio::use_future);
    asio::cancellation_signal signal;
    std::promise<boost::system::error_code> ended;
    server.async_next_request(
        mock::request_match().instance(name + "x"),
        asio::bind_cancellation_slot(signal.slot(), asio::bind_executor(own, [&](boost::system::error_code error,
                                                                                 auto) { ended.set_value(error); })));
    client.send(test::mock_request(name));
    client.answer();
    BOOST_TEST(waits.get().instance == name);
    signal.emit(asio::cancellation_type::terminal);
    auto result = ended.get_future();
    test::run_until(own, [&] { return result.wait_for(0s) == std::future_status::ready; });
    BOOST_TEST(result.get() == asio::error::operation_aborted);
  }
  server.stop();
  client.end();
  serving.join();
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
