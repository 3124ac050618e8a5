#include "date_stamp.hpp"

#include <dataarts/virtual_clock.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(mock_date_stamp)

namespace {

using namespace std::chrono_literals;
using dataarts::clock;
using dataarts::mock::date_stamp;
using dataarts::mock::http_date;

clock::wall_time at(std::chrono::milliseconds since_1970) { return clock::wall_time(since_1970); }

BOOST_AUTO_TEST_CASE(follows_the_standard) {
  BOOST_TEST(http_date(at(784'111'777s)) == "Sun, 06 Nov 1994 08:49:37 GMT");
  BOOST_TEST(http_date(at(784'111'777'999ms)) == "Sun, 06 Nov 1994 08:49:37 GMT");
  BOOST_TEST(http_date(at(1'709'251'199s)) == "Thu, 29 Feb 2024 23:59:59 GMT");
  BOOST_TEST(http_date(at(0s)).size() == date_stamp::size);
}

BOOST_AUTO_TEST_CASE(changes_with_the_second) {
  auto const time = std::make_shared<dataarts::virtual_clock>(at(784'111'777'600ms));
  date_stamp date(time);
  BOOST_TEST(date.text(time->now()) == "Sun, 06 Nov 1994 08:49:37 GMT");
  time->advance(399ms);
  BOOST_TEST(date.text(time->now()) == "Sun, 06 Nov 1994 08:49:37 GMT");
  time->advance(1ms);
  BOOST_TEST(date.text(time->now()) == "Sun, 06 Nov 1994 08:49:38 GMT");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
