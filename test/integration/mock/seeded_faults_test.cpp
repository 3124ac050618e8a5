#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "both_ways.hpp"

// The same seed gives the same story, over sockets and in memory, each time.
BOOST_AUTO_TEST_SUITE(mock_seeded_faults)

namespace {

namespace mock = dataarts::mock;
namespace asio = boost::asio;
using namespace std::chrono_literals;
using mock::fault_polls;
using mock::wire_fault;
using test::timed_pair;
using test::way;

mock::fault_rule wire(char const* name, double share, wire_fault what) {
  return {.name = name, .on = fault_polls::rate(share), .wire = std::make_shared<wire_fault const>(what)};
}

mock::instance bad_weather() {
  auto made = mock::instance("soak").script("soak").running_for(2min).then_finished().failing(0.3);
  made.fault({.name = "slow", .on = fault_polls::rate(0.5), .delay = mock::step_time::lognormal(200ms, 8s)});
  made.fault({.name = "late", .on = fault_polls::rate(0.05), .delay = mock::step_time(20s)});
  made.fault(wire("cut", 0.08, wire_fault::cut(100)));
  made.fault(wire("reset", 0.08, wire_fault::cut(150, wire_fault::ending::rst)));
  made.fault(wire("gone", 0.05, wire_fault::reset()));
  made.fault(wire("stall", 0.03, wire_fault::stall(50)));
  made.fault(wire("drip", 0.1, wire_fault::drip(40, 300ms)));
  made.fault(wire("garbage", 0.03, wire_fault::garbage()));
  return made;
}

asio::awaitable<std::string> wait_for(timed_pair& in, std::string instance) {
  auto options = dataarts::poll_options();
  options.interval(7s).growth(0).jitter(0).max_failures(4).each(dataarts::call_options().timeout(5s));
  dataarts::instance_ref const ref("soak", instance);
  auto const outcome = co_await in.client->wait(ref, options);
  auto const seconds = std::chrono::duration<double>(in.now()).count();
  auto const elapsed = outcome.has_error() ? outcome.error().elapsed() : 0ns;
  co_return test::told(outcome) + ' ' + std::to_string(seconds) + ' ' + std::to_string(elapsed.count());
}

// What became of each of 24 waits, and when.
std::vector<std::string> story(way how, std::uint64_t seed) {
  mock::options settings;
  settings.seed = seed;
  auto config = test::without_retries();
  config.max_connections = 64;
  timed_pair pair(how, settings, config);
  pair.server->add(bad_weather());
  std::vector<test::started<std::string>> waits;
  for (int i = 0; i < 24; ++i) waits.push_back(test::start(pair.context, wait_for(pair, "i-" + std::to_string(i))));
  dataarts::run_until(pair.context, *pair.clock, [&] { return test::all_done(waits); });
  std::vector<std::string> told;
  for (auto& each : waits) told.push_back(each.value());
  auto const counts = pair.server->counters();
  told.push_back(std::to_string(counts.requests) + " requests, " + std::to_string(counts.faults) + " faults, " +
                 std::to_string(pair.server->polls("soak")) + " polls");
  return told;
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_story_both_ways) {
  std::map<std::string, int> ends;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      auto const first = story(way::memory, seed);
      BOOST_TEST(story(way::sockets, seed) == first, boost::test_tools::per_element());
      BOOST_TEST(story(way::memory, seed) == first, boost::test_tools::per_element());
      for (auto const& each : first) ++ends[each.substr(0, each.find(' '))];
    }
  }
  // It was bad weather, and there were ways through it.
  BOOST_TEST(ends["FINISHED"] > 0);
  BOOST_TEST(ends["FAILED"] > 0);
  BOOST_TEST((story(way::memory, 1) != story(way::memory, 2)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
