#include "wait_progress_line.hpp"

#include "answers.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(wait_progress_lines)

namespace {

using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(states_rate_limit_and_time_left) {
  fleet_progress now;
  now.instances = 12'000;
  now.all_read = true;
  now.left = 5'000;
  now.running = 3'000;
  now.launching = 1'500;
  now.unseen = 500;
  now.finished = 6'900;
  now.failed = 99;
  now.given_up = 1;
  now.limit = 150;
  now.time_left = 181s;
  tally counted;
  counted.add(test::no_such_script({"s", "i"}));
  auto const text = wait_progress_line(now, 123.4, counted);
  BOOST_TEST(text.state ==
             "7,000 of 12,000 over · 3,000 running, 1,500 launching, 500 not seen yet, 6,900 finished, 99 failed, 1 "
             "error");
  BOOST_TEST(text.pace == "123 of 150 looks/s · ~3m02s left");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_not_said) {
  fleet_progress now;
  now.instances = now.left = now.unseen = 3;
  auto const text = wait_progress_line(now, 0, tally());
  BOOST_TEST(text.state == "0 of ~3 over · 3 not seen yet");
  BOOST_TEST(text.pace == "0 looks/s");
  now.limit = 4.5;
  BOOST_TEST(wait_progress_line(now, 0.0251, tally()).pace == "0.025 of 4.5 looks/s");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
