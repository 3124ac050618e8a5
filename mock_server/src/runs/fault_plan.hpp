#ifndef DATAARTS_MOCK_RUNS_FAULT_PLAN_HPP
#define DATAARTS_MOCK_RUNS_FAULT_PLAN_HPP

#include <dataarts/mock/answer_source.hpp>
#include <dataarts/mock/fault_rule.hpp>

#include "runs/keyed_draws.hpp"

#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

namespace dataarts::mock::runs {

/// The draws of one fault.
class fault_draws {
 public:
  explicit fault_draws(std::string_view fault) noexcept;

  bool befalls(fault_polls const& on, keyed_draws const& run, std::uint64_t nth) const noexcept;
  std::chrono::nanoseconds delay(step_time const& of, keyed_draws const& run, std::uint64_t nth) const noexcept;

 private:
  std::uint64_t key(keyed_draws const& run, std::uint64_t nth, std::uint64_t purpose) const noexcept;

  std::uint64_t name_key_;
};

/// The faults of a rule, ready for use.
class fault_plan {
 public:
  explicit fault_plan(std::vector<fault_rule> const& rules);

  bool empty() const noexcept { return faults_.empty(); }

  /// Lets the faults of the n-th query befall it. False: its client does not get to know what was decided.
  bool apply(keyed_draws const& run, std::uint64_t nth, decision& to) const {
    return faults_.empty() || apply_some(run, nth, to);
  }

 private:
  struct fault {
    fault_rule rule;
    fault_draws draws;
  };

  bool apply_some(keyed_draws const& run, std::uint64_t nth, decision& to) const;

  std::vector<fault> faults_;
};

}  // namespace dataarts::mock::runs

#endif
