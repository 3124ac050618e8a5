#ifndef DATAARTS_TEST_LOAD_REPORT_SAMPLE_RUN_HPP
#define DATAARTS_TEST_LOAD_REPORT_SAMPLE_RUN_HPP

#include "result/result.hpp"

#include <chrono>
#include <cstdint>

namespace dataarts::load::test {

inline constexpr std::int64_t ms = 1'000'000;

/// A run of 10 s with 5,000 planned requests of which some failed.
inline result measured_run() {
  using namespace std::chrono_literals;
  result made;
  made.program_version = "1.2.3";
  made.endpoint = "http://127.0.0.1:8080";
  made.label = "baseline";
  made.plan.model = load_model::open;
  made.plan.stages = {{0, 500, 2s}, {500, 500, 10s}};
  made.plan.warmup = 2s;
  made.plan.duration = 10s;
  made.plan.connections = 16;
  made.plan.targets.resize(3);
  made.plan.seed = 42;
  made.measured = 10s;
  auto& total = made.total;
  total.planned = 5000;
  for (std::int64_t i = 0; i < 4950; ++i) {
    auto const service = 10 * ms + i * i * 4;
    auto const lag = i % 100 == 0 ? 5 * ms : ms / 20;
    total.end(outcome::answered, service + lag, service);
    total.lag.record(lag);
  }
  for (int i = 0; i < 40; ++i) total.end(outcome::throttled, ms, ms / 2);
  for (int i = 0; i < 7; ++i) total.end(outcome::connect_refused, ms / 10, -1);
  for (int i = 0; i < 2; ++i) total.end(outcome::dropped_by_generator, 0, -1);
  total.end(outcome::cancelled, ms, -1);
  total.states = {100, 3000, 1800, 50, 0};
  total.status_classes = {10, 0, 4950, 0, 40, 0};
  total.wire.requests_sent = 4995;
  total.wire.stale_repeats = 5;
  total.wire.on_reused = 4979;
  total.wire.connections_opened = 16;
  total.wire.connections_failed = 7;
  total.wire.closed_by_server = 3;
  total.wire.bytes_sent = 1'234'567;
  total.wire.bytes_received = 2'345'678'901;
  total.wire.retry_after = 40;
  for (int i = 0; i < 16; ++i) {
    total.phases.connect.record(ms / 8);
    total.phases.first_byte.record(9 * ms);
  }
  made.generator.user = 3s;
  made.generator.system = 1500ms;
  made.generator.peak_resident_bytes = 23'400'000;
  return made;
}

}  // namespace dataarts::load::test

#endif
