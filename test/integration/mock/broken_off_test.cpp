#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

#include "both_ways.hpp"
#include "raw_client.hpp"

// Answers that end with a reset, which throws away what the client has not got yet: it comes when it loses nothing, and
// nobody waits for a client that has gone.
BOOST_AUTO_TEST_SUITE(mock_broken_off)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
namespace data = boost::unit_test::data;
using namespace std::chrono_literals;
using mock::wire_fault;
using test::timed_pair;
using test::way;

auto const both_ways = data::make({way::sockets, way::memory});

mock::instance broken_off_late() {
  return mock::instance("load").script("load").running().late_on_poll(1, 20s).on_poll(
      1, wire_fault::cut(150, wire_fault::ending::rst));
}

// Before it has to be true, the server looks as often.
constexpr int many_looks = 3000;

void check_is_gone(timed_pair const& pair) {
  BOOST_TEST(pair.server->counters().connections_open == 0U);
  BOOST_TEST(pair.server->counters().timed_out == 0U);
  BOOST_TEST((pair.now() == 20s));
}

BOOST_DATA_TEST_CASE(a_client_that_gave_up_is_not_waited_for, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  pair.server->add(broken_off_late());
  BOOST_TEST(pair.ask("i", dataarts::call_options().timeout(5s)).starts_with("the call took longer"));
  int looks = 0;
  dataarts::run_until(pair.context, *pair.clock,
                      [&] { return pair.server->counters().connections_open == 0 || ++looks > many_looks; });
  check_is_gone(pair);
}

BOOST_AUTO_TEST_CASE(a_client_of_another_time_that_gave_up_is_not_waited_for) {
  timed_pair pair(way::sockets);
  pair.server->add(broken_off_late());
  {
    test::raw_client client(pair.context, pair.server->port());
    client.send("GET /v1/p/scripts/load/instances/i HTTP/1.1\r\nHost: x\r\n\r\n");
    test::run_until(pair.context, [&] { return pair.server->counters().requests == 1; });
  }
  pair.clock->advance(20s);
  for (int looks = 0; pair.server->counters().connections_open > 0 && looks < many_looks; ++looks) {
    pair.context.run_one_for(1ms);
  }
  check_is_gone(pair);
}

BOOST_DATA_TEST_CASE(what_came_before_the_reset_is_read, both_ways, how) {
  timed_pair pair(how, {}, test::without_retries());
  auto rule = mock::instance("load").script("load").running();
  for (int i = 1; i <= 20; ++i) rule.on_poll(i, wire_fault::cut(150, wire_fault::ending::rst));
  pair.server->add(rule);
  for (int i = 1; i <= 20; ++i) {
    // The status tells that the beginning arrived.
    BOOST_TEST(pair.ask() == "the connection broke while the answer was awaited/Connection reset by peer/200/1/");
  }
  BOOST_TEST((pair.now() == 0s));
}

BOOST_AUTO_TEST_CASE(what_came_before_the_reset_is_read_over_tls) {
  mock::options settings;
  settings.tls.emplace();
  timed_pair pair(way::sockets, settings, test::without_retries());
  auto rule = mock::instance("load").script("load").running();
  for (int i = 1; i <= 5; ++i) rule.on_poll(i, wire_fault::cut(150, wire_fault::ending::rst));
  pair.server->add(rule);
  for (int i = 1; i <= 5; ++i) {
    BOOST_TEST(pair.ask() == "the connection broke while the answer was awaited/Connection reset by peer/200/1/");
  }
  BOOST_TEST((pair.now() == 0s));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
