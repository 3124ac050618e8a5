#ifndef DATAARTS_MOCK_ADMIN_RUN_LOOKUP_HPP
#define DATAARTS_MOCK_ADMIN_RUN_LOOKUP_HPP

#include "admin/call.hpp"
#include "admin/context.hpp"

#include <string>
#include <string_view>

namespace dataarts::mock::admin {

/// Throws `api_error` 501 when this server has no runs.
run_port& runs_of(context const& what);

/// The run that a path means: SCRIPT/INSTANCE, or INSTANCE alone, if one run has it. The parameters `workspace`,
/// `session` and `project` say which, where there are several. Throws `api_error`: 404 with the name that was probably
/// meant, 409 with what there is to choose from.
run_shown find_run(context const& what, std::string_view name, call const& made);

/// As `find_run`; a run SCRIPT/INSTANCE that nobody has asked for yet begins, if a rule allows that.
run_shown find_or_begin(context const& what, std::string_view name, call const& made);

/// SCRIPT/INSTANCE
std::string short_name(run_name const& of);

/// Throws `api_error` if a command was not carried out: 404 the run is gone meanwhile, 409 with the reason.
void require(command_outcome const& outcome, run_name const& which);

/// The number of the step that a text means: its name, or its number. Throws `api_error` 422 that says which there
/// are.
std::size_t find_step(run_shown const& run, std::string_view text, std::string const& pointer);

/// Puts a run into a state, LAUNCHING, RUNNING, FINISHED or FAILED, which is what it tells then, whatever its timeline
/// has and whether it is one of those that fail. Another text is a step, as in `find_step`.
void put_into(context const& what, run_shown const& run, std::string_view text, std::string const& pointer);

}  // namespace dataarts::mock::admin

#endif
