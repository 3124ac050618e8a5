#ifndef DATAARTS_LOAD_PLAN_RUN_TIME_HPP
#define DATAARTS_LOAD_PLAN_RUN_TIME_HPP

#include "plan/keyed_random.hpp"
#include "plan/plan.hpp"

#include <chrono>
#include <cstdint>

namespace dataarts::load {

/// How long the runs of a workload take: lognormal, keyed by the seed and the number of the run.
///
/// Uses the basic operations and the square root of IEEE 754 alone, which give the same bits everywhere; the sources
/// are compiled so that no operations are fused.
class run_times {
 public:
  /// @param of  its median above 0, its `p99` not below that.
  run_times(lognormal_time const& of, std::uint64_t seed) noexcept;

  /// Of run k. At least 1 ns, at most ten years.
  std::chrono::nanoseconds operator()(std::uint64_t k) const noexcept;

 private:
  double median_;
  double spread_;  // of the logarithm
  keyed_random random_;
};

}  // namespace dataarts::load

#endif
