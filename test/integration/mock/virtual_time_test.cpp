#include <dataarts/virtual_time.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "both_ways.hpp"

BOOST_AUTO_TEST_SUITE(mock_virtual_time)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using namespace std::chrono_literals;
using mock::wire_fault;
using test::timed_pair;
using test::way;

auto const both_ways = data::make({way::sockets, way::memory});

mock::instance load() { return mock::instance("load").script("load").running(); }

BOOST_DATA_TEST_CASE(ten_minutes_of_polling_pass_by_themselves, both_ways, how) {
  auto const began = std::chrono::steady_clock::now();
  {
    timed_pair pair(how);
    pair.server->add(mock::instance("stuck").script("load").running_for(11min).then_finished().expect_gap(10s, 10s));
    auto options = dataarts::poll_options();
    options.interval(10s).growth(0).jitter(0).deadline(10min);
    auto const outcome = pair.run(pair.client->wait({"load", "i"}, options));
    BOOST_TEST((outcome.has_error() && outcome.error() == dataarts::condition::timeout));
    BOOST_TEST(pair.server->polls("stuck") == 61U);
    BOOST_TEST(pair.server->verify());
    BOOST_TEST((pair.now() == 10min));
  }
  auto const took = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began);
  BOOST_TEST_MESSAGE("ten minutes over " << how << " took " << took.count() << " ms");
}

BOOST_DATA_TEST_CASE(a_delay_passes_and_no_more, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().late_on_poll(2, 7s));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 0s));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 7s));
}

BOOST_DATA_TEST_CASE(a_client_gives_up_during_a_delay, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  pair.server->add(load().late_on_poll(1, 5min));
  BOOST_TEST(pair.ask("i", dataarts::call_options().timeout(60s)) ==
             "the call took longer than its timeout/Success/0/1/");
  BOOST_TEST((pair.now() == 60s));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 60s));
}

BOOST_DATA_TEST_CASE(an_answer_that_never_comes_ends_with_the_deadline, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  // The third one tells more bytes than there are.
  pair.server->add(
      load().on_poll(1, wire_fault::stall(30)).on_poll(2, wire_fault::stall()).on_poll(3, wire_fault::wrong_length(5)));
  for (int i = 1; i <= 3; ++i) {
    BOOST_TEST(pair.ask("i", dataarts::call_options().timeout(10s)).starts_with("the call took longer"));
    BOOST_TEST((pair.now() == i * 10s));
  }
  // The server saw that its client was gone before the time went on.
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST(pair.server->counters().connections_open == 1U);
}

BOOST_DATA_TEST_CASE(a_drip_takes_its_time, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().on_poll(1, wire_fault::drip(1, 100ms)));
  BOOST_TEST(pair.ask() == "RUNNING");
  auto const whole = pair.now();
  // One piece at once, and one more after each interval.
  BOOST_TEST((whole % 100ms == 0ms));
  BOOST_TEST((whole > 10s));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == whole));
}

BOOST_DATA_TEST_CASE(what_is_cut_off_takes_no_time, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  pair.server->add(load()
                       .on_poll(1, wire_fault::cut(20))
                       .on_poll(2, wire_fault::cut(20, wire_fault::ending::rst))
                       .on_poll(3, wire_fault::reset())
                       .on_poll(4, wire_fault::cut(0))
                       .on_poll(5, wire_fault::garbage()));
  BOOST_TEST(pair.ask() == "the connection ended in the middle of the answer/Success/200/1/");
  BOOST_TEST(pair.ask().starts_with("the connection broke while the answer was awaited/Connection reset by peer/"));
  BOOST_TEST(pair.ask().starts_with("the connection broke while the answer was awaited/Connection reset by peer/"));
  BOOST_TEST(pair.ask().starts_with("the server closed the connection without an answer/Success/"));
  BOOST_TEST(pair.ask().starts_with("the answer is not valid HTTP/"));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 0s));
}

