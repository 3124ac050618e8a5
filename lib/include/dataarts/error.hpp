#ifndef DATAARTS_ERROR_HPP
#define DATAARTS_ERROR_HPP

#include <boost/system/error_code.hpp>
#include <boost/system/error_condition.hpp>

#include <string_view>
#include <type_traits>

namespace dataarts {

/// What went wrong, one value per cause. Branch on `condition`, not on these.
enum class errc {
  // refused before anything was sent
  invalid_reference = 1,    ///< the script or instance name cannot be put into a request
  invalid_argument,         ///< a value of the operation cannot be put into a request
  request_too_large,        ///< the request header would pass `max_request_header`
  queue_full,               ///< `max_waiting_calls` calls wait for a connection already
  queue_timeout,            ///< the call waited longer than `max_wait` for a connection or its turn
  credentials_unavailable,  ///< `auth_source` could give no credentials this time
  credentials_missing,      ///< `auth_source` has none to give: nothing is configured, or what there is was refused
  credentials_refused,      ///< not sent: the service refused the signatures before, and would lock the key
  // ended by this side, perhaps after the request was sent
  client_closed,      ///< the client was closed or destroyed
  cancelled,          ///< the caller cancelled the operation
  deadline_exceeded,  ///< the call took longer than its timeout
  // no connection
  resolve_failed,        ///< the host name has no address
  connect_failed,        ///< no address of the host accepted a connection
  connect_timeout,       ///< no connection within `connect_timeout`
  tls_failed,            ///< the TLS handshake failed
  certificate_rejected,  ///< the server's certificate is not trusted, or is for another host
  proxy_refused,         ///< the proxy does not let this client through to the endpoint
  // the connection broke
  write_failed,        ///< the request could not be sent
  read_failed,         ///< the connection was reset while the answer was awaited
  connection_closed,   ///< the server closed the connection without an answer
  truncated_response,  ///< the connection ended in the middle of the answer
  // not a valid answer
  header_too_large,     ///< the response header is longer than `max_response_header`
  body_too_large,       ///< the response body is longer than `max_response_body`
  http_protocol_error,  ///< the answer is not valid HTTP
  unexpected_status,    ///< a status that this call does not know, such as 204 or 302
  invalid_json,         ///< the body is not JSON
  invalid_utf8,         ///< the body is JSON with text that is not UTF-8
  json_too_deep,        ///< the body nests deeper than `max_json_depth`
  missing_status,       ///< the body has no `status`
  unexpected_type,      ///< a member of the body has a type that cannot be read
  duplicate_member,     ///< a known member stands twice in one object
  // refused by the service
  request_rejected,  ///< HTTP 4xx without a value of its own below
  request_timeout,   ///< HTTP 408: the request took the server too long to come
  unauthorized,      ///< HTTP 401: no, wrong or expired credentials
  forbidden,         ///< HTTP 403: the credentials do not allow this call
  not_found,         ///< no such script, instance, workspace or API
  throttled,         ///< HTTP 429: too many requests
  server_error,      ///< HTTP 5xx
  // what a wait came to
  run_failed,           ///< the run ended as FAILED, and the caller wants that as a failure
  checkpoint_unusable,  ///< the checkpoint file cannot be read, written or used for this wait
};

/// The number of values of `errc`; the values are 1 to this.
inline constexpr int errc_count = static_cast<int>(errc::checkpoint_unusable);

/// What a caller can do about it. One `errc` may meet several conditions:
/// `if (answer.error() == condition::transient) …`.
enum class condition {
  timeout = 1,         ///< a deadline passed
  cancelled,           ///< cancelled by the caller, or the client was closed
  overloaded,          ///< this client has too much to do
  invalid_request,     ///< the request cannot be sent as it is
  unreachable,         ///< no connection to the endpoint could be made
  connection_lost,     ///< a connection broke before the answer was complete
  untrusted,           ///< TLS failed or the certificate is not trusted
  unauthorized,        ///< the credentials are missing, wrong, expired or not sufficient
  not_found,           ///< no such script, instance, workspace or API
  throttled,           ///< slow down
  rejected,            ///< the service refused the request (any HTTP 4xx)
  server_error,        ///< the service failed (HTTP 5xx)
  malformed_response,  ///< the answer cannot be read
  limit_exceeded,      ///< the answer passes a limit of `client_config`
  transient,           ///< the same call may succeed later
  run_failed,          ///< the run of the script ended as FAILED
};

/// The number of values of `condition`; the values are 1 to this.
inline constexpr int condition_count = static_cast<int>(condition::run_failed);

/// The name as it stands in the enumeration, e.g. "connect_failed"; "unknown_error" for any other value. For logs,
/// metrics and machine-readable output: names stay, sentences may be improved.
std::string_view to_string(errc value) noexcept;

/// The category of `errc` values: one sentence per value.
boost::system::error_category const& error_category() noexcept;

/// The category of `condition` values.
boost::system::error_category const& condition_category() noexcept;

boost::system::error_code make_error_code(errc value) noexcept;
boost::system::error_condition make_error_condition(condition value) noexcept;

/// True if `value` meets `what`. Same as `make_error_code(value) == what`.
bool meets(errc value, condition what) noexcept;

}  // namespace dataarts

template <>
struct boost::system::is_error_code_enum<dataarts::errc> : std::true_type {};
template <>
struct boost::system::is_error_condition_enum<dataarts::condition> : std::true_type {};

#endif
