#ifndef DATAARTS_APPS_SERVICE_SETTINGS_HPP
#define DATAARTS_APPS_SERVICE_SETTINGS_HPP

#include "service/field_origins.hpp"
#include "service/setting_source.hpp"

#include <dataarts/client_config.hpp>

namespace dataarts::apps {

/// Which service, project and workspace are asked: `endpoint`, `project_id` and `workspace` of the configuration, and
/// the options or variables that they came from. Throws `usage_error`.
void read_service(setting_source const& reader, client_config& into, field_origins& origins);

}  // namespace dataarts::apps

#endif
