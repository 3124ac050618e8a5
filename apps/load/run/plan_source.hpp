#ifndef DATAARTS_LOAD_RUN_PLAN_SOURCE_HPP
#define DATAARTS_LOAD_RUN_PLAN_SOURCE_HPP

#include "plan/arrivals.hpp"
#include "plan/plan.hpp"
#include "plan/rate_profile.hpp"
#include "plan/run_time.hpp"
#include "plan/target_choice.hpp"
#include "run/request_source.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace dataarts::load {

/// One part of a plan. In the name of an instance, `{k}` stands for the number of the request. Numbers begin at
/// `first_number`.
class plan_source final : public request_source {
 public:
  /// The plan has to outlive it. Closed loops have no end here.
  plan_source(load::plan const& of, shard part, std::uint64_t first_number = 0);

  std::optional<planned_request> next() override;
  instance_ref target(std::uint64_t number) const override;
  std::chrono::nanoseconds run_time(std::uint64_t number) const override { return run_times_(number); }
  look_times looks(std::uint64_t number) const override { return {plan_.polling, plan_.seed, number}; }

 private:
  load::plan const& plan_;
  shard part_;
  std::uint64_t first_number_;
  std::uint64_t next_;  // closed
  rate_profile profile_;
  std::optional<arrivals> arrivals_;  // the others
  target_choice choice_;
  run_times run_times_;
  std::vector<bool> has_number_;  // by target
};

}  // namespace dataarts::load

#endif
