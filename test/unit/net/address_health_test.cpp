#include "net/address_health.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <vector>

BOOST_AUTO_TEST_SUITE(address_health_test)

using dataarts::net::address;
using dataarts::net::address_health;
using namespace std::chrono_literals;

namespace {

address numbered(std::uint32_t number) { return {boost::asio::ip::address_v4(0x0a000000U + number), 443}; }

constexpr address_health::time_point start{};

}  // namespace

BOOST_AUTO_TEST_CASE(the_pause_doubles_from_a_second_to_a_minute) {
  address_health health;
  auto now = start;
  for (auto const pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
    health.failed(numbered(1), now);
    BOOST_TEST(health.put_back(numbered(1), now + pause - 1ns));
    now += pause;
    BOOST_TEST(!health.put_back(numbered(1), now));
  }
  health.succeeded(numbered(1));
  health.failed(numbered(1), now);
  BOOST_TEST(health.put_back(numbered(1), now + 1s - 1ns));
  BOOST_TEST(!health.put_back(numbered(1), now + 1s));
}

BOOST_AUTO_TEST_CASE(connections_that_fail_together_count_once) {
  address_health health;
  for (int i = 0; i < 16; ++i) health.failed(numbered(1), start + i * 10ms);
  BOOST_TEST(!health.put_back(numbered(1), start + 1s));
}

BOOST_AUTO_TEST_CASE(those_put_back_go_last_and_are_never_left_out) {
  address_health health;
  std::vector<address> const found = {numbered(1), numbered(2), numbered(3), numbered(4)};
  auto order = found;
  health.sort(order, start);
  BOOST_TEST(order == found, boost::test_tools::per_element());

  health.failed(numbered(3), start);
  health.failed(numbered(1), start + 1ms);
  health.sort(order, start + 1ms);
  BOOST_TEST(order == (std::vector<address>{numbered(2), numbered(4), numbered(3), numbered(1)}),
             boost::test_tools::per_element());
  order = found;
  health.sort(order, start + 1s);  // the third is back
  BOOST_TEST(order == (std::vector<address>{numbered(2), numbered(3), numbered(4), numbered(1)}),
             boost::test_tools::per_element());
  health.succeeded(numbered(1));
  order = found;
  health.sort(order, start + 1s);
  BOOST_TEST(order == found, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(memory_is_bounded) {
  address_health health;
  for (std::uint32_t i = 0; i < 1000; ++i) health.failed(numbered(i), start + i * 1ms);
  BOOST_TEST(health.size() == address_health::capacity);
  // The latest are the ones that are remembered.
  BOOST_TEST(health.put_back(numbered(999), start + 1s));
  BOOST_TEST(health.put_back(numbered(1000 - address_health::capacity), start + 1s));
  BOOST_TEST(!health.put_back(numbered(999 - address_health::capacity), start + 1s - 1ms));
}

BOOST_AUTO_TEST_SUITE_END()
