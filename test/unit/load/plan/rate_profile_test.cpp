#include "plan/rate_profile.hpp"

#include "plan/stages.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(rate_profiles)

using namespace dataarts::load;
using namespace std::chrono_literals;
using profile = dataarts::load::rate_profile;
using std::chrono::nanoseconds;

std::int64_t instant(profile const& of, std::uint64_t k) { return of.instant_of(work_of_one * k).count(); }

profile of_text(std::string_view text) { return profile(parse_stages(text)); }

BOOST_AUTO_TEST_CASE(a_constant_rate_has_no_drift_for_a_thousand_million_requests) {
  auto const whole = of_text("500/s:24h");
  BOOST_TEST(instant(whole, 0) == 0);
  BOOST_TEST(instant(whole, 1) == 2'000'000);
  BOOST_TEST(instant(whole, 43'199'999) == 86'399'998'000'000);
  auto const sevenths = of_text("7/s:87600h");
  for (std::uint64_t k = 0; k < 10; ++k) {
    BOOST_TEST(instant(sevenths, k) == static_cast<std::int64_t>(k * 1'000'000'000 / 7));
    auto const far = 1'000'000'000 + k;
    BOOST_TEST(instant(sevenths, far) == static_cast<std::int64_t>(far * 1'000'000'000 / 7));
  }
  // 100/min is no exact number of requests per second.
  BOOST_TEST(instant(of_text("100/min:87600h"), 500'000'000) == 300'000'000'000'000'000);
  BOOST_TEST(instant(of_text("1/h:87600h"), 87'000) == 87'000 * 3'600'000'000'000);
}

BOOST_AUTO_TEST_CASE(a_ramp_from_nothing) {
  // After t seconds 250 t^2 / 30 requests are due, so the k-th comes at sqrt(30 k / 250).
  auto const up = of_text("0->500/s:30s");
  BOOST_TEST(instant(up, 0) == 0);
  BOOST_TEST(instant(up, 3) == 600'000'000);
  BOOST_TEST(instant(up, 1) == 346'410'161);  // 0.34641016151…
  BOOST_TEST(instant(up, 7'499) == 29'997'999'933);
  BOOST_TEST((up.total() == work_of_one * 7'500));
}

BOOST_AUTO_TEST_CASE(a_ramp_to_nothing) {
  // The mirror image: 7500 - k requests are missing at 30 s - sqrt(30 (7500 - k) / 250).
  auto const down = of_text("500->0/s:30s");
  BOOST_TEST(instant(down, 0) == 0);
  BOOST_TEST(instant(down, 7'497) == 29'400'000'000);
  BOOST_TEST(instant(down, 7'499) == 29'653'589'838);  // 29.65358983848…
}

BOOST_AUTO_TEST_CASE(nothing_happens_while_the_rate_is_0) {
  auto const gaps = of_text("0/s:10s,1/s:3s,0/s:1m,2/s:1s,0/s:1h");
  BOOST_TEST(instant(gaps, 0) == 10'000'000'000);
  BOOST_TEST(instant(gaps, 2) == 12'000'000'000);
  BOOST_TEST(instant(gaps, 3) == 73'000'000'000);
  BOOST_TEST(instant(gaps, 4) == 73'500'000'000);
  BOOST_TEST((gaps.total() == work_of_one * 5));
  BOOST_TEST((gaps.due_by(-1s) == 0));
  BOOST_TEST((gaps.due_by(72s) == work_of_one * 3));
  BOOST_TEST((gaps.due_by(2h) == gaps.total()));
}

BOOST_AUTO_TEST_CASE(the_rate_at_an_instant) {
  auto const some = of_text("100/s:10s,100->300/s:10s");
  BOOST_TEST(some.rate_at(5s) == 100);
  BOOST_TEST(some.rate_at(15s) == 200);
  BOOST_TEST(some.rate_at(20s) == 0);
}

std::vector<rate_stage> random_stages(std::mt19937_64& random) {
  std::vector<rate_stage> stages;
  auto const count = 1 + random() % 6;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto const rate = [&] {
      auto const size = random() % 6;
      return size == 0 ? 0 : static_cast<double>(random() % 1'000'000) / std::pow(10, static_cast<double>(size) - 1);
    };
    auto const from = rate();
    auto const to = random() % 3 == 0 ? from : rate();
    stages.push_back({from, to, nanoseconds(1 + random() % (std::uint64_t{1} << (1 + random() % 45)))});
  }
  return stages;
}

// What the inverse promises, against the integral, which has no estimate in it.
BOOST_AUTO_TEST_CASE(the_inverse_is_the_last_nanosecond_by_which_no_more_was_due) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    BOOST_TEST_CONTEXT("seed " << seed) {
      profile const some(random_stages(random));
      if (some.total() == 0) continue;
      for (int i = 0; i < 200; ++i) {
        auto const bits = (work{random()} << 64) | random();
        auto const due = bits % some.total();
        auto const at = some.instant_of(due);
        BOOST_REQUIRE(at >= 0ns);
        BOOST_REQUIRE(at < some.length());
        BOOST_REQUIRE((some.due_by(at) <= due));
        BOOST_REQUIRE((some.due_by(at + 1ns) > due || at + 1ns == some.length()));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(instants_never_go_back_and_reading_them_forward_gives_the_same) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    std::mt19937_64 random(seed);
    BOOST_TEST_CONTEXT("seed " << seed) {
      profile const some(random_stages(random));
      profile::forward forward(some);
      auto const steps = 500;
      nanoseconds before{0};
      for (int i = 0; i < steps; ++i) {
        auto const due = some.total() / static_cast<work>(steps) * static_cast<work>(i);
        if (due >= some.total()) break;
        auto const at = forward.instant_of(due);
        BOOST_REQUIRE(at == some.instant_of(due));
        BOOST_REQUIRE(at >= before);
        before = at;
      }
    }
  }
}

// Whole numbers make an estimate undecided as often as possible.
BOOST_AUTO_TEST_CASE(instants_in_a_ramp_that_are_whole_nanoseconds) {
  // 2 / s^2: the k-th comes at sqrt(k) seconds.
  auto const up = of_text("0->7200/s:1h");
  auto const down = of_text("7200->0/s:1h");
  for (std::uint64_t n = 1; n < 3600; ++n) {
    BOOST_REQUIRE(instant(up, n * n) == static_cast<std::int64_t>(n) * 1'000'000'000);
    BOOST_REQUIRE(instant(down, 3600 * 3600 - n * n) == static_cast<std::int64_t>(3600 - n) * 1'000'000'000);
    BOOST_REQUIRE(up.instant_of(work_of_one * (n * n) - 1).count() == static_cast<std::int64_t>(n) * 1'000'000'000 - 1);
  }
}

BOOST_AUTO_TEST_SUITE_END()