BOOST_DATA_TEST_CASE(refused_connections_take_no_time, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  pair.server->add(load());
  BOOST_TEST(pair.ask() == "RUNNING");
  pair.server->refuse(true);
  BOOST_TEST(pair.ask() == "RUNNING");  // over the connection that is open
  auto config = test::without_retries();
  config.endpoint = pair.server->url();
  config.project_id = "p";
  config.time = pair.clock;
  config.network = pair.network;
  {
    dataarts::client other(pair.context.get_executor(), config);
    BOOST_TEST(pair.run(test::asked(other, "i")) == "no connection could be made/Connection refused/0/1/");
  }
  pair.server->refuse(false);
  BOOST_TEST((pair.now() == 0s));
}

BOOST_DATA_TEST_CASE(retries_pause_on_the_same_time, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load().on_poll(1, wire_fault::reset()).on_poll(2, mock::documented_error::throttled));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST(pair.server->polls("load") == 3U);
  BOOST_TEST((pair.now() > 0s));
}

BOOST_DATA_TEST_CASE(idle_connections_are_closed_in_time, both_ways, how) {
  auto config = test::without_retries();
  config.idle_timeout = 10min;
  config.connection_max_age = 1h;
  timed_pair pair(how, {}, config);
  pair.server->add(load());
  BOOST_TEST(pair.ask() == "RUNNING");
  pair.server->add(mock::instance("slow").script("slow").running().late_on_poll(1, 5min));
  BOOST_TEST(test::told(pair.run(pair.client->query({"slow", "i"}, dataarts::call_options().timeout(6min)))) ==
             "RUNNING");
  BOOST_TEST(pair.server->counters().idle_closed == 0U);  // the one connection was busy
  pair.clock->advance(80s);
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST(pair.server->counters().idle_closed == 1U);
  BOOST_TEST(pair.server->counters().connections_opened == 2U);
}

BOOST_DATA_TEST_CASE(connections_beyond_the_most_are_reset, both_ways, how) {
  mock::options settings;
  settings.max_connections = 2;
  timed_pair pair(how, settings, test::without_retries());
  pair.server->add(mock::instance("load").script("load").running().latency(1s));
  std::vector<test::started<std::string>> asked;
  for (int i = 0; i < 3; ++i) {
    asked.push_back(test::start(pair.context, test::asked(*pair.client, std::to_string(i))));
  }
  dataarts::run_until(pair.context, *pair.clock, [&] { return test::all_done(asked); });
  BOOST_TEST(asked[0].value() == "RUNNING");
  BOOST_TEST(asked[1].value() == "RUNNING");
  BOOST_TEST(asked[2].value().starts_with("the connection broke while the answer was awaited/"));
  BOOST_TEST(pair.server->counters().connections_turned_away == 1U);
  BOOST_TEST((pair.now() == 1s));
}

BOOST_DATA_TEST_CASE(a_stop_lets_a_delayed_answer_come, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  pair.server->add(load().late_on_poll(1, 3s));
  auto asked = test::start(pair.context, test::asked(*pair.client, "i"));
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->counters().requests == 1; });
  BOOST_TEST((pair.now() == 0s));
  pair.server->stop();
  dataarts::run_until(pair.context, *pair.clock, [&] { return asked.done(); });
  BOOST_TEST(asked.value() == "RUNNING");
  BOOST_TEST((pair.now() == 3s));
  BOOST_TEST(pair.ask() == "no connection could be made/Connection refused/0/1/");
}

BOOST_DATA_TEST_CASE(a_stop_cuts_off_what_takes_longer, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  pair.server->add(load().late_on_poll(1, 30s));
  auto asked = test::start(pair.context, test::asked(*pair.client, "i"));
  dataarts::run_until(pair.context, *pair.clock, [&] { return pair.server->counters().requests == 1; });
  pair.server->stop();
  dataarts::run_until(pair.context, *pair.clock, [&] { return asked.done(); });
  BOOST_TEST(asked.value().starts_with("the connection broke while the answer was awaited/"));
  BOOST_TEST((pair.now() == 5s));
}

