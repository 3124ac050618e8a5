#include <dataarts/async.hpp>
#include <dataarts/script.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "both_ways.hpp"

// Each operation of the client on a time that passes by itself.
BOOST_AUTO_TEST_SUITE(mock_timed_operations)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using dataarts::errc;
using namespace std::chrono_literals;
using mock::wire_fault;
using test::timed_pair;
using test::way;
using outcome = dataarts::result<dataarts::script_instance>;

auto const both_ways = data::make({way::sockets, way::memory});

mock::instance load() { return mock::instance("load").script("load").running(); }

dataarts::poll_options every(std::chrono::nanoseconds interval) {
  auto made = dataarts::poll_options();
  made.interval(interval).growth(0).jitter(0);
  return made;
}

// A query that can be cancelled, when it has reached the server.
struct cancellable {
  timed_pair& in;
  asio::cancellation_signal signal;
  std::optional<outcome> got;

  explicit cancellable(timed_pair& pair) : in(pair) {
    dataarts::async_query(*in.client, {"load", "i"},
                          asio::bind_cancellation_slot(signal.slot(), [this](outcome told) { got = std::move(told); }));
    dataarts::run_until(in.context, *in.clock, [this] { return in.server->counters().requests == 1; });
  }

  void cancel() {
    signal.emit(asio::cancellation_type::terminal);
    dataarts::run_until(in.context, *in.clock, [this] { return got.has_value(); });
  }
};

BOOST_DATA_TEST_CASE(a_call_is_cancelled_during_a_delay, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().late_on_poll(1, 7s));
  cancellable call(pair);
  call.cancel();
  BOOST_TEST((call.got->error() == errc::cancelled));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 0s));
  // The server looks when the delay is over.
  BOOST_TEST(pair.server->counters().connections_open == 2U);
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->counters().connections_open == 1; });
  BOOST_TEST((pair.now() == 7s));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 7s));
}

BOOST_DATA_TEST_CASE(a_call_is_cancelled_during_a_stall, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().on_poll(1, wire_fault::stall(60)));
  cancellable call(pair);
  call.cancel();
  BOOST_TEST((call.got->error() == errc::cancelled));
  BOOST_TEST(pair.ask() == "RUNNING");
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->counters().connections_open == 1; });
  BOOST_TEST((pair.now() == 0s));
}

BOOST_DATA_TEST_CASE(a_client_is_closed_during_a_delay, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().late_on_poll(1, 7s));
  cancellable call(pair);
  pair.client->close();
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->counters().connections_open == 0; });
  BOOST_TEST((call.got->error() == errc::client_closed));
  BOOST_TEST((pair.now() == 7s));
}

BOOST_DATA_TEST_CASE(a_drain_waits_for_delayed_answers, both_ways, how) {
  dataarts::client_config config;
  config.max_connections = 2;
  timed_pair pair(how, {}, config);
  pair.server->add(mock::instance("load").script("load").running().latency(3s));
  std::vector<test::started<std::string>> asked;
  for (int i = 0; i < 4; ++i) {
    asked.push_back(test::start(pair.context, test::asked(*pair.client, std::to_string(i))));
  }
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->counters().requests == 2; });
  bool drained = false;
  dataarts::async_drain(*pair.client, [&] { drained = true; });
  BOOST_TEST(pair.ask() == "the client was closed/Success/0/0/");
  BOOST_TEST(!drained);
  BOOST_TEST((pair.now() == 0s));
  pair.run(pair.client->drain());
  BOOST_TEST(drained);
  BOOST_TEST_REQUIRE(test::all_done(asked));
  for (auto& each : asked) BOOST_TEST(each.value() == "RUNNING");
  BOOST_TEST((pair.now() == 6s));
}

BOOST_DATA_TEST_CASE(a_drain_ends_a_wait, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load());
  std::optional<outcome> got;
  dataarts::async_wait(*pair.client, {"load", "i"}, every(10s), [&](outcome told) { got = std::move(told); });
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->polls("load") == 3; });
  pair.run(pair.client->drain());
  dataarts::run_until(pair.context, *pair.clock, [&] { return got.has_value(); });
  BOOST_TEST((got->error() == errc::client_closed));
  BOOST_TEST((pair.now() == 20s));
}

