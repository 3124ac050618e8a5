#include "throttle/throttle_text.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

BOOST_AUTO_TEST_SUITE(throttle_text_test)

using dataarts::throttle::rate_in;

BOOST_AUTO_TEST_CASE(the_gateways_own_words) {
  BOOST_TEST(
      rate_in("The throttling threshold has been reached: policy user over ratelimit,limit:30,time:1 second").value() ==
      30);
  BOOST_TEST(rate_in("policy domain over ratelimit,limit:60,time:1 minute").value() == 1);
  BOOST_TEST(rate_in("limit:10,time:10 second").value() == 1);
  BOOST_TEST(rate_in("limit: 300 , time: 5 minute").value() == 1);
}

BOOST_AUTO_TEST_CASE(anything_else_is_nothing) {
  for (std::string_view const text :
       {"", "limit:", "limit:30", "limit:30,time:", "limit:30,time:1", "limit:30,time:1 fortnight",
        "limit:0,time:1 second", "limit:30,time:0 second", "limit:-3,time:1 second",
        "limit:99999999999999999999,time:1 second", "time:1 second,limit:30", "slow down",
        // Quotas: to spread them evenly would let nobody through.
        "limit:7200,time:2 hour", "limit:86400,time:1 day", "limit:1,time:9999999999 day"}) {
    BOOST_TEST(!rate_in(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
