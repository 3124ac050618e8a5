#ifndef DATAARTS_NET_PROXY_HPP
#define DATAARTS_NET_PROXY_HPP

#include "net/endpoint.hpp"

#include <dataarts/proxy_config.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts::net {

/// A proxy, taken apart from its URL.
struct proxy {
  endpoint at;
  std::string authorization;  ///< value of `Proxy-Authorization`; empty: not sent. A secret.

  /// The request for a tunnel to `target`.
  std::string connect_request(endpoint const& target, std::string_view user_agent) const;
};

/// The value of an environment variable; null if it is not set.
using environment_reader = std::function<char const*(char const* name)>;

/// The proxy for an endpoint; nothing if it is reached directly. Throws `std::invalid_argument` that names the field
/// (`proxy.url`, `proxy.no_proxy`) or the variable that cannot be used. No message repeats user or password.
std::optional<proxy> choose_proxy(proxy_config const& config, endpoint const& target,
                                  environment_reader const& variables);

}  // namespace dataarts::net

#endif
