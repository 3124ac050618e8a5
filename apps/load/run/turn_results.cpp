#include "run/turn_results.hpp"

#include "plan/plan_hash.hpp"
#include "result/interval_summary.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace dataarts::load {
namespace {

/// Answers come from the fastest response time on until the drain is over: slow answers alone are no fewer answers.
std::chrono::nanoseconds time_of_answers(result const& turn) noexcept {
  auto const* const answers = turn.total.of(outcome::answered);
  if (answers == nullptr || answers->response.count() == 0) return turn.measured;
  return std::max(turn.planned_time, turn.measured - std::chrono::nanoseconds(answers->response.min()));
}

}  // namespace

turn_results::turn_results(plan whole) {
  together_.plan_hash = plan_hash(whole);
  together_.target_count = whole.targets.size();
  together_.plan = std::move(whole);
}

void turn_results::add(result const& turn) {
  if (blocks_.empty()) {
    together_.program_version = turn.program_version;
    together_.endpoint = turn.endpoint;
    together_.label = turn.label;
    together_.shards = turn.shards;
    together_.shard_count = turn.shard_count;
    together_.machines = turn.machines;
    together_.began = turn.began;
    together_.generator.threads = turn.generator.threads;
  }
  together_.total.add(turn.total);
  together_.measured += turn.measured;
  together_.planned_time += turn.planned_time;
  together_.answered_in_time += turn.answered_in_time;
  together_.in_flight_at_end += turn.in_flight_at_end;
  together_.generator.user += turn.generator.user;
  together_.generator.system += turn.generator.system;
  together_.generator.waited += turn.generator.waited;
  together_.generator.peak_resident_bytes =
      std::max(together_.generator.peak_resident_bytes, turn.generator.peak_resident_bytes);
  if (turn.reason != end_reason::completed) together_.reason = turn.reason;
  auto const first = next_second_;
  for (auto const& each : turn.intervals) {
    if (each.second < 0) continue;
    together_.intervals.push_back(each);
    together_.intervals.back().second += first;
    next_second_ = together_.intervals.back().second + 1;
  }
  turns_.push_back(summary_of(static_cast<std::int64_t>(turns_.size()), turn.total));
  blocks_.push_back(block_of(turn.total, std::chrono::duration<double>(time_of_answers(turn)).count()));
}

}  // namespace dataarts::load
