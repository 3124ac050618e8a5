#include "throttle/rate_limiter.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>

BOOST_AUTO_TEST_SUITE(rate_limiter_test)

using dataarts::throttle_options;
using dataarts::throttle::rate_limiter;
using namespace std::chrono_literals;

namespace {

using time_point = rate_limiter::time_point;
using duration = rate_limiter::duration;

time_point const start{std::chrono::hours(100)};

/// Sends as fast as allowed from `from` on for `time`; the requests sent.
int run(rate_limiter& limiter, time_point from, duration time) {
  int count = 0;
  for (auto now = from; now < from + time;) {
    auto const next = limiter.next(now);
    if (next > now) {
      now = next;
      continue;
    }
    limiter.sent(now);
    ++count;
    now += 1us;  // no two at once, and no limit without end
    if (count > 1'000'000) break;
  }
  return count;
}

throttle_options fixed(double rate, double burst = 1) {
  throttle_options made;
  made.requests_per_second = rate;
  made.burst = burst;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_a_limit_nothing_waits) {
  rate_limiter limiter{throttle_options()};
  BOOST_TEST(limiter.rate() == 0);
  BOOST_TEST(run(limiter, start, 1ms) == 1000);
}

BOOST_AUTO_TEST_CASE(a_limit_is_kept_to_the_request) {
  for (double const rate : {0.5, 1.0, 30.0, 300.0, 5000.0}) {
    rate_limiter limiter(fixed(rate));
    // Ten seconds, and the first one at their very beginning.
    BOOST_TEST(run(limiter, start, 10s) == static_cast<int>(rate * 10));
  }
}

BOOST_AUTO_TEST_CASE(a_burst_follows_a_pause_only) {
  rate_limiter limiter(fixed(10, 5));
  BOOST_TEST(run(limiter, start, 1ms) == 5);
  BOOST_TEST(run(limiter, start + 1ms, 999ms) == 9);  // one each 100 ms
  BOOST_TEST(run(limiter, start + 1s, 1ms) == 1);
  BOOST_TEST(run(limiter, start + 1min, 1ms) == 5);
}

BOOST_AUTO_TEST_CASE(refusals_of_one_instant_lower_the_rate_once) {
  for (auto const instant : {start, rate_limiter::time_point()}) {
    rate_limiter limiter{throttle_options()};
    for (int i = 0; i < 16; ++i) limiter.sent(instant);
    for (int i = 0; i < 15; ++i) limiter.refused(instant, instant, 20.0, std::nullopt);
    BOOST_TEST(limiter.rate() == 20);
  }
}

BOOST_AUTO_TEST_CASE(a_limit_that_is_told_is_taken) {
  rate_limiter limiter{throttle_options()};
  run(limiter, start, 1ms);
  limiter.refused(start, start + 1ms, 30.0, std::nullopt);
  BOOST_TEST(limiter.rate() == 30);
  // Those that were under way at the same time change nothing.
  limiter.refused(start, start + 2ms, 30.0, std::nullopt);
  limiter.refused(start, start + 3ms, std::nullopt, std::nullopt);
  BOOST_TEST(limiter.rate() == 30);
  BOOST_TEST(run(limiter, start + 1ms, 10s) == 300 - 1);
  // Refused again at that rate: others use it too.
  limiter.refused(start + 10s, start + 10s, 30.0, std::nullopt);
  BOOST_TEST(limiter.rate() == 15, boost::test_tools::tolerance(0.05));
  // Answers raise it again, up to what was told and no further.
  for (auto now = start + 10s; now < start + 60s; now += 50ms) limiter.answered(now);
  BOOST_TEST(limiter.rate() == 30);
}

BOOST_AUTO_TEST_CASE(a_told_limit_does_not_pass_the_own_one) {
  rate_limiter limiter(fixed(20));
  limiter.sent(start);
  limiter.refused(start, start, 300.0, std::nullopt);
  BOOST_TEST(limiter.rate() <= 20);
  for (auto now = start; now < start + 100s; now += 50ms) limiter.answered(now);
  BOOST_TEST(limiter.rate() == 20);
}

BOOST_AUTO_TEST_CASE(without_words_the_rate_in_use_is_halved_and_raised_again) {
  rate_limiter limiter{throttle_options()};
  for (auto now = start; now < start + 2s; now += 10ms) limiter.sent(now);
  limiter.refused(start + 1990ms, start + 2s, std::nullopt, std::nullopt);
  BOOST_TEST(limiter.rate() == 50, boost::test_tools::tolerance(0.05));
  auto const halved = limiter.rate();
  for (auto now = start + 2s; now <= start + 12s; now += 20ms) {
    limiter.sent(now);
    limiter.answered(now);
  }
  BOOST_TEST(limiter.rate() > halved * 1.4);
  BOOST_TEST(limiter.rate() < halved * 2);
}

BOOST_AUTO_TEST_CASE(the_rate_has_a_floor) {
  rate_limiter limiter(fixed(1));
  for (int i = 0; i < 50; ++i) {
    limiter.sent(start + i * 10s);
    limiter.refused(start + i * 10s, start + i * 10s, std::nullopt, std::nullopt);
  }
  BOOST_TEST(limiter.rate() == throttle_options().min_requests_per_second);
}

BOOST_AUTO_TEST_CASE(the_floor_does_not_pass_a_limit) {
  rate_limiter slow(fixed(0.05));
  slow.sent(start);
  slow.refused(start, start, std::nullopt, std::nullopt);
  BOOST_TEST(slow.rate() <= 0.05);
  rate_limiter told{throttle_options()};
  told.sent(start);
  told.refused(start, start, 1.0 / 60, std::nullopt);
  BOOST_TEST(told.rate() <= 1.0 / 60);
}

BOOST_AUTO_TEST_CASE(a_learnt_rate_that_is_not_used_does_not_grow) {
  rate_limiter limiter{throttle_options()};
  for (auto now = start; now < start + 2s; now += 10ms) limiter.sent(now);
  limiter.refused(start + 1990ms, start + 2s, std::nullopt, std::nullopt);
  for (auto now = start + 3s; now < start + 2h; now += 1s) {
    limiter.sent(now);
    limiter.answered(now);
  }
  BOOST_TEST(limiter.rate() < 100);
}

BOOST_AUTO_TEST_CASE(a_pause_that_is_asked_for_holds_for_all) {
  rate_limiter limiter{throttle_options()};
  limiter.refused(start, start, std::nullopt, 5s);
  BOOST_TEST((limiter.next(start + 1s) == start + 5s));
  limiter.refused(start, start + 1s, std::nullopt, 1s);
  BOOST_TEST((limiter.next(start + 1s) == start + 5s));
}

BOOST_AUTO_TEST_CASE(nothing_is_learnt_if_that_is_not_wanted) {
  auto options = fixed(100);
  options.adapt = false;
  rate_limiter limiter(options);
  limiter.sent(start);
  limiter.refused(start, start, 30.0, 2s);
  BOOST_TEST(limiter.rate() == 100);
  BOOST_TEST((limiter.next(start) == start + 2s));
}

BOOST_AUTO_TEST_SUITE_END()
