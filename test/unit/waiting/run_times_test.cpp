#include "waiting/run_times.hpp"
#include "waiting/learnt_script.hpp"
#include "waiting/look_gaps.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <random>

BOOST_AUTO_TEST_SUITE(run_times_test)

using dataarts::waiting::age_scale;
using dataarts::waiting::learnt_script;
using dataarts::waiting::look_gaps;
using dataarts::waiting::look_limits;
using dataarts::waiting::run_times;

namespace {

constexpr look_limits limits{5, 1, 600};

/// The share of runs that are over at an age, by the hazards.
double over_at(run_times const& known, float age) {
  double passed = 0;
  for (std::size_t i = 0; i < age_scale::class_of(age); ++i) {
    passed += double{known.hazard(i)} * (age_scale::end_of(i) - age_scale::begin_of(i));
  }
  auto const last = age_scale::class_of(age);
  passed += double{known.hazard(last)} * (age - age_scale::begin_of(last));
  return 1 - std::exp(-passed);
}

}  // namespace

BOOST_AUTO_TEST_CASE(classes_follow_each_other) {
  BOOST_TEST(age_scale::class_of(0) == 0U);
  BOOST_TEST(age_scale::class_of(-1) == 0U);
  BOOST_TEST(age_scale::class_of(std::nanf("")) == 0U);
  BOOST_TEST(age_scale::class_of(1e30F) == age_scale::classes - 1);
  for (std::size_t i = 0; i < age_scale::classes; ++i) {
    BOOST_TEST(age_scale::class_of(age_scale::begin_of(i)) == i);
    BOOST_TEST(age_scale::begin_of(i) < age_scale::end_of(i));
    if (i + 1 < age_scale::classes) BOOST_TEST(age_scale::end_of(i) == age_scale::begin_of(i + 1));
    if (i > 1) BOOST_TEST(age_scale::end_of(i) / age_scale::begin_of(i) < 1.13F);
  }
}

BOOST_AUTO_TEST_CASE(a_distribution_is_learnt_from_run_times) {
  run_times known;
  std::mt19937_64 random(3);
  std::lognormal_distribution<float> times(std::log(60.0F), 1);
  for (int i = 0; i < 4000; ++i) known.ended(0, times(random));
  known.update();
  BOOST_TEST(std::abs(over_at(known, 60) - 0.5) < 0.03);
  BOOST_TEST(std::abs(over_at(known, 60 * std::exp(1.0F)) - 0.8413) < 0.03);
  BOOST_TEST(std::abs(over_at(known, 60 * std::exp(-1.0F)) - 0.1587) < 0.03);
}

BOOST_AUTO_TEST_CASE(a_distribution_is_learnt_from_looks_alone) {
  run_times known;
  std::mt19937_64 random(4);
  std::lognormal_distribution<float> times(std::log(60.0F), 1);
  std::uniform_real_distribution<float> gaps(5, 40);
  for (int i = 0; i < 4000; ++i) {
    auto const end = times(random);
    float from = 0;
    float to = gaps(random);
    for (; to < end; from = to, to += gaps(random)) known.survived(from, to);
    known.ended_between(from, to);
    if (i % 500 == 0) known.update();
  }
  known.update();
  BOOST_TEST(std::abs(over_at(known, 60) - 0.5) < 0.04);
  BOOST_TEST(std::abs(over_at(known, 60 * std::exp(1.0F)) - 0.8413) < 0.04);
}

// Of the runs that began together the quick ones end first: the others still count.
BOOST_AUTO_TEST_CASE(runs_that_go_on_are_not_forgotten) {
  run_times known;
  for (int i = 0; i < 10; ++i) known.ended(0, 5);
  for (int i = 0; i < 90; ++i) known.survived(0, 10);
  known.update();
  BOOST_TEST(std::abs(over_at(known, 9) - 0.1) < 0.03);
}

BOOST_AUTO_TEST_CASE(old_observations_fade) {
  run_times known;
  for (int i = 0; i < 20'000; ++i) {
    known.ended(0, 10);
    if (i % 1000 == 0) known.update();
  }
  BOOST_TEST(known.weight() < 10'000);
  for (int i = 0; i < 20'000; ++i) {
    known.ended(0, 100);
    if (i % 1000 == 0) known.update();
  }
  known.update();
  BOOST_TEST(over_at(known, 50) < 0.15);
}

BOOST_AUTO_TEST_CASE(runs_of_one_length_are_looked_at_when_they_are_over) {
  run_times known;
  for (int i = 0; i < 200; ++i) known.ended(0, 300);
  known.update();
  look_gaps const gaps(known, limits);
  BOOST_TEST(gaps.after(0) >= 288);
  BOOST_TEST(gaps.after(0) <= 345);
  // Half way the gap is what is left, and beyond all that was seen the script is as good as unknown.
  BOOST_TEST(150 + gaps.after(150) >= 288);
  BOOST_TEST(150 + gaps.after(150) <= 345);
  BOOST_TEST(gaps.after(2000) > 10);
  BOOST_TEST(gaps.after(2000) < 200);
}

// Ends at an even rate h: the best gap is close to sqrt(2 * price / h).
BOOST_AUTO_TEST_CASE(gaps_of_an_even_rate_of_ends) {
  run_times known;
  std::mt19937_64 random(5);
  std::exponential_distribution<float> times(1.0F / 1000);
  for (int i = 0; i < 8000; ++i) known.ended(0, times(random));
  known.update();
  look_gaps const gaps(known, limits);
  for (float const age : {100.0F, 300.0F, 1000.0F}) BOOST_TEST(std::abs(gaps.after(age) - 100) < 25);
  look_gaps const dear(known, look_limits{20, 1, 600});
  BOOST_TEST(std::abs(dear.after(300) - 200) < 50);
}

BOOST_AUTO_TEST_CASE(gaps_keep_their_limits) {
  for (auto const& narrow : {look_limits{5, 10, 12}, look_limits{0.001F, 0.01F, 0.02F}, look_limits{86400, 1, 86400}}) {
    look_gaps const gaps(run_times(), narrow);
    for (float age = 0; age < 1e6F; age = age * 1.3F + 0.05F) {
      BOOST_TEST(gaps.after(age) >= narrow.least_gap * 0.999F);
      BOOST_TEST(gaps.after(age) <= narrow.longest_gap * 1.001F);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_time_until_a_chance) {
  run_times known;
  for (int i = 0; i < 4000; ++i) known.ended(0, 50 + static_cast<float>(i % 100));
  known.update();
  look_gaps const gaps(known, limits);
  BOOST_TEST(std::abs(gaps.until_chance(0, 0.5F) - 100) < 6);
  BOOST_TEST(std::abs(gaps.until_chance(100, 0.5F) - 25) < 6);
  BOOST_TEST(gaps.until_chance(0, 0) < 60);
  BOOST_TEST(gaps.until_chance(0, 1) > 0);
  BOOST_TEST(gaps.until_chance(1e9F, 0.5F) > 0);
}

// What the service states is how long statements ran; a run waits for its turn before that.
BOOST_AUTO_TEST_CASE(runs_that_are_launched_late_are_learnt_as_they_end) {
  learnt_script script(limits);
  for (int i = 0; i < 400; ++i) {
    auto const look = 60 + static_cast<float>(i % 20);
    script.survived(0, look);
    script.ended(look, 100, 50.0F);
    script.update(limits);
  }
  BOOST_TEST(script.gaps().after(0) > 60);
}

BOOST_AUTO_TEST_SUITE_END()
