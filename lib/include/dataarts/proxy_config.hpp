#ifndef DATAARTS_PROXY_CONFIG_HPP
#define DATAARTS_PROXY_CONFIG_HPP

#include <string>

namespace dataarts {

/// The HTTP proxy between the client and the endpoint. By default there is none, and the environment is not read.
///
/// Whatever the scheme of the endpoint, the proxy is asked with `CONNECT` for a tunnel to it: it sees the host and port
/// of the endpoint and, for https, nothing else. It also looks the host up.
struct proxy_config {
  /// `[http://][USER:PASSWORD@]HOST[:PORT]`; the port is 80 if none is given. User and password are percent-decoded,
  /// and are neither shown nor logged. Empty: no proxy, or that of the environment.
  std::string url = {};

  /// Endpoints that are reached without the proxy, separated by commas or blanks: names, which stand for their
  /// subdomains, too (`example.com`), addresses (`10.1.2.3`, `[::1]`), ranges of them (`10.0.0.0/8`), each with a port
  /// if it is for that port only (`example.com:8443`), and `*` for all. Ranges and ports that cannot be read are
  /// refused here, and are for nobody in the environment.
  std::string no_proxy = {};

  /// If `url` is empty, read what curl reads: for https `https_proxy` or `HTTPS_PROXY`, for http `http_proxy` (not in
  /// capitals, which a web server sets from a header of the request when it runs a CGI program), for both `all_proxy`
  /// or `ALL_PROXY`; and, if `no_proxy` is empty, `no_proxy` or `NO_PROXY`. Read once, when the client is made.
  bool from_environment = false;
};

}  // namespace dataarts

#endif
