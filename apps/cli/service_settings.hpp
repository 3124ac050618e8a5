#ifndef DATAARTS_CLI_SERVICE_SETTINGS_HPP
#define DATAARTS_CLI_SERVICE_SETTINGS_HPP

#include "field_origins.hpp"
#include "option_reader.hpp"

#include <dataarts/client_config.hpp>

namespace dataarts::cli {

/// Which service, project and workspace are asked: `endpoint`, `project_id` and `workspace` of the configuration, and
/// the options or variables that they came from. Throws `usage_error`.
void read_service(option_reader const& reader, client_config& into, field_origins& origins);

}  // namespace dataarts::cli

#endif
