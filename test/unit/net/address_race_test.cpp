#include "net/address_race.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(address_race_test)

using dataarts::net::address;
using dataarts::net::address_race;
using dataarts::net::interleave;
using namespace std::chrono_literals;

namespace {

address at(char const* number) { return {boost::asio::ip::make_address(number), 80}; }

std::vector<address> list(std::vector<char const*> const& numbers) {
  std::vector<address> made;
  for (auto const* each : numbers) made.push_back(at(each));
  return made;
}

constexpr address_race::time_point start{};

}  // namespace

BOOST_AUTO_TEST_CASE(families_take_turns_and_ipv6_begins) {
  struct sample {
    std::vector<char const*> found;
    std::vector<char const*> order;
  };
  sample const samples[] = {
      {{}, {}},
      {{"1.0.0.1"}, {"1.0.0.1"}},
      {{"1.0.0.1", "::1"}, {"::1", "1.0.0.1"}},
      {{"1.0.0.1", "1.0.0.2", "::1", "::2", "::3"}, {"::1", "1.0.0.1", "::2", "1.0.0.2", "::3"}},
      {{"::2", "1.0.0.3", "1.0.0.2", "1.0.0.1"}, {"::2", "1.0.0.3", "1.0.0.2", "1.0.0.1"}},
  };
  for (auto const& each : samples) {
    BOOST_TEST(interleave(list(each.found)) == list(each.order), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(attempts_are_a_stagger_apart) {
  address_race race(list({"::1", "1.0.0.1", "::2"}), 250ms);
  BOOST_TEST((race.next_at() <= start));
  BOOST_TEST_REQUIRE(race.next(start) != nullptr);
  BOOST_TEST((race.next_at() == start + 250ms));
  BOOST_TEST(race.next(start + 250ms - 1ns) == nullptr);
  auto const* const second = race.next(start + 260ms);
  BOOST_TEST_REQUIRE(second != nullptr);
  BOOST_TEST(*second == at("1.0.0.1"));
  BOOST_TEST((race.next_at() == start + 510ms));
  BOOST_TEST(race.next(start + 510ms) != nullptr);
  BOOST_TEST((race.next_at() == address_race::time_point::max()));
  BOOST_TEST(race.next(start + 1h) == nullptr);
  BOOST_TEST(!race.lost());
}

BOOST_AUTO_TEST_CASE(a_failure_brings_the_next_attempt_forward) {
  address_race race(list({"::1", "1.0.0.1", "::2"}), 250ms);
  race.next(start);
  race.failed();
  BOOST_TEST((race.next_at() <= start));
  BOOST_TEST_REQUIRE(race.next(start + 1ms) != nullptr);
  // The stagger counts from the attempt that was brought forward.
  BOOST_TEST((race.next_at() == start + 251ms));
  race.next(start + 251ms);
  race.failed();
  BOOST_TEST(!race.lost());
  race.failed();
  BOOST_TEST(race.lost());
}

BOOST_AUTO_TEST_CASE(a_race_that_is_over_begins_nothing) {
  address_race race(list({"::1", "1.0.0.1"}), 250ms);
  race.next(start);
  race.end();
  BOOST_TEST(race.next(start + 1h) == nullptr);
  BOOST_TEST((race.next_at() == address_race::time_point::max()));
  BOOST_TEST(!race.lost());
  race.failed();
  BOOST_TEST(race.lost());
  BOOST_TEST(address_race({}, 250ms).lost());
}

BOOST_AUTO_TEST_SUITE_END()
