#include "runs/run_table.hpp"

namespace dataarts::mock::runs {

std::optional<clock::time_point> run_record::true_end(clock::time_point now) const noexcept {
  if (stopped || !at) return stopped;
  if (forced) return has_ended() ? std::optional(forced->since) : std::nullopt;
  auto settled = *this;
  settled.settle(now);
  if (held && !settled.has_ended()) return std::nullopt;
  return course().end(*settled.at, draws);
}

}  // namespace dataarts::mock::runs