BOOST_DATA_TEST_CASE(many_calls_wait_for_one_time, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(mock::instance("load").script("load").running().latency(mock::step_time::uniform(1s, 30s)));
  std::vector<test::started<std::string>> asked;
  for (int i = 0; i < 200; ++i) {
    asked.push_back(
        test::start(pair.context, test::asked(*pair.client, std::to_string(i), dataarts::call_options().timeout(1h))));
  }
  dataarts::run_until(pair.context, *pair.clock, [&] { return test::all_done(asked); });
  for (auto& each : asked) BOOST_TEST(each.value() == "RUNNING");
  BOOST_TEST(pair.server->counters().connections_opened == 16U);
}

BOOST_DATA_TEST_CASE(connections_made_beforehand_take_no_time, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load());
  auto const open = pair.run(pair.client->warm_up(5));
  BOOST_TEST(open.value() == 5U);
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST(pair.server->counters().connections_opened == 5U);
  BOOST_TEST((pair.now() == 0s));
}

// What it throws.
template <class Call>
std::string deadlock_of(Call call) {
  try {
    call();
  } catch (dataarts::virtual_time_deadlock const& problem) {
    return problem.what();
  }
  return "none";
}

BOOST_DATA_TEST_CASE(nothing_to_wait_for_is_a_deadlock, both_ways, how) {
  timed_pair pair(how);
  pair.server->add(load());
  BOOST_TEST(pair.ask() == "RUNNING");
  auto const text = deadlock_of([&] { dataarts::run_until(pair.context, *pair.clock, [] { return false; }, 0ms); });
  BOOST_TEST(text.ends_with(": no alarm is set, and no client waits for an answer."), text);
}

BOOST_DATA_TEST_CASE(who_waits_for_a_request_is_named_in_a_deadlock, both_ways, how) {
  timed_pair pair(how, mock::options().journaled());
  pair.server->add(load());
  BOOST_TEST(pair.ask() == "RUNNING");
  auto const wanted = mock::request_match().rule("load").poll(99);
  pair.server->async_next_request(wanted, [](boost::system::error_code, mock::journal_entry const&) {});
  auto const text = deadlock_of([&] { dataarts::run_until(pair.context, *pair.clock, [] { return false; }, 0ms); });
  BOOST_TEST(text.ends_with(": no alarm is set, and no client waits for an answer; next_request waits for a request "
                            "with rule 'load', poll 99."),
             text);
}

BOOST_AUTO_TEST_CASE(a_server_of_both_families_knows_its_clients) {
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  asio::io_context context(1);
  mock::options settings;
  settings.host = "::";
  std::optional<mock::server> server;
  try {
    server.emplace(context, settings.on(clock));
  } catch (boost::system::system_error const& problem) {
    BOOST_TEST_MESSAGE("no IPv6 here: " << problem.what());
    return;
  }
  server->add(load().late_on_poll(1, 3s));
  dataarts::client_config config;
  config.endpoint = "http://127.0.0.1:" + std::to_string(server->port());
  config.project_id = "p";
  config.time = clock;
  dataarts::client client(context.get_executor(), config);
  BOOST_TEST(dataarts::run(context, clock, client.query({"load", "i"})).has_value());
  BOOST_TEST((clock->now().time_since_epoch() == 3s));
}

BOOST_AUTO_TEST_CASE(a_busy_wait_for_nothing_is_a_deadlock) {
  asio::io_context context{1};
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  asio::steady_timer timer(context);
  int looks = 0;
  std::function<void(boost::system::error_code)> const look = [&](boost::system::error_code) {
    if (++looks == 3000) return;
    timer.expires_after(1ms);
    timer.async_wait(look);
  };
  look({});
  auto const text = deadlock_of([&] { dataarts::run_until(context, *clock, [] { return false; }, 20ms); });
  BOOST_TEST(text.ends_with(": no alarm is set, and no client waits for an answer."), text);
  BOOST_TEST(looks < 3000);
}

