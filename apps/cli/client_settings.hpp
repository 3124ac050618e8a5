#ifndef DATAARTS_CLI_CLIENT_SETTINGS_HPP
#define DATAARTS_CLI_CLIENT_SETTINGS_HPP

#include "option_reader.hpp"
#include "service/service_access.hpp"

namespace dataarts::cli {

/// What every command needs to know of the service, checked.
using client_settings = apps::service_access;
using apps::field_origins;
using apps::make_client;

/// Reads the options of the groups "Service" and "Load", `--concurrency` aside. Reads the token file. Throws
/// `usage_error`.
void read_client(option_reader const& reader, client_settings& into);

}  // namespace dataarts::cli

#endif
