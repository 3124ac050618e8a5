#ifndef DATAARTS_CLI_CLIENT_SETTINGS_HPP
#define DATAARTS_CLI_CLIENT_SETTINGS_HPP

#include "field_origins.hpp"
#include "option_reader.hpp"

#include <dataarts/client.hpp>
#include <dataarts/client_config.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <string>
#include <vector>

namespace dataarts::cli {

/// What every command needs to know of the service, checked.
struct client_settings {
  client_config client;
  field_origins origins;
  std::vector<std::string> warnings;  ///< to be said on standard error

  /// What to say when the service refuses the credentials: where they came from, never what they are.
  std::string credential_advice =
      "no token and no keys are set: give --token-file FILE, or set DATAARTS_TOKEN, or HUAWEICLOUD_SDK_AK and "
      "HUAWEICLOUD_SDK_SK";
};

/// Reads the options of the groups "Service" and "Load", `--concurrency` aside. Reads the token file. Throws
/// `usage_error`.
void read_client(option_reader const& reader, client_settings& into);

/// Throws `usage_error` if the client refuses its configuration.
client make_client(boost::asio::any_io_executor const& executor, client_settings const& settings);

}  // namespace dataarts::cli

#endif
