#ifndef DATAARTS_MOCK_PROGRAM_ADMIN_HOOKS_HPP
#define DATAARTS_MOCK_PROGRAM_ADMIN_HOOKS_HPP

#include <dataarts/mock/admin_options.hpp>

#include "scenario_in_use.hpp"

#include <memory>

namespace dataarts::mock::program {

/// Lets the admin API show, replace, reload and plan with a scenario.
/// @param used  null: there is none
void add_scenario_hooks(admin_options& to, std::shared_ptr<scenario_in_use> const& used);

}  // namespace dataarts::mock::program

#endif
