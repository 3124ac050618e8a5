#include "http/http_date.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(http_date_test)

using dataarts::http::read_http_date;
using dataarts::http::read_retry_after;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(the_three_forms) {
  using namespace std::chrono;
  auto const expected = sys_days(year(1994) / 11 / 6) + hours(8) + minutes(49) + seconds(37);
  for (std::string_view const text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST((read_http_date(text) == expected)); }
  }
  BOOST_TEST((read_http_date("Sunday, 06-Nov-68 00:00:00 GMT") == sys_days(year(2068) / 11 / 6)));
  BOOST_TEST((read_http_date("Sun Nov 16 00:00:60 2036") == sys_days(year(2036) / 11 / 16) + seconds(60)));
}

BOOST_AUTO_TEST_CASE(anything_else_is_nothing) {
  std::string const good = "Sun, 06 Nov 1994 08:49:37 GMT";
  for (std::size_t size = 0; size < good.size(); ++size) BOOST_TEST(!read_http_date(good.substr(0, size)));
  for (std::string_view const text :
       {"Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT", "Sun, 06 Now 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 GMT ", "120", "-1", "Sun Nov 6 08:49:37 1994", "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT"}) {
    BOOST_TEST(!read_http_date(text), text);
  }
}

BOOST_AUTO_TEST_CASE(retry_after_in_seconds_and_as_a_date) {
  using namespace std::chrono;
  std::chrono::system_clock::time_point const now = sys_days(year(1994) / 11 / 6) + 8h + 49min;
  BOOST_TEST((read_retry_after("0", now) == 0s));
  BOOST_TEST((read_retry_after("120", now) == 120s));
  BOOST_TEST((read_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now) == 37s));
  BOOST_TEST((read_retry_after("Sun, 06 Nov 1994 08:48:00 GMT", now) == 0s));
  BOOST_TEST((read_retry_after("99999999999999999999999", now) > 24h * 365));
  BOOST_TEST((read_retry_after("9223372036854775807", now) > 24h * 365));
  BOOST_TEST((read_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now) > 24h * 365));
  for (std::string_view const text : {"", "-1", "1.5", "1s", "soon", "+1", " 1"}) {
    BOOST_TEST(!read_retry_after(text, now), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
