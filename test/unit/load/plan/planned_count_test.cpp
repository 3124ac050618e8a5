#include "plan/planned_count.hpp"

#include "plan/arrivals.hpp"
#include "plan/planned_time.hpp"
#include "plan/rate_profile.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

BOOST_AUTO_TEST_SUITE(load_planned_count)

using namespace std::chrono_literals;
using namespace dataarts::load;

plan open_plan() {
  plan made;
  made.model = load_model::open;
  made.stages = {{3, 11, 3s}, {11, 11, 10s}};
  made.warmup = 3s;
  made.duration = 10s;
  return made;
}

std::uint64_t counted_by_hand(plan const& of, shard part) {
  rate_profile const profile(of.stages);
  arrivals all(of, profile, part);
  std::uint64_t count = 0;
  while (auto const each = all.next()) count += each->at >= of.warmup ? 1 : 0;
  return count;
}

BOOST_AUTO_TEST_CASE(as_many_as_come) {
  for (std::size_t const count : {1U, 3U, 7U}) {
    for (std::size_t index = 0; index < count; ++index) {
      auto of = open_plan();
      BOOST_TEST(planned_count(of, {index, count}).value() == counted_by_hand(of, {index, count}));
      of.requests = 20;
      BOOST_TEST(planned_count(of, {index, count}).value() == counted_by_hand(of, {index, count}));
      of.arrivals = arrivals_kind::poisson;
      BOOST_TEST(planned_count(of, {index, count}).value() >= counted_by_hand(of, {index, count}));
      of.requests.reset();
      BOOST_TEST(planned_count(of, {index, count}).value() >= counted_by_hand(of, {index, count}));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_shard_may_have_one_more) {
  plan closed;
  BOOST_TEST(!planned_count(closed, {}).has_value());
  closed.requests = 10;
  BOOST_TEST(planned_count(closed, {0, 3}).value() == 4U);
  BOOST_TEST(planned_count(closed, {2, 3}).value() == 3U);
  auto workload = open_plan();
  workload.model = load_model::workload;
  BOOST_TEST(!planned_count(workload, {}).has_value());
}

BOOST_AUTO_TEST_CASE(requests_are_planned_until_the_last_one) {
  auto of = open_plan();
  BOOST_TEST((planned_time(of) == 10s));
  of.requests = 22;
  BOOST_TEST((planned_time(of) == 2s));
  of.requests = 100'000;
  BOOST_TEST((planned_time(of) == 10s));
  of.requests = 22;
  of.arrivals = arrivals_kind::poisson;
  BOOST_TEST((planned_time(of) == 10s));
}

BOOST_AUTO_TEST_SUITE_END()
