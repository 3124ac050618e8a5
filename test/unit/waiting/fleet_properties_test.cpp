#include "waiting/fleet_scheduler.hpp"

#include "../../support/backoff_scheduler.hpp"
#include "../../support/fleet_simulation.hpp"
#include "../../support/polling_bound.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(fleet_properties_test)

using dataarts::clock;
using dataarts::fleet_options;
using dataarts::test::backoff_scheduler;
using dataarts::test::fleet_simulation;
using dataarts::test::lognormal_runs;
using dataarts::test::seconds;
using dataarts::test::simulated_run;
using dataarts::test::simulation_outcome;
using dataarts::waiting::fleet_scheduler;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t all = 1'000'000;
constexpr std::size_t fleet = 2'000;
constexpr double rate = 6;  // as a sweep of 333 seconds, too, as with 100,000 runs and 300 looks per second

simulation_outcome simulate(std::vector<simulated_run> const& runs, fleet_options const& options,
                            bool begun_now = true) {
  fleet_scheduler policy(options, clock::time_point());
  fleet_simulation<fleet_scheduler> simulation(runs, 20ms);
  simulation.begun_now = begun_now;
  return simulation.run(policy);
}

simulation_outcome simulate_backoff(std::vector<simulated_run> const& runs, std::optional<double> limit) {
  backoff_scheduler policy(2s, 1.5, 60s, limit, all);
  return fleet_simulation<backoff_scheduler>(runs, 20ms).run(policy);
}

fleet_options limited() { return fleet_options().concurrency(all).max_rate(rate); }

/// Each run is the only one of its script.
std::vector<simulated_run> strangers(std::vector<simulated_run> runs) {
  std::uint32_t script = 0;
  for (auto& run : runs) run.script = script++;
  return runs;
}

/// Two scripts, quick and slow, in turn.
std::vector<simulated_run> mixed_runs(std::mt19937_64& random, double spread) {
  auto runs = lognormal_runs(fleet / 2, 10, 60, spread, random, 0);
  auto const slow = lognormal_runs(fleet / 2, 1800, 7200, spread, random, 1);
  runs.insert(runs.end(), slow.begin(), slow.end());
  std::sort(runs.begin(), runs.end(), [](simulated_run const& a, simulated_run const& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.run_time < b.run_time;
  });
  return runs;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nobody_starves_no_limit_is_passed_and_what_is_over_is_left_alone) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    for (double const spread : {0.0, 333.0, 3000.0}) {
      std::mt19937_64 random(seed);
      std::size_t const concurrency = 1 + random() % 100;
      auto const longest = seconds(30 + static_cast<double>(random() % 600));
      BOOST_TEST_CONTEXT("seed " << seed << ", spread " << spread << " s") {
        auto const options = limited().concurrency(concurrency).max_interval(longest);
        auto const sweep = fleet / rate;
        for (auto const& runs : {lognormal_runs(fleet, 60, 600, spread, random), mixed_runs(random, spread)}) {
          auto const found = simulate(runs, options, seed % 2 == 0);
          BOOST_TEST(found.looks_after_end == 0U);
          BOOST_TEST(found.most_under_way <= concurrency);
          // The rate limit spaces looks evenly.
          if (found.closest_looks > 0) BOOST_TEST(found.closest_looks >= (found.rate_window - 2) / rate);
          // No gap is longer than the longest one and a sweep.
          BOOST_TEST(found.longest_gap <= std::chrono::duration<double>(longest).count() + sweep + 1);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(concurrency_alone_starves_nobody) {
  std::mt19937_64 random(8);
  auto const runs = lognormal_runs(fleet, 60, 600, 0, random);
  auto const found = simulate(runs, fleet_options().concurrency(2).max_interval(60s));
  // Two looks of 20 ms at a time: a sweep takes 20 seconds.
  BOOST_TEST(found.longest_gap <= 60 + 20 + 1);
  BOOST_TEST(found.most_under_way == 2U);
}

BOOST_AUTO_TEST_CASE(unknown_scripts_are_not_worse_than_backing_off) {
  struct load {
    double median;
    double p99;
    double spread;
    std::optional<double> limit;
  };
  for (auto const& [median, p99, spread, limit] :
       {load{60, 600, 0, rate}, load{60, 600, 1000, rate}, load{60, 600, 3000, rate}, load{60, 600, 3000, {}},
        load{10, 60, 3000, {}}, load{5, 50, 333, {}}, load{600, 6000, 3000, {}}}) {
    BOOST_TEST_CONTEXT("median " << median << " s, spread " << spread << " s, limited: " << limit.has_value()) {
      std::mt19937_64 random(9);
      auto const runs = strangers(lognormal_runs(fleet, median, p99, spread, random));
      auto options = fleet_options().concurrency(all);
      if (limit) options.max_rate(*limit);
      auto const ours = simulate(runs, options);
      auto const theirs = simulate_backoff(runs, limit);
      // As dear at the default price, or less; and as timely at the slow end.
      BOOST_TEST(ours.cost(5) <= 1.03 * theirs.cost(5));
      BOOST_TEST(ours.p99_delay <= 1.05 * theirs.p99_delay);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_learnt_saves_looks) {
  std::mt19937_64 random(10);
  auto const runs = lognormal_runs(fleet, 60, 600, 3000, random);
  auto const options = fleet_options().concurrency(all);
  auto const learnt = simulate(runs, options);
  auto const unknown = simulate(strangers(runs), options);
  auto const fixed = simulate(runs, fleet_options(options).fixed_interval(10s));
  BOOST_TEST(learnt.cost(5) < 0.95 * unknown.cost(5));
  BOOST_TEST(learnt.cost(5) < 0.7 * fixed.cost(5));
}

// All together, as fast as the limit allows: close to what a policy could reach that knew the distribution.
BOOST_AUTO_TEST_CASE(an_overloaded_limit_is_used_well) {
  std::mt19937_64 random(11);
  auto const runs = lognormal_runs(fleet, 60, 600, 0, random);
  auto const fixed = simulate(runs, limited().fixed_interval(10s));
  auto const ours = simulate(runs, limited().price(20s));
  auto const bound = dataarts::test::polling_bound(60, 600, fixed.p99_delay, 0.01, rate / fleet, 8, 100).find(200);
  BOOST_TEST_MESSAGE("looks per run: fixed " << fixed.looks_per_run() << ", ours " << ours.looks_per_run()
                                             << ", at least " << bound);
  BOOST_TEST(ours.p99_delay <= 1.02 * fixed.p99_delay);
  BOOST_TEST(ours.looks_per_run() <= 0.78 * fixed.looks_per_run());
  BOOST_TEST(bound > 1.15);
  BOOST_TEST(bound < ours.looks_per_run());
}

BOOST_AUTO_TEST_CASE(the_same_runs_give_the_same_looks) {
  std::mt19937_64 random(12);
  auto const runs = mixed_runs(random, 100);
  auto const first = simulate(runs, limited());
  auto const second = simulate(runs, limited());
  BOOST_TEST(first.looks == second.looks);
  BOOST_TEST(first.mean_delay == second.mean_delay);
}

BOOST_AUTO_TEST_SUITE_END()
