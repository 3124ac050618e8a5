#ifndef DATAARTS_MOCK_SCENARIO_SCENARIO_LINT_HPP
#define DATAARTS_MOCK_SCENARIO_SCENARIO_LINT_HPP

#include <dataarts/mock/file_error.hpp>
#include <dataarts/mock/scenario.hpp>

#include <string_view>
#include <vector>

namespace dataarts::mock::scenarios {

/// What was probably not meant, looking at all rules together: instances that never hold since others hold before,
/// such of which the later holds by its place alone, and quotas that keep expectations from being met.
std::vector<file_problem> lint(scenario const& of);

/// Whether there is a text that both patterns match.
bool overlap(std::string_view a, std::string_view b);

}  // namespace dataarts::mock::scenarios

#endif
