#include "plan/stages.hpp"

#include "plan/exact_duration.hpp"
#include "plan/plan_error.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <random>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(stages)

using namespace dataarts::load;
using namespace std::chrono_literals;

template <class Read>
std::string refusal(Read const& read) {
  try {
    read();
  } catch (plan_error const& why) {
    return why.what();
  }
  return "accepted";
}

std::string stages_refusal(std::string_view text) {
  return refusal([&] { parse_stages(text); });
}

std::string rate_refusal(std::string_view text) {
  return refusal([&] { parse_rate(text); });
}

BOOST_AUTO_TEST_CASE(rates) {
  BOOST_TEST(parse_rate("5000/s") == 5000);
  BOOST_TEST(parse_rate("300/min") == 5);
  BOOST_TEST(parse_rate("0.5/s") == 0.5);
  BOOST_TEST(parse_rate(" 7200 / h ") == 2);
  BOOST_TEST(parse_rate("0/s") == 0);
}

BOOST_AUTO_TEST_CASE(rates_that_are_none) {
  BOOST_TEST(rate_refusal("5000") ==
             "character 1: the rate 5000 has no unit; expected such as 500/s, 300/min or 0.5/s");
  BOOST_TEST(rate_refusal("") == "character 1: a rate is missing; expected such as 500/s, 300/min or 0.5/s");
  BOOST_TEST(rate_refusal("5k/s") == "character 1: \"5k\" is no number; expected such as 500/s, 300/min or 0.5/s");
  BOOST_TEST(rate_refusal("/s") == "character 1: \"\" is no number; expected such as 500/s, 300/min or 0.5/s");
  BOOST_TEST(rate_refusal("nan/s").starts_with("character 1: \"nan\" is no number"));
  BOOST_TEST(rate_refusal("inf/s").starts_with("character 1: \"inf\" is no number"));
  BOOST_TEST(rate_refusal("-1/s").starts_with("character 1: the rate -1 is below 0"));
  BOOST_TEST(rate_refusal("5/m") == "character 3: \"m\" is no unit of a rate; expected s, min or h, as in 300/min");
  BOOST_TEST(rate_refusal("10000001/s") == "character 1: the rate 10000001/s is higher than the highest, 10000000/s");
  BOOST_TEST(rate_refusal("0.0000001/h") == "character 1: the rate 0.0000001/h is lower than the lowest, 0.000001/h");
}

BOOST_AUTO_TEST_CASE(stages_of_all_kinds) {
  auto const some = parse_stages("0->500/s:30s, 500/s : 5m ,500/s→60/min:1m30s");
  BOOST_REQUIRE(some.size() == 3U);
  BOOST_TEST(some[0].from == 0);
  BOOST_TEST(some[0].to == 500);
  BOOST_TEST((some[0].lasting == 30s));
  BOOST_TEST(some[1].from == 500);
  BOOST_TEST(some[1].to == 500);
  BOOST_TEST((some[1].lasting == 5min));
  BOOST_TEST(some[2].from == 500);
  BOOST_TEST(some[2].to == 1);
  BOOST_TEST((some[2].lasting == 90s));
  BOOST_TEST((length_of(some) == 7min));
  BOOST_TEST(parse_stages("60->120/min:1s")[0].from == 1);
}

BOOST_AUTO_TEST_CASE(stages_that_are_none) {
  BOOST_TEST(stages_refusal("") == "character 1: a stage is missing; expected such as 500/s:5m or 0->500/s:30s");
  BOOST_TEST(stages_refusal("1/s:1s,") == "character 8: a stage is missing; expected such as 500/s:5m or 0->500/s:30s");
  BOOST_TEST(stages_refusal("0→500/s:30s, 500/s") ==
             "character 14: \"500/s\" does not say how long; expected a colon and a duration, as in 500/s:5m");
  BOOST_TEST(stages_refusal("0→500/s:30") ==
             "character 9: \"30\" is no duration; expected such as 30s, 1m30s or 250ms");
  BOOST_TEST(stages_refusal("1/s:0s") == "character 5: a stage of no length; expected such as 30s");
  BOOST_TEST(stages_refusal("->500/s:30s") ==
             "character 1: a rate is missing; expected such as 500/s, 300/min or 0.5/s");
  BOOST_TEST(stages_refusal("0->x/s:30s").starts_with("character 4: \"x\" is no number"));
  BOOST_TEST(stages_refusal("0->5:30s").starts_with("character 4: the rate 5 has no unit"));
  BOOST_TEST(stages_refusal("0->5->6/s:30s").starts_with("character 4: \"5->6\" is no number"));
}

BOOST_AUTO_TEST_CASE(texts_of_rates) {
  BOOST_TEST(rate_text(500) == "500/s");
  BOOST_TEST(rate_text(0) == "0/s");
  BOOST_TEST(rate_text(0.5) == "30/min");
  BOOST_TEST(rate_text(100.0 / 60) == "100/min");
  BOOST_TEST(rate_text(1.0 / 3600) == "1/h");
  BOOST_TEST(rate_text(0.125) == "450/h");
  std::mt19937_64 random(5);
  BOOST_TEST_MESSAGE("seed 5");
  for (int i = 0; i < 2'000; ++i) {
    auto const rate = static_cast<double>(random() >> 11) * 0x1p-53 * (i % 2 == 0 ? 1e7 : 1);
    BOOST_REQUIRE(parse_rate(rate_text(rate)) == rate);
  }
}

BOOST_AUTO_TEST_CASE(texts_of_stages) {
  std::string const text = "0/s->500/s:30s,500/s:5m,500/s->100/min:1m30s";
  BOOST_TEST(stages_text(parse_stages(text)) == text);
  BOOST_TEST(stages_text(constant_rate(5, 1h + 1ms)) == "5/s:1h1ms");
}

BOOST_AUTO_TEST_CASE(durations_as_exact_texts) {
  BOOST_TEST(exact_duration(0s).value() == "0s");
  BOOST_TEST(exact_duration(90s).value() == "1m30s");
  BOOST_TEST(exact_duration(1500us).value() == "1ms500us");
  BOOST_TEST(exact_duration(25h).value() == "25h");
  BOOST_TEST(!exact_duration(1500ns));
  BOOST_TEST(!exact_duration(-1s));
  BOOST_TEST(exact_duration_text(1500ns) == "1500ns");
}

BOOST_AUTO_TEST_SUITE_END()
