#ifndef DATAARTS_LOAD_PLAN_TURNS_HPP
#define DATAARTS_LOAD_PLAN_TURNS_HPP

#include "plan/plan.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dataarts::load {

/// How two endpoints take turns with one plan: its measured time is cut into `count` equal pieces, and each endpoint
/// gets each piece once, one right after the other. The order is A B, B A, A B, …, so that a drift that both see, such
/// as a machine that grows warm, falls on both alike.
struct turn_plan {
  std::size_t count = 0;  ///< of each endpoint
  std::chrono::nanoseconds length{0};
  std::chrono::nanoseconds warmup{0};  ///< before each, in no figure: connections and caches were idle
};

/// Whether the second endpoint is the first one in this pair of turns.
constexpr bool second_goes_first(std::size_t pair) noexcept { return pair % 2 != 0; }

/// Cuts a measured time into turns of about `length`, if that is not 0: else of a tenth of the time, from 1 s to 5 s.
/// There is at least one.
turn_plan turns_of(std::chrono::nanoseconds duration, std::chrono::nanoseconds length = {});

/// What is sent during one turn: the plan's own rates during that piece of it. Before an open turn the rate of its
/// begin is kept up for the warm-up; the first one has the plan's own warm-up, if that is longer. Plans of the workload
/// model have no turns: their runs last longer. `plan::requests` is left aside.
plan turn_of(plan const& whole, turn_plan const& turns, std::size_t index);

/// The number of a turn's first request: each turn has numbers of its own, the same for both endpoints.
std::uint64_t first_number_of(std::size_t index) noexcept;

/// How long all of it takes, if every answer comes at once.
std::chrono::nanoseconds length_of(plan const& whole, turn_plan const& turns);

}  // namespace dataarts::load

#endif
