#include "plan/turns.hpp"

#include "plan/stages.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds shortest_turn = std::chrono::seconds(1);
constexpr nanoseconds longest_turn = std::chrono::seconds(5);
constexpr nanoseconds longest_turn_warmup = std::chrono::milliseconds(500);
constexpr std::int64_t usual_turns = 10;
constexpr std::int64_t warmups_in_a_turn = 4;
constexpr std::uint64_t numbers_of_a_turn = 1'000'000'000;

double rate_within(rate_stage const& stage, nanoseconds at) {
  return std::lerp(stage.from, stage.to, static_cast<double>(at.count()) / static_cast<double>(stage.lasting.count()));
}

/// The stages between two instants.
std::vector<rate_stage> cut(std::vector<rate_stage> const& stages, nanoseconds from, nanoseconds to) {
  std::vector<rate_stage> made;
  nanoseconds begin{0};
  for (auto const& each : stages) {
    auto const low = std::max(from, begin) - begin;
    auto const high = std::min(to, begin + each.lasting) - begin;
    if (low < high) made.push_back({rate_within(each, low), rate_within(each, high), high - low});
    begin += each.lasting;
  }
  return made;
}

nanoseconds warmup_of(plan const& whole, turn_plan const& turns, std::size_t index) {
  return index == 0 ? std::max(turns.warmup, whole.warmup) : turns.warmup;
}

}  // namespace

turn_plan turns_of(nanoseconds duration, nanoseconds length) {
  if (length.count() == 0) length = std::clamp(duration / usual_turns, shortest_turn, longest_turn);
  turn_plan made;
  made.count = static_cast<std::size_t>(std::max<std::int64_t>(1, duration / length));
  made.length = duration / static_cast<std::int64_t>(made.count);
  made.warmup = std::min(longest_turn_warmup, made.length / warmups_in_a_turn);
  return made;
}

plan turn_of(plan const& whole, turn_plan const& turns, std::size_t index) {
  auto made = whole;
  made.requests.reset();
  made.warmup = warmup_of(whole, turns, index);
  made.duration = turns.length;
  made.seed = whole.seed + index;
  if (whole.model == load_model::closed) return made;
  auto const begin = whole.warmup + turns.length * static_cast<std::int64_t>(index);
  made.stages = cut(whole.stages, begin, begin + turns.length);
  if (index == 0 && whole.warmup >= turns.warmup) {
    auto before = cut(whole.stages, nanoseconds::zero(), begin);
    made.stages.insert(made.stages.begin(), before.begin(), before.end());
  } else if (made.warmup.count() > 0 && !made.stages.empty()) {
    auto const rate = made.stages.front().from;
    made.stages.insert(made.stages.begin(), {rate, rate, made.warmup});
  }
  return made;
}

std::uint64_t first_number_of(std::size_t index) noexcept { return index * numbers_of_a_turn; }

nanoseconds length_of(plan const& whole, turn_plan const& turns) {
  nanoseconds once{0};
  for (std::size_t i = 0; i < turns.count; ++i) once += warmup_of(whole, turns, i) + turns.length;
  return 2 * once;
}

}  // namespace dataarts::load
