#ifndef DATAARTS_MOCK_PROGRAM_ADMIN_HOOKS_HPP
#define DATAARTS_MOCK_PROGRAM_ADMIN_HOOKS_HPP

#include <dataarts/mock/admin_options.hpp>

#include "scenario_answers.hpp"

#include <filesystem>
#include <vector>

namespace dataarts::mock::program {

/// Lets the admin API show, replace and reload the scenario of `from`, and plan with it.
/// @param files  as they were named on the command line
void add_scenario_hooks(admin_options& to, scenario_answers const& from,
                        std::vector<std::filesystem::path> const& files);

}  // namespace dataarts::mock::program

#endif
