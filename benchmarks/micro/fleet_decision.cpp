// What a decision of the scheduler of waits takes: an instance is taken, and it is told what the look saw. With
// 1,000,000 instances of 100 scripts, which are all there at once and end in the course of the run. `bytes` is the
// memory that the scheduler takes per instance.

#include "waiting/fleet_scheduler.hpp"

#include <benchmark/benchmark.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <vector>

namespace {

using dataarts::clock;
using dataarts::fleet_options;
using dataarts::waiting::fleet_scheduler;
using namespace std::chrono_literals;

constexpr std::uint32_t scripts = 100;

struct fleet {
  explicit fleet(std::uint32_t count, bool learn) : run_times(count) {
    auto options = fleet_options().concurrency(64).max_rate(3000);
    if (!learn) options.fixed_interval(10s);
    scheduler = std::make_unique<fleet_scheduler>(options, clock::time_point());
    std::mt19937_64 random(1);
    std::lognormal_distribution<double> times(std::log(60), 1);
    for (std::uint32_t i = 0; i < count; ++i) {
      scheduler->add(i % scripts, clock::time_point(), true);
      auto const time = std::chrono::duration<double>(times(random) * (1 + i % scripts / 10.0));
      run_times[i] = std::chrono::duration_cast<clock::duration>(time);
    }
  }

  /// False if all are over.
  bool decide() {
    std::optional<std::uint32_t> index;
    while (!(index = scheduler->take(now))) {
      if (scheduler->left() == 0) return false;
      now = scheduler->next(now);
    }
    auto const run_time = run_times[*index];
    if (now - clock::time_point() >= run_time) {
      scheduler->ended(*index, now, run_time);
    } else {
      scheduler->looked_not_terminal(*index, now);
    }
    return true;
  }

  std::vector<clock::duration> run_times;
  std::unique_ptr<fleet_scheduler> scheduler;
  clock::time_point now;
};

void decision(benchmark::State& state, bool learn) {
  auto const count = static_cast<std::uint32_t>(state.range(0));
  auto waiting = std::make_unique<fleet>(count, learn);
  auto const bytes = static_cast<double>(waiting->scheduler->memory_size()) / count;
  for (auto _ : state) {
    if (waiting->decide()) continue;
    state.PauseTiming();
    waiting = std::make_unique<fleet>(count, learn);
    state.ResumeTiming();
  }
  state.counters["bytes"] = bytes;
}

BENCHMARK_CAPTURE(decision, learnt, true)->Arg(10'000)->Arg(1'000'000)->Iterations(1'000'000);
BENCHMARK_CAPTURE(decision, fixed, false)->Arg(1'000'000)->Iterations(1'000'000);

}  // namespace

BENCHMARK_MAIN();
