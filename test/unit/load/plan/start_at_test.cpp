#include "plan/start_at.hpp"

#include "plan/plan_error.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(start_at)

using namespace dataarts::load;
using namespace std::chrono_literals;
using std::chrono::system_clock;

system_clock::time_point const now(1'700'000'000s);

std::int64_t milliseconds_of(std::string_view text) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(parse_start_at(text, now).time_since_epoch()).count();
}

std::string refusal(std::string_view text) {
  try {
    parse_start_at(text, now);
  } catch (plan_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(milliseconds_since_1970) {
  BOOST_TEST(milliseconds_of("1767225600000") == 1'767'225'600'000);
  BOOST_TEST(refusal("1767225600") ==
             "1767225600 seems to be in seconds; expected milliseconds since 1970, 1767225600000?");
  BOOST_TEST(refusal("99999999999999999999").starts_with("99999999999999999999 is no time in milliseconds"));
}

BOOST_AUTO_TEST_CASE(times) {
  BOOST_TEST(milliseconds_of("2026-01-01T00:00:00Z") == 1'767'225'600'000);
  BOOST_TEST(milliseconds_of("2026-01-01t08:00:00.25+08:00") == 1'767'225'600'250);
  BOOST_TEST(milliseconds_of("2025-12-31 18:30:00-05:30") == 1'767'225'600'000);
  BOOST_TEST(milliseconds_of("2024-02-29T23:59:60Z") == 1'709'251'200'000);
  for (auto const* const text :
       {"2026-01-01", "2026-01-01T00:00:00", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx", "1969-12-31T23:59:59Z", "2201-01-01T00:00:00Z",
        "2026-01-01T00:00:00+24:00", "soon", "", "10s"}) {
    BOOST_TEST(refusal(text).starts_with('"' + std::string(text) + "\" is no time; expected milliseconds since 1970"));
  }
}

BOOST_AUTO_TEST_CASE(from_now) {
  BOOST_TEST((parse_start_at("+10s", now) == now + 10s));
  BOOST_TEST((parse_start_at("+1m500ms", now) == now + 60'500ms));
  BOOST_TEST(refusal("+10") == "\"+10\": no duration after the plus; expected such as +10s");
}

BOOST_AUTO_TEST_CASE(a_start_that_is_over) {
  BOOST_CHECK_NO_THROW(check_start_at(now + 1h, now));
  BOOST_CHECK_NO_THROW(check_start_at(now - 1min, now));
  BOOST_CHECK_THROW(check_start_at(now - 60'001ms, now), plan_error);
  try {
    check_start_at(now - 2h, now);
  } catch (plan_error const& problem) {
    BOOST_TEST(std::string(problem.what()).starts_with("the start was 2h00m ago; expected a time ahead"),
               problem.what());
  }
}

BOOST_AUTO_TEST_SUITE_END()
