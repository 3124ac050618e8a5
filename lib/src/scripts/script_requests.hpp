#ifndef DATAARTS_SCRIPTS_SCRIPT_REQUESTS_HPP
#define DATAARTS_SCRIPTS_SCRIPT_REQUESTS_HPP

#include "scripts/operation.hpp"

#include <dataarts/instance_ref.hpp>
#include <dataarts/script.hpp>

namespace dataarts {

/// The requests of the service's script operations. What cannot be sent is in `operation::problem`.

operation execute_request(script_ref const& what, script_parameters const& parameters);
operation stop_request(instance_ref const& what);
operation show_request(script_ref const& what, show_options const& options);
operation list_request(list_options const& options);
operation create_request(script_draft const& draft, std::string const& workspace);
operation update_request(script_ref const& what, script_draft const& draft);
operation remove_request(script_ref const& what);

}  // namespace dataarts

#endif
