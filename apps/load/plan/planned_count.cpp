#include "plan/planned_count.hpp"

#include "plan/arrivals.hpp"
#include "plan/rate_profile.hpp"

#include <algorithm>
#include <cmath>

namespace dataarts::load {
namespace {

/// The numbers below `end` that are `part.index` modulo `part.count`.
std::uint64_t of_part(std::uint64_t end, shard part) noexcept {
  return end / part.count + (part.index < end % part.count ? 1 : 0);
}

}  // namespace

std::optional<std::uint64_t> planned_count(plan const& of, shard part) {
  if (of.model == load_model::workload) return std::nullopt;
  if (of.model == load_model::closed) return of.requests ? std::optional(of_part(*of.requests, part)) : std::nullopt;
  rate_profile const profile(of.stages);
  auto const total = arrivals::expected_total(of, profile);
  auto until_measured = of;
  until_measured.requests = 0;
  auto const warmup = arrivals::expected_total(until_measured, profile);
  if (of.arrivals == arrivals_kind::uniform) return of_part(total, part) - of_part(warmup, part);
  constexpr double sure = 5;  // standard deviations
  auto const expected = static_cast<double>(total - warmup) / static_cast<double>(part.count);
  auto const most = static_cast<std::uint64_t>(std::ceil(expected + sure * std::sqrt(expected)));
  return of.requests ? std::min(most, *of.requests) : most;
}

}  // namespace dataarts::load
