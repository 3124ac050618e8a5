#include "waiting/poll_schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(poll_schedule_test)

using dataarts::poll_options;
using dataarts::waiting::poll_schedule;
using std::chrono::nanoseconds;
using namespace std::chrono_literals;

namespace {

constexpr auto most = std::numeric_limits<std::uint64_t>::max();

/// Looks per run and the 99th percentile of the delay, in seconds, over many run times.
struct outcome {
  double looks = 0;
  double p99_delay = 0;
};

outcome simulate(poll_options const& options) {
  constexpr std::size_t runs = 40'000;
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> run_times(std::log(60), std::log(10) / 2.3263478740408408);
  poll_schedule const schedule(options, true);
  std::vector<double> delays;
  outcome found;
  for (std::size_t i = 0; i < runs; ++i) {
    auto const end = std::chrono::duration<double>(run_times(random));
    auto at = schedule.first();
    for (++found.looks; at < end; ++found.looks) at += schedule.gap_after(at, random()).value();
    delays.push_back((std::chrono::duration<double>(at) - end).count());
  }
  std::sort(delays.begin(), delays.end());
  found.looks /= static_cast<double>(runs);
  found.p99_delay = delays[runs / 100 * 99 - 1];
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_look) {
  BOOST_TEST((poll_schedule(poll_options(), true).first() == 10s));
  BOOST_TEST((poll_schedule(poll_options(), false).first() == 0s));
  BOOST_TEST((poll_schedule(poll_options().initial_delay(3s), true).first() == 3s));
  BOOST_TEST((poll_schedule(poll_options().initial_delay(3s), false).first() == 3s));
  BOOST_TEST((poll_schedule(poll_options().deadline(7s), true).first() == 7s));
}

BOOST_AUTO_TEST_CASE(gaps_grow_with_the_time_waited_within_their_limits) {
  poll_schedule const schedule(poll_options().jitter(0), true);
  BOOST_TEST((schedule.gap_after(0s, 0) == 5s));
  BOOST_TEST((schedule.gap_after(500s, 0) == 5s));
  BOOST_TEST((schedule.gap_after(1h, 0) == 36s));
  BOOST_TEST((schedule.gap_after(24h, 0) == 5min));
  BOOST_TEST((schedule.gap_after(24h * 365 * 9, 0) == 5min));
  auto before = 0ns;
  for (auto waited = 0ns; waited < 24h; waited += 10min) {
    auto const gap = schedule.gap_after(waited, 0).value();
    BOOST_TEST((gap >= before));
    before = gap;
  }
  poll_schedule const even(poll_options().jitter(0).growth(0).interval(1h), true);
  BOOST_TEST((even.gap_after(100h, 0) == 1h));
}

BOOST_AUTO_TEST_CASE(jitter_shortens_gaps) {
  poll_schedule const schedule(poll_options().jitter(0.5), true);
  BOOST_TEST((schedule.gap_after(0s, 0) == 5s));
  BOOST_TEST((schedule.gap_after(0s, most) == 2500ms));
  BOOST_TEST((poll_schedule(poll_options().jitter(1), true).gap_after(0s, most) == 1ms));
  BOOST_TEST((poll_schedule(poll_options().jitter(1).interval(10us), true).gap_after(0s, most) == 10us));
}

BOOST_AUTO_TEST_CASE(the_last_look_is_at_the_deadline) {
  poll_schedule const schedule(poll_options().deadline(60s).jitter(0), true);
  BOOST_TEST((schedule.gap_after(50s, 0) == 5s));
  BOOST_TEST((schedule.gap_after(58s, 0) == 2s));
  BOOST_TEST(!schedule.gap_after(60s, 0));
  BOOST_TEST(!schedule.gap_after(61s, 0));
  std::mt19937_64 random(1);
  poll_schedule const jittered(poll_options().deadline(100s), true);
  auto at = jittered.first();
  while (auto const gap = jittered.gap_after(at, random())) {
    BOOST_TEST((*gap > 0ns));
    at += *gap;
  }
  BOOST_TEST((at == 100s));
}

BOOST_AUTO_TEST_CASE(options_at_their_limits_overflow_nothing) {
  auto const huge = nanoseconds::max();
  poll_options options;
  options.interval(24h * 3000).growth(100).deadline(huge).max_interval(huge).initial_delay(huge);
  poll_schedule const schedule(options, true);
  BOOST_TEST((schedule.first() < 24h * 365 * 11));
  BOOST_TEST((schedule.gap_after(24h * 3000, 0).value() <= 24h * 365 * 10));
}

// At no more looks it is not later than looking every 5 seconds: the first looks are skipped, since hardly any run is
// over then, and so are some of the last ones.
BOOST_AUTO_TEST_CASE(not_worse_than_a_fixed_gap_at_as_many_looks) {
  auto const fixed = simulate(poll_options().initial_delay(5s).growth(0).jitter(0));
  auto const ours = simulate(poll_options().interval(4920ms));
  BOOST_TEST_MESSAGE("fixed: " << fixed.looks << " looks, p99 " << fixed.p99_delay << " s; ours: " << ours.looks
                               << " looks, p99 " << ours.p99_delay << " s");
  BOOST_TEST(ours.looks <= fixed.looks);
  BOOST_TEST(ours.p99_delay <= fixed.p99_delay);
  auto const even = simulate(poll_options().interval(4700ms).jitter(0));
  BOOST_TEST(even.looks <= fixed.looks);
  BOOST_TEST(even.p99_delay <= 0.96 * fixed.p99_delay);
}

BOOST_AUTO_TEST_SUITE_END()