BOOST_DATA_TEST_CASE(scripts_are_made_changed_and_removed_at_one_moment, both_ways, how) {
  timed_pair pair(how);
  auto& client = *pair.client;
  pair.server->runs();
  auto draft = dataarts::script_draft();
  draft.name("s").type("Shell").content("ls");
  BOOST_TEST(pair.run(client.create(draft)).has_value());
  BOOST_TEST(pair.run(client.list()).value().scripts.size() == 1U);
  auto change = dataarts::script_draft();
  change.content("pwd");
  BOOST_TEST(pair.run(client.update("s", change)).has_value());
  BOOST_TEST(*pair.run(client.show("s")).value().content == "pwd");
  auto const run = pair.run(client.execute("s", {{"a", "b"}})).value();
  BOOST_TEST(pair.run(client.stop(run)).has_value());
  BOOST_TEST(pair.run(client.remove("s")).has_value());
  BOOST_TEST(test::told(pair.run(client.query(run))).ends_with("/400/1/DLF.6201"));
  BOOST_TEST((pair.now() == 0s));
}

BOOST_DATA_TEST_CASE(a_run_is_started_and_awaited, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(mock::instance("load").script("load").launching_for(4s).then_running_for(9min).then_finished());
  auto const end = pair.run(pair.client->run("load", {{"day", "1"}}, dataarts::run_options().poll(every(10s)))).value();
  BOOST_TEST(end.instance().status_text() == "FINISHED");
  BOOST_TEST((pair.now() == 550s));               // the look that follows the end, after 9 min 4 s
  BOOST_TEST(pair.server->polls("load") == 54U);  // the first one after 20 s
  BOOST_TEST(test::told(pair.run(pair.client->query(end.ref()))) == "FINISHED");
}

BOOST_DATA_TEST_CASE(a_run_that_takes_too_long_is_stopped, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().latency(1s));
  auto const options = dataarts::run_options().poll(every(10s).deadline(1min)).stop_when_cancelled(true);
  auto const end = pair.run(pair.client->run("load", {}, options));
  BOOST_TEST_REQUIRE(end.has_error());
  BOOST_TEST((end.error() == dataarts::condition::timeout));
  BOOST_TEST(!end.error().instance_id().empty());
  BOOST_TEST(pair.server->runs().counts().stops == 1U);
}

BOOST_DATA_TEST_CASE(many_runs_are_awaited, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(
      mock::instance("load").script("load").running_for(mock::step_time::uniform(1min, 1h)).then_finished());
  auto count = [](dataarts::client& client) -> asio::awaitable<int> {
    std::vector<dataarts::instance_ref> refs;
    for (int i = 0; i < 50; ++i) refs.emplace_back("load", std::to_string(i));
    auto stream = client.wait_all(refs);
    int finished = 0;
    for (;;) {
      auto const next = co_await stream.next();
      if (!next) break;
      ++finished;
    }
    co_return finished;
  };
  BOOST_TEST(pair.run(count(*pair.client)) == 50);
  BOOST_TEST((pair.now() < 2h));
}

// The words of the documentation.
BOOST_DATA_TEST_CASE(gives_up_after_ten_minutes, both_ways, how) {
  asio::io_context context{1};
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  auto const net = how == way::memory ? std::make_shared<dataarts::memory_network>() : nullptr;
  mock::server server{context, mock::options{}.on(clock).on_network(net)};
  server.add(mock::instance("stuck").script("load").running_for(11min).then_finished());
  dataarts::client client{context.get_executor(),
                          {.endpoint = server.url(), .project_id = "p", .time = clock, .network = net}};
  auto const every_10s_for_10min = dataarts::poll_options().interval(10s).growth(0).jitter(0).deadline(10min);

  auto const outcome = run(context, clock, client.wait({"load", "i-1"}, every_10s_for_10min));

  BOOST_TEST(outcome.error() == dataarts::condition::timeout);
  BOOST_TEST(server.polls("stuck") == 61U);  // at 0, 10, … 600 s
  BOOST_TEST(server.verify());
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
