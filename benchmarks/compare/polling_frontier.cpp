// How many looks, and how late: policies of waiting for runs, in an exact simulation of 100,000 runs whose times are
// log-normal (median 60 s, 99th percentile 600 s), at no more than 300 looks per second. Prints JSON.
//
//   polling_frontier [RUNS [RATE]]

#include "waiting/fleet_scheduler.hpp"
#include "waiting/poll_schedule.hpp"

#include "../../test/support/backoff_scheduler.hpp"
#include "../../test/support/fleet_simulation.hpp"
#include "../../test/support/polling_bound.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using dataarts::clock;
using dataarts::fleet_options;
using dataarts::poll_options;
using dataarts::test::backoff_scheduler;
using dataarts::test::fleet_simulation;
using dataarts::test::lognormal_runs;
using dataarts::test::polling_bound;
using dataarts::test::seconds;
using dataarts::test::simulated_run;
using dataarts::test::simulation_outcome;
using dataarts::waiting::fleet_scheduler;
using namespace std::chrono_literals;

constexpr double median = 60;
constexpr double p99 = 600;
constexpr std::size_t all = 10'000'000;
constexpr clock::duration answer_after = 20ms;

class report {
 public:
  void begin_spread(double spread) {
    std::printf("%s\n  {\"spread\": %.0f, \"policies\": [", first_spread_ ? "" : ",", spread);
    first_spread_ = false;
    first_ = true;
  }

  void add(char const* kind, double setting, simulation_outcome const& found) {
    if (found.looks_after_end != 0) std::exit(1);
    std::printf("%s\n    {\"kind\": \"%s\", \"setting\": %.0f, \"looks_per_run\": %.4f, \"looks_per_second\": %.2f, ",
                first_ ? "" : ",", kind, setting, found.looks_per_run(), found.looks_per_second());
    std::printf("\"mean_delay\": %.3f, \"p99_delay\": %.3f}", found.mean_delay, found.p99_delay);
    first_ = false;
  }

  static void end_spread(std::optional<double> bound) {
    std::printf("\n  ], \"least_looks_per_run\": ");
    if (bound) std::printf("%.4f}", *bound);
    if (!bound) std::printf("null}");
  }

 private:
  bool first_spread_ = true;
  bool first_ = true;
};

simulation_outcome simulate(std::vector<simulated_run> const& runs, fleet_options const& options) {
  fleet_scheduler policy(options, clock::time_point());
  return fleet_simulation<fleet_scheduler>(runs, answer_after).run(policy);
}

void compare(report& out, std::size_t count, double rate, double spread) {
  std::mt19937_64 random(1);
  auto const runs = lognormal_runs(count, median, p99, spread, random);
  auto const options = fleet_options().concurrency(all).max_rate(rate);
  out.begin_spread(spread);
  double fixed_10 = 0;
  for (double const gap : {5, 10, 30, 60}) {
    auto const found = simulate(runs, fleet_options(options).fixed_interval(seconds(gap)));
    if (gap == 10) fixed_10 = found.p99_delay;
    out.add("fixed", gap, found);
  }
  backoff_scheduler backoff(2s, 1.5, 60s, rate, all);
  out.add("exponential", 60, fleet_simulation<backoff_scheduler>(runs, answer_after).run(backoff));
  for (double const price : {1, 5, 10, 20, 50}) {
    out.add("learnt", price, simulate(runs, fleet_options(options).price(seconds(price))));
  }
  auto strangers = runs;
  for (std::uint32_t i = 0; i < strangers.size(); ++i) strangers[i].script = i;
  out.add("unknown", 5, simulate(strangers, options));
  std::optional<double> bound;
  if (spread == 0) {
    bound = polling_bound(median, p99, fixed_10, 0.01, rate / static_cast<double>(count), 2, 400).find(1000);
  }
  report::end_spread(bound);
}

/// One run at a time: looks per run and the 99th percentile of the delay.
void add_single(char const* name, poll_options const& options, bool last = false) {
  constexpr std::size_t runs = 400'000;
  std::mt19937_64 random(7);
  auto const times = lognormal_runs(runs, median, p99, 0, random);
  dataarts::waiting::poll_schedule const schedule(options, true);
  std::vector<double> delays;
  double looks = 0;
  for (auto const& run : times) {
    auto at = schedule.first();
    for (++looks; at < run.run_time; ++looks) at += schedule.gap_after(at, random()).value();
    delays.push_back(std::chrono::duration<double>(at - run.run_time).count());
  }
  std::sort(delays.begin(), delays.end());
  std::printf("\n  {\"kind\": \"%s\", \"looks_per_run\": %.3f, \"p99_delay\": %.3f}%s", name,
              looks / static_cast<double>(runs), delays[runs / 100 * 99 - 1], last ? "" : ",");
}

}  // namespace

int main(int argc, char** argv) {
  auto const count = argc > 1 ? std::stoul(argv[1]) : 100'000;
  auto const rate = argc > 2 ? std::stod(argv[2]) : 300.0;
  std::printf("{\"runs\": %lu, \"rate\": %.2f, \"fleets\": [", count, rate);
  report out;
  auto const sweep = static_cast<double>(count) / rate;
  for (double const spread : {0.0, sweep, 10 * sweep}) compare(out, count, rate, spread);
  std::printf("\n], \"single\": [");
  add_single("fixed 5 s", poll_options().initial_delay(5s).growth(0).jitter(0));
  add_single("defaults", poll_options());
  add_single("interval 4.92 s", poll_options().interval(4920ms));
  add_single("interval 4.7 s, no jitter", poll_options().interval(4700ms).jitter(0), true);
  // At the delay that is known to need more looks than a fixed gap of 5 s takes.
  constexpr double delay = 4.5;
  auto const least = polling_bound(median, p99, delay, 0.01, 0, 0.1, 8000).find(12);
  std::printf("\n], \"single_bound\": {\"p99_delay\": %.2f, \"least_looks_per_run\": %.3f}}\n", delay, least);
}
