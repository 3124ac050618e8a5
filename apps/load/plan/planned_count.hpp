#ifndef DATAARTS_LOAD_PLAN_PLANNED_COUNT_HPP
#define DATAARTS_LOAD_PLAN_PLANNED_COUNT_HPP

#include "plan/plan.hpp"

#include <cstdint>
#include <optional>

namespace dataarts::load {

/// How many requests one shard plans after the warm-up at most. None: nobody knows, as in a closed loop without
/// `plan::requests`, and in a workload. Exact with even arrivals and with `requests`; Poisson arrivals plan more with a
/// probability of less than one in a million.
std::optional<std::uint64_t> planned_count(plan const& of, shard part);

}  // namespace dataarts::load

#endif
