// Scripts that start at planned instants and are polled until they are over.

#include "timed_run.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(workload_test)

namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;

namespace {

/// One start each second. A run takes 9 s and is looked at after 1.5 s, 4.5 s, 7.5 s and 10.5 s.
void plan_starts(test::timed_run& it, std::chrono::nanoseconds warmup, std::chrono::nanoseconds duration) {
  it.at_rate(1, warmup, duration);
  auto& plan = it.settings.plan;
  plan.model = load::load_model::workload;
  plan.targets.emplace_back("s", "i-{k}");
  plan.polling.initial_delay = 1500ms;
  plan.polling.interval = 3s;
  plan.run_times = {.median = 9s, .p99 = 9s};
}

mock::instance any_run() {
  mock::instance made("s");
  made.script("s").running();
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(runs_are_looked_at_until_they_are_over_or_the_time_is) {
  test::timed_run it;
  it.server->add(any_run());
  plan_starts(it, 0s, 20s);
  it.carry_out();

  auto const& total = it.told.total;
  BOOST_TEST(total.runs.started == 20U);
  // The last of those that are found over began after 9 s, and is looked at the fourth time after 19.5 s.
  BOOST_TEST(total.runs.over == 10U);
  BOOST_TEST(total.runs.given_up == 10U);
  constexpr std::size_t looks = 10 * 4 + 3 * 3 + 3 * 2 + 3 * 1;
  BOOST_TEST(it.journal->find().size() == looks);
  BOOST_TEST(total.planned == looks);
  BOOST_TEST(total.count(outcome::answered) == looks);
  BOOST_TEST(total.states[static_cast<std::size_t>(load::run_state::running)] == looks);
  BOOST_TEST(total.runs.detection.count() == 10U);
  auto const found_after = std::chrono::nanoseconds(total.runs.detection.max());
  BOOST_TEST((found_after > 1498ms && found_after < 1502ms));
  BOOST_TEST((it.told.measured == 20s));
}

// Starts of the measured part are counted in it, also if they are the first that is known of it.
BOOST_AUTO_TEST_CASE(a_late_start_is_counted_in_the_measured_part) {
  test::timed_run it;
  it.server->add(any_run());
  plan_starts(it, 2s, 5s);
  it.settings.plan.stages = {{10, 10, 7s}};
  it.start();
  // The generator stands still from before the last start of the warm-up to after the first ones of the measured part.
  it.advance(1850ms);
  it.clock->advance(650ms);
  it.finish();
  BOOST_TEST(it.told.total.runs.started == 50U);
  BOOST_TEST(it.told.total.runs.over + it.told.total.runs.given_up == 50U);
}

BOOST_AUTO_TEST_CASE(the_warm_up_is_in_no_figure) {
  test::timed_run it;
  it.server->add(any_run());
  plan_starts(it, 5s, 20s);
  it.carry_out();

  auto const& total = it.told.total;
  BOOST_TEST(total.runs.started == 20U);
  BOOST_TEST(total.runs.over == 10U);
  BOOST_TEST(total.runs.given_up == 10U);
  BOOST_TEST(total.runs.detection.count() == 10U);
  auto const entries = it.journal->find();
  BOOST_TEST(entries.size() > test::since(entries, 5s));
  BOOST_TEST(total.planned == test::since(entries, 5s));
  BOOST_TEST(total.wire.requests_sent == test::since(entries, 5s));
}

BOOST_AUTO_TEST_CASE(more_runs_than_may_be_followed_are_dropped) {
  test::timed_run it;
  it.server->add(any_run());
  plan_starts(it, 0s, 10s);
  it.settings.plan.max_in_flight = 3;
  it.carry_out();

  auto const& total = it.told.total;
  BOOST_TEST(total.runs.started == 3U);
  BOOST_TEST(total.runs.over + total.runs.given_up == 3U);
  BOOST_TEST(total.count(outcome::dropped_by_generator) == 7U);
  BOOST_TEST(total.planned == total.count(outcome::answered) + 7);
  BOOST_TEST(it.journal->find().size() == total.count(outcome::answered));
}

BOOST_AUTO_TEST_CASE(a_run_whose_looks_fail_is_given_up) {
  test::timed_run it;
  mock::own_answer broken;
  broken.status = 500;
  mock::instance rule("s");
  it.server->add(rule.script("s").always(broken));
  plan_starts(it, 0s, 200s);
  it.settings.plan.stages = {{1, 1, 1s}, {0, 0, 199s}};
  it.carry_out();

  auto const& total = it.told.total;
  BOOST_TEST(total.runs.started == 1U);
  BOOST_TEST(total.runs.over == 0U);
  BOOST_TEST(total.runs.given_up == 1U);
  BOOST_TEST(total.count(outcome::server_5xx) == 10U);
  BOOST_TEST(total.planned == 10U);
  BOOST_TEST(it.journal->find().size() == 10U);
}

BOOST_AUTO_TEST_SUITE_END()
