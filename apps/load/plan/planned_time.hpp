#ifndef DATAARTS_LOAD_PLAN_PLANNED_TIME_HPP
#define DATAARTS_LOAD_PLAN_PLANNED_TIME_HPP

#include "plan/plan.hpp"

#include <chrono>
#include <cstdint>

namespace dataarts::load {

/// How long requests are planned after the warm-up: the duration, or, in an open loop with even arrivals, until
/// `plan::requests` have come. With Poisson arrivals and in a closed loop nobody knows before when they have come: the
/// duration.
std::chrono::nanoseconds planned_time(plan const& of);

/// How many whole or begun seconds a time has.
constexpr std::int64_t begun_seconds(std::chrono::nanoseconds time) noexcept {
  return std::chrono::ceil<std::chrono::seconds>(time).count();
}

/// The number of whole seconds.
constexpr std::int64_t whole_seconds(std::chrono::nanoseconds time) noexcept {
  return std::chrono::floor<std::chrono::seconds>(time).count();
}

}  // namespace dataarts::load

#endif
