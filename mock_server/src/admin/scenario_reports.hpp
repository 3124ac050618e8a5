#ifndef DATAARTS_MOCK_ADMIN_SCENARIO_REPORTS_HPP
#define DATAARTS_MOCK_ADMIN_SCENARIO_REPORTS_HPP

#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/script_runs.hpp>

#include "admin/ports.hpp"

#include <functional>
#include <memory>
#include <utility>

namespace dataarts::mock::admin {

/// What a scenario says of its rules: how near they were, what of them was used, and whether they got what they expect.
class scenario_reports final : public rule_port, public expectation_port {
 public:
  /// @param of   called for each call
  /// @param log  may be null
  scenario_reports(std::function<script_runs&()> of, std::shared_ptr<journal> log)
      : runs_(std::move(of)), log_(std::move(log)) {}

  std::vector<shown> list() const override;
  std::vector<near_miss_shown> nearest(std::string_view method, std::string_view target, std::string_view workspace,
                                       std::size_t most) const override;
  std::vector<std::string> sessions() const override;
  verdict verify(std::optional<std::string> const& session) const override;
  boost::json::object coverage() const override;

 private:
  std::function<script_runs&()> runs_;
  std::shared_ptr<journal> log_;
};

}  // namespace dataarts::mock::admin

#endif
