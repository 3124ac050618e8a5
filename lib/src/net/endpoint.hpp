#ifndef DATAARTS_NET_ENDPOINT_HPP
#define DATAARTS_NET_ENDPOINT_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::net {

/// Where requests go, taken apart from an URL.
struct endpoint {
  bool tls = false;
  std::string host;  ///< a name or an address, IPv6 without brackets
  std::uint16_t port = 0;
  std::string host_header;  ///< value of `Host`: the port only if it is not the scheme's own
  std::string path_prefix;  ///< empty or "/…" without a slash at its end; goes before every request path

  /// "host:port", for messages.
  std::string authority() const;
};

/// Throws `std::invalid_argument` that names the field `endpoint`, what is wrong and what would be right. The text of
/// the URL is repeated in the message only if it holds no user information.
endpoint parse_endpoint(std::string_view url);

}  // namespace dataarts::net

#endif
