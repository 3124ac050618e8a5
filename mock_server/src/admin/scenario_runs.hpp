#ifndef DATAARTS_MOCK_ADMIN_SCENARIO_RUNS_HPP
#define DATAARTS_MOCK_ADMIN_SCENARIO_RUNS_HPP

#include <dataarts/clock.hpp>
#include <dataarts/mock/script_runs.hpp>

#include "admin/ports.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace dataarts::mock::admin {

/// The runs of a scenario, as the admin API needs them.
class scenario_runs final : public run_port {
 public:
  /// @param of    called for each call, and may make its runs as late as that
  /// @param time  the clock of the scenario
  scenario_runs(std::function<script_runs&()> of, std::shared_ptr<clock> time)
      : runs_(std::move(of)), clock_(std::move(time)) {}

  std::vector<run_shown> list() const override;
  std::optional<run_shown> find(run_name const& which) const override;
  command_outcome advance(run_name const& which) override;
  command_outcome go_to(run_name const& which, std::size_t step) override;
  command_outcome put(run_name const& which, run_state state) override;
  command_outcome hold(run_name const& which, bool held) override;
  command_outcome reset(run_name const& which) override;
  void reset_all(std::optional<std::string> const& session) override;

 private:
  std::function<script_runs&()> runs_;
  std::shared_ptr<clock> clock_;
};

}  // namespace dataarts::mock::admin

#endif
