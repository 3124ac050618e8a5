#include "command/run_arguments.hpp"

#include <utility>

namespace dataarts::load {

run_arguments::run_arguments(apps::given_options given, apps::environment const& variables)
    : setting_source(variables), given_(std::move(given)) {}

std::optional<apps::sourced> run_arguments::read(run_option id) const {
  auto const row = static_cast<std::size_t>(id);
  auto const& spec = run_option_rows[row];
  if (given_.has(row)) return apps::sourced{given_.values[row].back(), std::string(spec.flag), true};
  if (spec.variable.empty()) return std::nullopt;
  return read_variable(spec.variable);
}

std::optional<apps::sourced> run_arguments::read(apps::service_option id) const {
  using apps::service_option;
  switch (id) {
    case service_option::endpoint:
      return read(run_option::endpoint);
    case service_option::region:
      return read(run_option::region);
    case service_option::project_id:
      return read(run_option::project_id);
    case service_option::workspace:
      return read(run_option::workspace);
    case service_option::token_file:
      return read(run_option::token_file);
    case service_option::ca_file:
      return read(run_option::ca_file);
    case service_option::insecure:
      return read(run_option::insecure);
    case service_option::proxy:
      return read(run_option::proxy);
  }
  return std::nullopt;
}

std::vector<std::string> const& run_arguments::all(run_option id) const {
  return given_.values[static_cast<std::size_t>(id)];
}

std::vector<std::string_view> run_arguments::given_of(std::span<run_option const> those) const {
  std::vector<std::string_view> found;
  for (auto const id : those) {
    if (has(id)) found.push_back(run_option_rows[static_cast<std::size_t>(id)].flag);
  }
  return found;
}

}  // namespace dataarts::load