BOOST_AUTO_TEST_CASE(a_peer_that_is_no_mock_server_holds_the_time) {
  timed_pair pair(way::sockets);
  asio::ip::tcp::acceptor silent(pair.context, {asio::ip::address_v4::loopback(), 0});
  dataarts::client_config config;
  config.endpoint = "http://127.0.0.1:" + std::to_string(silent.local_endpoint().port());
  config.project_id = "p";
  config.time = pair.clock;
  dataarts::client other(pair.context.get_executor(), config);
  auto const text =
      deadlock_of([&] { dataarts::run(pair.context, *pair.clock, other.query({"load", "i"}), 0ms).has_value(); });
  BOOST_TEST(text.starts_with("virtual time stands still at 0.000000 s: an answer does not come, and the client"),
             text);
  BOOST_TEST(text.ends_with("waits for a server that is no mock server of this clock."), text);
  BOOST_TEST((pair.now() == 0s));
}

BOOST_AUTO_TEST_CASE(a_handshake_that_stalls_ends_with_the_time_to_connect) {
  mock::options settings;
  settings.tls.emplace();
  settings.tls->handshake = mock::tls_options::fault::stall;
  settings.tls->faulty_handshakes = 1;
  timed_pair pair(way::sockets, settings, test::without_retries());
  pair.server->add(load().late_on_poll(1, 2s));
  BOOST_TEST(pair.ask().starts_with("no connection could be made within connect_timeout"));
  BOOST_TEST((pair.now() == 10s));
  BOOST_TEST(pair.ask() == "RUNNING");
  BOOST_TEST((pair.now() == 12s));
}

BOOST_AUTO_TEST_CASE(values_exceptions_and_nothing_come_out_of_run) {
  asio::io_context context;
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  auto number = []() -> asio::awaitable<std::unique_ptr<int>> { co_return std::make_unique<int>(3); };
  BOOST_TEST(*dataarts::run(context, *clock, number()) == 3);
  auto nothing = []() -> asio::awaitable<void> { co_return; };
  dataarts::run(context, *clock, nothing());
  auto thrown = []() -> asio::awaitable<int> {
    throw std::out_of_range("x");
    co_return 1;
  };
  BOOST_CHECK_THROW(dataarts::run(context, *clock, thrown()), std::out_of_range);
}

BOOST_DATA_TEST_CASE(servers_may_be_on_other_threads, both_ways, how) {
  asio::io_context servers{1};
  auto const clock = std::make_shared<dataarts::virtual_clock>();
  auto const network = how == way::memory ? std::make_shared<dataarts::memory_network>() : nullptr;
  auto server = std::make_unique<mock::server>(servers, mock::options{}.on(clock).on_network(network));
  server->add(mock::instance("load").script("load").running().latency(mock::step_time::uniform(1ms, 20s)));
  std::jthread const runs([&] { servers.run(); });
  struct ending {
    asio::io_context& which;
    ~ending() { which.stop(); }
  } const end{servers};
  {
    asio::io_context context{1};
    dataarts::client_config config;
    config.endpoint = server->url();
    config.project_id = "p";
    config.time = clock;
    config.network = network;
    dataarts::client client(context.get_executor(), config);
    for (int i = 0; i < 100; ++i) {
      auto const outcome = dataarts::run(context, *clock, client.query({"load", std::to_string(i)}));
      BOOST_TEST(test::told(outcome) == "RUNNING");
    }
  }
  server.reset();
  // Never further than the sum of the delays, the last timeout of a connection aside.
  BOOST_TEST((clock->now().time_since_epoch() < 100 * 20s));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
