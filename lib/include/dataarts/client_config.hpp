#ifndef DATAARTS_CLIENT_CONFIG_HPP
#define DATAARTS_CLIENT_CONFIG_HPP

#include <dataarts/credentials.hpp>
#include <dataarts/proxy_config.hpp>
#include <dataarts/retry_options.hpp>
#include <dataarts/sharing_options.hpp>
#include <dataarts/throttle_options.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace dataarts {

class clock;
class credential_source;
class memory_network;
class observer;

/// How HTTPS connections are made and checked. Neither read nor checked if the endpoint is `http://`.
struct tls_config {
  /// PEM file of the authorities to trust. Empty: those of the system.
  std::string ca_file = {};

  /// Authorities to trust, as PEM text. Used in addition to `ca_file`.
  std::string ca_pem = {};

  /// Check the server's certificate and that it is for the host. Switch off only for experiments.
  bool verify = true;

  /// The name to ask for (SNI) and to check the certificate against. Empty: the host of the endpoint.
  std::string server_name = {};

  /// PEM file of the certificate that a server may demand of the client, followed by the intermediate certificates up
  /// to (not with) an authority that the server knows. Empty: none is shown.
  std::string certificate_file = {};

  /// PEM file of the private key of `certificate_file`. Empty: `certificate_file` holds it, too.
  std::string private_key_file = {};

  /// Opens an encrypted private key. Neither shown nor logged. Empty: the key is not encrypted.
  std::string private_key_password = {};
};

/// Settings of a client. Aggregate: set what differs from the defaults. (Each member has an initializer, so that
/// compilers do not warn of those that are left out.)
struct client_config {
  /// `http://HOST[:PORT]` or `https://HOST[:PORT]`, optionally with a path that goes before every request path.
  /// Required, e.g. "https://dayu-dlf.cn-north-4.myhuaweicloud.com".
  std::string endpoint = {};

  /// Required.
  std::string project_id = {};

  /// The workspace of references that name none. Empty: the header is not sent.
  std::string workspace = {};

  /// How calls are authorised, if that never changes.
  credentials auth = {};

  /// Where credentials come from otherwise, see `credential_sources.hpp`. They are asked for when the first call needs
  /// them, kept, and renewed before they end, while calls go on; one renewal is under way at a time, and calls that
  /// cannot do without it wait. A token is renewed once more if the service says so (APIG.0307). Not beside `auth`.
  std::shared_ptr<credential_source> auth_source = {};

  /// The time for one renewal.
  std::chrono::nanoseconds credential_timeout = std::chrono::seconds(10);

  /// How requests are signed when the credentials are a pair of keys.
  signing_options signing = {};

  /// Value of `User-Agent`. Empty: "dataarts/VERSION".
  std::string user_agent = {};

  tls_config tls = {};

  /// The proxy on the way to the endpoint.
  proxy_config proxy = {};

  /// Connections to the endpoint, at most. 1 to 65535.
  std::size_t max_connections = 16;

  /// Calls that wait for a connection, beyond one for each connection that is not busy yet, at most; one more fails
  /// with `errc::queue_full`. At least 1. The queries of a `query_stream` are limited by its concurrency alone.
  std::size_t max_waiting_calls = 1024;

  /// How long a call may wait for a connection or for its turn under the rate limit, in all; one that waits longer
  /// fails with `errc::queue_timeout`, so that a backlog does not grow old. Unset: until its deadline.
  std::optional<std::chrono::nanoseconds> max_wait = {};

  /// When a failed query is sent again.
  retry_options retry = {};

  /// How fast queries are sent.
  throttle_options throttle = {};

  /// When calls for the same instance share an answer.
  sharing_options sharing = {};

  /// The time for a whole call, see `call_options::timeout`.
  std::chrono::nanoseconds call_timeout = std::chrono::seconds(60);

  /// The time to connect, TLS handshake included.
  std::chrono::nanoseconds connect_timeout = std::chrono::seconds(10);

  /// If an address of the host does not answer, the next one is tried as well after this time ("happy eyeballs",
  /// RFC 8305, whose section 5 recommends 250 ms); at once if one fails. At least 10 ms.
  std::chrono::nanoseconds connect_stagger = std::chrono::milliseconds(250);

  /// A connection that was unused for this long is not used again. Keep it below the server's limit.
  std::chrono::nanoseconds idle_timeout = std::chrono::seconds(30);

  /// A connection this old is not used again, so that changes of addresses are seen.
  std::chrono::nanoseconds connection_max_age = std::chrono::minutes(5);

  /// Bytes of a request header, at most (tokens are large).
  std::size_t max_request_header = 32 * 1024;

  /// Bytes of a response header, at most. 1 KiB to 1 MiB.
  std::size_t max_response_header = 64 * 1024;

  /// Ask for answers packed with gzip and unpack them as they arrive: less on the line for more CPU. A server may send
  /// its answers as they are all the same.
  bool accept_gzip = false;

  /// Bytes of a response body, at most; unpacked, if it is gzip. Below 4 GiB.
  std::size_t max_response_body = 64 * 1024 * 1024;

  /// Depth of nested JSON in an answer, at most. At least 5, the depth of a row's cells.
  std::size_t max_json_depth = 64;

  /// Null: the machine's clock.
  std::shared_ptr<clock> time = {};

  /// The network in memory that connections are made in, see `memory_network.hpp`, in place of sockets: to the port of
  /// the endpoint, whatever its host. For tests with a mock server that listens there. Without TLS and proxies;
  /// credential sources that ask others still do so over sockets. Null: sockets.
  std::shared_ptr<memory_network> network = {};

  /// Is told what the client does, see `observer.hpp`. Null: nobody is.
  std::shared_ptr<dataarts::observer> observer = {};

  /// Throws `std::invalid_argument` naming the field that cannot be used and why.
  void validate() const;
};

/// The endpoint of a region, e.g. "https://dayu-dlf.cn-north-4.myhuaweicloud.com"; nothing for a name that
/// cannot be one (anything but lower-case letters, digits and hyphens).
std::optional<std::string> endpoint_of_region(std::string_view region);

}  // namespace dataarts

#endif
