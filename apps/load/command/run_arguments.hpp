#ifndef DATAARTS_LOAD_COMMAND_RUN_ARGUMENTS_HPP
#define DATAARTS_LOAD_COMMAND_RUN_ARGUMENTS_HPP

#include "command/run_options.hpp"
#include "service/setting_source.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dataarts::load {

/// The options of `run` as they are given: by the command line, else by the environment.
class run_arguments final : public apps::setting_source {
 public:
  /// `variables` has to outlive it.
  run_arguments(apps::given_options given, apps::environment const& variables);

  std::optional<apps::sourced> read(run_option id) const;
  std::optional<apps::sourced> read(apps::service_option id) const override;

  /// All values of an option that may be given several times.
  std::vector<std::string> const& all(run_option id) const;

  bool has(run_option id) const { return read(id).has_value(); }

  /// The flags of those that are given.
  std::vector<std::string_view> given_of(std::span<run_option const> those) const;

 private:
  apps::given_options given_;
};

}  // namespace dataarts::load

#endif
