#include "credentials/timestamp.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

BOOST_AUTO_TEST_SUITE(timestamp_suite)

using namespace std::chrono_literals;
using dataarts::read_timestamp;

BOOST_AUTO_TEST_CASE(reads_what_the_service_writes) {
  constexpr dataarts::clock::wall_time second{1'578'128'722s};
  BOOST_TEST((read_timestamp("2020-01-04T09:05:22.701000Z") == second + 701ms));
  BOOST_TEST((read_timestamp("2020-01-04T09:05:22Z") == second));
  BOOST_TEST((read_timestamp("2020-01-04T09:05:22.1234567891234Z") == second + 123'456'789ns));
  BOOST_TEST((read_timestamp("1970-01-01T00:00:00Z") == dataarts::clock::wall_time()));
}

BOOST_AUTO_TEST_CASE(far_times_do_not_wrap_around) {
  auto const now = std::chrono::system_clock::now();
  BOOST_TEST((read_timestamp("9999-12-31T23:59:59Z") > now + std::chrono::hours(24 * 365 * 100)));
  BOOST_TEST((read_timestamp("2400-01-01T00:00:00.5Z") > now));
  BOOST_TEST((read_timestamp("0001-01-01T00:00:00Z") < now - std::chrono::hours(24 * 365 * 100)));
}

BOOST_AUTO_TEST_CASE(refuses_everything_else) {
  for (auto const* const text :
       {"", "2020-01-04", "2020-01-04T09:05:22", "2020-01-04T09:05:22.Z", "2020-01-04T09:05:22+01:00",
        "2020-13-04T09:05:22Z", "2020-02-30T09:05:22Z", "2020-01-04T24:05:22Z", "2020-01-04T09:60:22Z",
        "2020-01-04T09:05:61Z", "2020-01-04T09:05:22Z ", "20-01-04T09:05:22Z", "2020-01-04 09:05:22Z",
        "2020-1-04T09:05:22Z", "2020-01-04T09:05:2xZ"}) {
    BOOST_TEST(!read_timestamp(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
