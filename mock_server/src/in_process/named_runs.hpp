#ifndef DATAARTS_MOCK_IN_PROCESS_NAMED_RUNS_HPP
#define DATAARTS_MOCK_IN_PROCESS_NAMED_RUNS_HPP

#include <dataarts/mock/script_runs.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace dataarts::mock::in_process {

/// Adds a rule; what is wrong with it is said with its name.
void add_rule(script_runs& to, run_rule const& rule);

/// Queries for the instances of a rule, of all sessions. Throws `std::invalid_argument` if there is no such rule, or it
/// has no runs to count.
std::uint64_t polls_of(script_runs const& in, std::string const& rule);

using run_command = std::function<command_result(run_selection const&)>;

/// Carries a command out for all runs of a rule; the only instance that a rule is for begins if nobody asked for it.
/// @param needs_run  false: a rule without runs is no problem
/// Returns for how many. Throws `std::invalid_argument` that says why it was not carried out for one.
std::size_t command_rule(script_runs const& in, std::string const& rule, bool needs_run, run_command const& what);

}  // namespace dataarts::mock::in_process

#endif
