#include "plan/turns.hpp"

#include "plan/arrivals.hpp"
#include "plan/rate_profile.hpp"
#include "plan/stages.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <set>
#include <vector>

BOOST_AUTO_TEST_SUITE(turns_of_plans)

using namespace dataarts::load;
using namespace std::chrono_literals;

plan open_plan(std::vector<rate_stage> stages, std::chrono::nanoseconds warmup) {
  plan made;
  made.model = load_model::open;
  made.targets = {dataarts::instance_ref("s", "i")};
  made.warmup = warmup;
  made.duration = length_of(stages) - warmup;
  made.stages = std::move(stages);
  return made;
}

// Planned instants of the measured part, from its begin.
std::vector<std::chrono::nanoseconds> measured_instants(plan const& of) {
  rate_profile const profile(of.stages);
  arrivals all(of, profile);
  std::vector<std::chrono::nanoseconds> made;
  while (auto const next = all.next()) {
    if (next->at >= of.warmup) made.push_back(next->at - of.warmup);
  }
  return made;
}

BOOST_AUTO_TEST_CASE(a_turn_is_a_tenth_of_the_duration_from_1_to_5_seconds) {
  BOOST_TEST((turns_of(10s).length == 1s));
  BOOST_TEST(turns_of(10s).count == 10U);
  BOOST_TEST((turns_of(10s).warmup == 250ms));
  BOOST_TEST((turns_of(30s).length == 3s));
  BOOST_TEST((turns_of(30s).warmup == 500ms));
  BOOST_TEST(turns_of(10min).count == 120U);
  BOOST_TEST((turns_of(10min).length == 5s));
  BOOST_TEST(turns_of(3s).count == 3U);
  BOOST_TEST(turns_of(500ms).count == 1U);
  BOOST_TEST((turns_of(500ms).length == 500ms));
}

BOOST_AUTO_TEST_CASE(a_length_that_is_asked_for_is_stretched_to_fit) {
  auto const made = turns_of(10s, 3s);
  BOOST_TEST(made.count == 3U);
  BOOST_TEST(made.length.count() == std::chrono::nanoseconds(10s).count() / 3);
}

BOOST_AUTO_TEST_CASE(every_second_pair_goes_backwards) {
  std::vector<bool> seen;
  for (std::size_t i = 0; i < 4; ++i) seen.push_back(second_goes_first(i));
  BOOST_TEST((seen == std::vector<bool>{false, true, false, true}));
}

BOOST_AUTO_TEST_CASE(the_turns_of_a_ramp_make_up_the_ramp) {
  auto const whole = open_plan(parse_stages("100/s:2s,100->1000/s:6s,1000/s:4s"), 1s);
  auto const turns = turns_of(whole.duration, 1s);
  BOOST_TEST(turns.count == 11U);
  std::chrono::nanoseconds lasted{0};
  std::size_t planned = 0;
  double last_rate = 100;
  for (std::size_t i = 0; i < turns.count; ++i) {
    auto const turn = turn_of(whole, turns, i);
    BOOST_TEST((length_of(turn.stages) == turn.warmup + turn.duration));
    rate_profile const profile(turn.stages);
    BOOST_TEST(profile.rate_at(turn.warmup) == last_rate, boost::test_tools::tolerance(1e-6));
    last_rate = turn.stages.back().to;
    lasted += turn.duration;
    planned += measured_instants(turn).size();
  }
  BOOST_TEST((lasted == whole.duration));
  BOOST_TEST(last_rate == 1000, boost::test_tools::tolerance(1e-6));
  auto const expected = measured_instants(whole).size();
  // Of each turn the last instant may fall to the next one.
  BOOST_TEST(planned + turns.count >= expected);
  BOOST_TEST(planned <= expected + turns.count);
}

BOOST_AUTO_TEST_CASE(the_rate_at_the_begin_of_a_turn_is_kept_up_for_its_warmup) {
  auto const whole = open_plan(parse_stages("0->1000/s:10s"), 0s);
  auto const turns = turns_of(whole.duration, 1s);
  auto const turn = turn_of(whole, turns, 4);
  BOOST_TEST((turn.warmup == 250ms));
  BOOST_TEST(turn.stages.front().from == 400, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(turn.stages.front().to == turn.stages.front().from);
  BOOST_TEST((turn.stages.front().lasting == 250ms));
}

BOOST_AUTO_TEST_CASE(the_first_turn_has_the_warmup_of_the_plan) {
  auto const whole = open_plan(parse_stages("0->100/s:3s,100/s:10s"), 3s);
  auto const turns = turns_of(whole.duration);
  auto const first = turn_of(whole, turns, 0);
  BOOST_TEST((first.warmup == 3s));
  BOOST_TEST(first.stages.front().from == 0);
  BOOST_TEST((turn_of(whole, turns, 1).warmup == 250ms));
  BOOST_TEST((length_of(whole, turns) == 2 * (3s + 10s + 9 * 250ms)));
}

BOOST_AUTO_TEST_CASE(turns_of_a_closed_loop_are_pieces_of_time) {
  plan whole;
  whole.duration = 20s;
  whole.requests = 7;
  whole.users = 3;
  auto const turn = turn_of(whole, turns_of(whole.duration), 3);
  BOOST_TEST((turn.duration == 2s));
  BOOST_TEST((turn.warmup == 500ms));
  BOOST_TEST(!turn.requests);
  BOOST_TEST(turn.users == 3U);
}

BOOST_AUTO_TEST_CASE(turns_have_random_numbers_and_request_numbers_of_their_own) {
  auto whole = open_plan(constant_rate(100, 10s), 0s);
  whole.arrivals = arrivals_kind::poisson;
  auto const turns = turns_of(whole.duration);
  std::set<std::vector<std::chrono::nanoseconds>> different;
  std::set<std::uint64_t> numbers;
  for (std::size_t i = 0; i < turns.count; ++i) {
    different.insert(measured_instants(turn_of(whole, turns, i)));
    numbers.insert(first_number_of(i));
  }
  BOOST_TEST(different.size() == turns.count);
  BOOST_TEST(numbers.size() == turns.count);
  BOOST_TEST(first_number_of(0) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
