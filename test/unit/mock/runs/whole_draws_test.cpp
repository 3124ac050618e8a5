#include "runs/whole_draws.hpp"

#include <boost/test/tools/floating_point_comparison.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

BOOST_AUTO_TEST_SUITE(mock_whole_draws)

namespace {

namespace mock = dataarts::mock;
namespace runs = dataarts::mock::runs;
using namespace std::chrono_literals;

std::vector<std::int64_t> sorted_draws(mock::step_time const& of, std::size_t count) {
  std::vector<std::int64_t> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(runs::draw_time(i * 0x9e3779b97f4a7c15, of).count());
  std::sort(made.begin(), made.end());
  return made;
}

BOOST_AUTO_TEST_CASE(logarithms_and_powers_are_right) {
  for (std::uint64_t const a : {1ULL, 2ULL, 3ULL, 1000ULL, 999'999'999ULL, 1ULL << 40, (1ULL << 58) + 12345}) {
    for (std::uint64_t const b : {1ULL, 7ULL, 1'000'000ULL, 1ULL << 55}) {
      auto const made = std::ldexp(static_cast<double>(runs::log2_of_ratio(a, b)), -30);
      BOOST_TEST(std::abs(made - std::log2(static_cast<double>(a) / static_cast<double>(b))) < 1e-8);
    }
  }
  for (double const exponent : {-40.0, -3.7, -0.5, 0.0, 0.25, 0.999, 1.0, 5.3, 17.9}) {
    auto const made = runs::times_power_of_2(80'000'000'000, static_cast<std::int64_t>(std::ldexp(exponent, 30)));
    auto const right = 8e10 * std::exp2(exponent);
    BOOST_TEST(std::abs(static_cast<double>(made) - right) <= right * 1e-7 + 4);
  }
  BOOST_TEST(runs::times_power_of_2(1000, std::int64_t{70} << 30) == std::uint64_t{1} << 62);
  BOOST_TEST(runs::times_power_of_2(1ULL << 58, std::int64_t{-70} * (1 << 30)) == 0U);
  BOOST_TEST(runs::times_power_of_2(1ULL << 58, std::int64_t{4} << 30) == std::uint64_t{1} << 62);
}

BOOST_AUTO_TEST_CASE(draws_are_the_same_everywhere) {
  auto const uniform = mock::step_time::uniform(10ms, 30ms);
  auto const lognormal = mock::step_time::lognormal(80ms, 600ms);
  BOOST_TEST(runs::draw_time(1, 5ms).count() == 5'000'000);
  BOOST_TEST(runs::draw_time(1, uniform).count() == 21'331'232);
  BOOST_TEST(runs::draw_time(2, uniform).count() == 21'823'795);
  BOOST_TEST(runs::draw_time(1, lognormal).count() == 130'233'596);
  BOOST_TEST(runs::draw_time(2, lognormal).count() == 166'740'552);
}

BOOST_AUTO_TEST_CASE(uniform_draws_are_spread_evenly) {
  auto const drawn = sorted_draws(mock::step_time::uniform(100ns, 109ns), 100'000);
  BOOST_TEST(drawn.front() == 100);
  BOOST_TEST(drawn.back() == 109);
  for (std::int64_t i = 100; i < 110; ++i) {
    auto const times = std::count(drawn.begin(), drawn.end(), i);
    BOOST_TEST(times > 9'500);
    BOOST_TEST(times < 10'500);
  }
}

BOOST_AUTO_TEST_CASE(lognormal_draws_have_their_median_p99_and_tails) {
  auto const drawn = sorted_draws(mock::step_time::lognormal(80ms, 600ms), 200'000);
  auto const at = [&](double share) { return static_cast<double>(drawn[static_cast<std::size_t>(share * 200'000)]); };
  BOOST_TEST(at(0.5) == 80e6, boost::test_tools::tolerance(0.01));
  BOOST_TEST(at(0.99) == 600e6, boost::test_tools::tolerance(0.03));
  BOOST_TEST(at(0.01) == 80e6 * 80 / 600, boost::test_tools::tolerance(0.03));
  // One standard deviation to each side: 15.87 % and 84.13 %.
  auto const step = std::pow(600.0 / 80, 1 / 2.3263478740408408);
  BOOST_TEST(at(0.84134) == 80e6 * step, boost::test_tools::tolerance(0.02));
  BOOST_TEST(at(0.15866) == 80e6 / step, boost::test_tools::tolerance(0.02));
  BOOST_TEST(at(0.99865) == 80e6 * step * step * step, boost::test_tools::tolerance(0.08));
}

BOOST_AUTO_TEST_CASE(extremes) {
  auto const longest = mock::step_time::longest;
  for (std::uint64_t key = 0; key < 1000; ++key) {
    auto const wild = runs::draw_time(key, mock::step_time::lognormal(1ns, longest));
    BOOST_TEST((wild >= 0ns && wild <= longest));
    auto const long_ones = runs::draw_time(key, mock::step_time::lognormal(longest, longest));
    BOOST_TEST((long_ones > longest - 100ns && long_ones <= longest));
    auto const any = runs::draw_time(key, mock::step_time::uniform(0ns, longest));
    BOOST_TEST((any >= 0ns && any <= longest));
  }
}

BOOST_AUTO_TEST_CASE(chances) {
  for (double const chance : {0.0, 0.05, 0.5, 0.95, 1.0}) {
    int hit = 0;
    for (std::uint64_t key = 0; key < 100'000; ++key) hit += runs::hits(key, chance) ? 1 : 0;
    if (chance == 0 || chance == 1) {
      BOOST_TEST(hit == static_cast<int>(100'000 * chance));
    } else {
      BOOST_TEST(std::abs(hit - 100'000 * chance) < 700);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
