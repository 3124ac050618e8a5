#include "progress_line.hpp"

#include "answers.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(progress_lines)

namespace {

using namespace std::chrono_literals;

tally some_counts() {
  tally made;
  auto const finished = test::answered({"s", "i"}, R"({"status":"FINISHED"})");
  for (int i = 0; i < 1000; ++i) made.add(finished);
  made.add(test::no_such_script({"s", "i"}));
  return made;
}

BOOST_AUTO_TEST_CASE(how_far_how_fast_how_long) {
  auto const counted = some_counts();
  BOOST_TEST(progress_line(counted, expected_total{10'010, true}, 299.9) ==
             "1,001 of 10,010 (10%) · 300/s · 31s left · 1,000 FINISHED, 1 DLF.6201");
  BOOST_TEST(progress_line(counted, expected_total{1'000'000, false}, 300) ==
             "1,001 of ~1,000,000 (0%) · 300/s · 55m30s left · 1,000 FINISHED, 1 DLF.6201");
  BOOST_TEST(progress_line(counted, std::nullopt, 300) == "1,001 · 300/s · 1,000 FINISHED, 1 DLF.6201");
  BOOST_TEST(progress_line(counted, expected_total{1001, true}, 300) ==
             "1,001 of 1,001 (100%) · 300/s · 1,000 FINISHED, 1 DLF.6201");
}

BOOST_AUTO_TEST_CASE(before_the_first_answer_and_when_all_stands_still) {
  BOOST_TEST(progress_line(tally(), expected_total{10, true}, 0) == "0 of 10 (0%)");
  BOOST_TEST(progress_line(tally(), std::nullopt, 0) == "0");
  BOOST_TEST(progress_line(some_counts(), expected_total{2000, true}, 1e-9) ==
             "1,001 of 2,000 (50%) · 0/s · 1,000 FINISHED, 1 DLF.6201");
}

BOOST_AUTO_TEST_CASE(an_estimate_that_was_too_low) {
  BOOST_TEST(progress_line(some_counts(), expected_total{900, false}, 10) ==
             "1,001 of ~1,001 (100%) · 10/s · 1,000 FINISHED, 1 DLF.6201");
}

BOOST_AUTO_TEST_CASE(the_time_that_is_left) {
  BOOST_TEST(time_left_text(0ns) == "1s left");
  BOOST_TEST(time_left_text(12'300ms) == "13s left");
  BOOST_TEST(time_left_text(181s) == "3m02s left");
}

BOOST_AUTO_TEST_CASE(the_rate_follows_the_pace) {
  rate_meter meter;
  BOOST_TEST(meter.update(0ns, 0) == 0);
  auto elapsed = 0ms;
  std::uint64_t answers = 0;
  double rate = 0;
  auto const run = [&](int seconds, std::uint64_t per_tick) {
    for (int i = 0; i < 5 * seconds; ++i) rate = meter.update(elapsed += 200ms, answers += per_tick);
  };
  run(1, 100);
  BOOST_TEST(rate == 500, boost::test_tools::tolerance(0.01));
  run(20, 20);
  BOOST_TEST(rate == 100, boost::test_tools::tolerance(0.01));
  run(60, 0);
  BOOST_TEST(rate < 0.01);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
