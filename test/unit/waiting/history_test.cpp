#include "waiting/history.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

BOOST_AUTO_TEST_SUITE(history_test)

using namespace dataarts;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(failed_looks_are_kept_by_their_code) {
  waiting::history seen;
  seen.failed(errc::connect_failed, 1s);
  seen.failed(errc::connect_failed, 2s);
  seen.failed(errc::server_error, 3s);
  auto const told = seen.in(failure(errc::cancelled));
  BOOST_TEST((told == errc::cancelled));
  BOOST_TEST_REQUIRE(told.observed().size() == 2u);
  BOOST_TEST((told.observed()[0].code == errc::connect_failed));
  BOOST_TEST(told.observed()[0].looks == 2u);
  BOOST_TEST((told.observed()[0].first == 1s && told.observed()[0].last == 2s));
  BOOST_TEST(told.message() == "the call was cancelled, last seen server_error after 3 s");
  BOOST_TEST(told.last_answer() == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
