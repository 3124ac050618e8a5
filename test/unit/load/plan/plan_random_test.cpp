#include "plan/exponential.hpp"
#include "plan/fixed_log.hpp"
#include "plan/keyed_random.hpp"
#include "plan/look_times.hpp"
#include "plan/run_time.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <set>

// The exact numbers below are what plans consist of: another platform has to have the same ones.
BOOST_AUTO_TEST_SUITE(plan_random)

using namespace dataarts::load;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

BOOST_AUTO_TEST_CASE(numbers_depend_on_seed_purpose_and_key_alone) {
  keyed_random const gaps(1, keyed_random::purpose::gaps);
  BOOST_TEST(gaps(7) == keyed_random(1, keyed_random::purpose::gaps)(7));
  std::set<std::uint64_t> different;
  for (std::uint64_t seed : {0U, 1U, 2U}) {
    for (auto const what : {keyed_random::purpose::gaps, keyed_random::purpose::targets}) {
      for (std::uint64_t k = 0; k < 100; ++k) {
        different.insert(keyed_random(seed, what)(k));
        for (std::uint64_t which = 0; which < 3; ++which) different.insert(keyed_random(seed, what)(k, which));
      }
    }
  }
  BOOST_TEST(different.size() == 3U * 2 * 100 * 4);
}

BOOST_AUTO_TEST_CASE(each_bit_is_set_half_of_the_time_and_changes_half_of_the_time) {
  keyed_random const random(3, keyed_random::purpose::targets);
  constexpr int count = 100'000;
  for (int bit = 0; bit < 64; ++bit) {
    int set = 0;
    int changed = 0;
    for (std::uint64_t k = 0; k < count; ++k) {
      set += static_cast<int>(random(k) >> bit & 1);
      changed += static_cast<int>((random(k) ^ random(k + 1)) >> bit & 1);
    }
    // Five standard deviations.
    BOOST_TEST(std::abs(set - count / 2) < 5 * std::sqrt(count) / 2);
    BOOST_TEST(std::abs(changed - count / 2) < 5 * std::sqrt(count) / 2);
  }
}

BOOST_AUTO_TEST_CASE(logarithms) {
  std::mt19937_64 random(4);
  BOOST_TEST_MESSAGE("seed 4");
  BOOST_TEST(minus_ln(std::uint64_t{1} << 63) == 199'786'072'581'291'492U);  // ln 2
  for (int i = 0; i < 100'000; ++i) {
    auto const x = (random() >> (i % 64)) | 1;
    auto const expected = 64 * std::log(2.0L) - std::log(static_cast<long double>(x));
    BOOST_REQUIRE(std::abs(static_cast<long double>(minus_ln(x)) * 0x1p-58L - expected) < 0x1p-54L);
  }
  for (std::uint64_t i = 0; i < 1000; ++i) BOOST_REQUIRE(minus_ln(UINT64_MAX - i) < 32U);  // never below 0
  BOOST_TEST(ln_of(1) == 0, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(ln_of(1000) == std::log(1000.0), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(exponentials) {
  BOOST_TEST(exponential(0) == 1);
  for (double x = -300; x < 300; x += 0.0371) {
    BOOST_REQUIRE(std::abs(exponential(x) / std::exp(x) - 1) < 1e-15);
  }
}

BOOST_AUTO_TEST_CASE(run_times_have_the_median_and_the_p99_that_were_asked_for) {
  run_times const some({30s, 5min}, 7);
  constexpr int count = 200'000;
  int below_median = 0;
  int above_p99 = 0;
  for (std::uint64_t k = 0; k < count; ++k) {
    auto const time = some(k);
    below_median += time < 30s ? 1 : 0;
    above_p99 += time > 5min ? 1 : 0;
  }
  BOOST_TEST(std::abs(below_median - count / 2) < 5 * std::sqrt(count / 4.0));
  BOOST_TEST(std::abs(above_p99 - count / 100) < 5 * std::sqrt(count * 0.01));
}

BOOST_AUTO_TEST_CASE(run_times_that_are_all_the_same) {
  run_times const same({30s, 30s}, 7);
  for (std::uint64_t k = 0; k < 100; ++k) BOOST_REQUIRE(same(k).count() == nanoseconds(30s).count());
}

BOOST_AUTO_TEST_CASE(looks_grow_up_to_the_cap) {
  look_times looks({.initial_delay = 2s, .interval = 4s, .growth = 2, .max_interval = 10s, .jitter = 0}, 1, 0);
  for (auto const expected : {2s, 6s, 14s, 24s, 34s}) BOOST_TEST(looks.next().count() == nanoseconds(expected).count());
}

BOOST_AUTO_TEST_CASE(jitter_makes_gaps_shorter_by_up_to_its_share) {
  poll_policy const policy{.initial_delay = 0s, .interval = 10s, .growth = 1, .max_interval = 60s, .jitter = 0.25};
  nanoseconds shortest = 1h;
  nanoseconds longest = 0s;
  for (std::uint64_t k = 0; k < 100; ++k) {
    look_times looks(policy, 5, k);
    look_times again(policy, 5, k);
    auto before = looks.next();
    BOOST_REQUIRE(again.next() == before);
    for (int i = 0; i < 20; ++i) {
      auto const at = looks.next();
      BOOST_REQUIRE(again.next() == at);
      shortest = std::min(shortest, at - before);
      longest = std::max(longest, at - before);
      before = at;
    }
  }
  BOOST_TEST((shortest >= 7500ms && shortest < 7510ms));
  BOOST_TEST((longest <= 10s && longest > 9990ms));
}

BOOST_AUTO_TEST_CASE(whole_jitter_leaves_a_millisecond) {
  look_times looks({.initial_delay = 0s, .interval = 1ms, .growth = 1, .max_interval = 1ms, .jitter = 1}, 1, 0);
  BOOST_TEST(looks.next().count() == 0);
  BOOST_TEST(looks.next().count() == 1'000'000);
}

BOOST_AUTO_TEST_SUITE_END()
