#ifndef DATAARTS_APPS_SERVICE_ACCESS_HPP
#define DATAARTS_APPS_SERVICE_ACCESS_HPP

#include "service/field_origins.hpp"
#include "service/setting_source.hpp"

#include <dataarts/client.hpp>
#include <dataarts/client_config.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <string>
#include <vector>

namespace dataarts::apps {

/// What every program needs to know of the service, checked.
struct service_access {
  client_config client;
  field_origins origins;
  std::vector<std::string> warnings;  ///< to be said on standard error

  /// What to say when the service refuses the credentials: where they came from, never what they are.
  std::string credential_advice =
      "no token and no keys are set: give --token-file FILE, or set DATAARTS_TOKEN, or HUAWEICLOUD_SDK_AK and "
      "HUAWEICLOUD_SDK_SK";
};

/// Reads the options of a service. Reads the token file. Throws `usage_error`.
void read_service_access(setting_source const& reader, service_access& into);

/// Throws `usage_error`, in terms of options, if the configuration cannot be used.
void check(service_access const& settings);

/// The same for all that a client refuses when it is made: URLs, files of TLS.
void check_all(service_access const& settings);

/// The same if the client refuses it.
client make_client(boost::asio::any_io_executor const& executor, service_access const& settings);

/// True for a URL whose host is this machine. A URL that cannot be read is not.
bool is_loopback(std::string_view endpoint);

}  // namespace dataarts::apps

#endif
