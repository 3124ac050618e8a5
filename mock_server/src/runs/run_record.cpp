#include "runs/run_record.hpp"

namespace dataarts::mock::runs {

std::optional<clock::time_point> run_record::true_end(clock::time_point now) const noexcept {
  if (is_stopped_) return stopped_at_;
  if (!begun) return std::nullopt;
  if (is_forced_) return has_ended() ? std::optional(forced_since_) : std::nullopt;
  auto settled = *this;
  settled.settle(now);
  if (is_held_ && !settled.has_ended()) return std::nullopt;
  return course().end(settled.at, draws);
}

}  // namespace dataarts::mock::runs
