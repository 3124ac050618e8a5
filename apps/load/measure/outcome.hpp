#ifndef DATAARTS_LOAD_MEASURE_OUTCOME_HPP
#define DATAARTS_LOAD_MEASURE_OUTCOME_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts {
class failure;
}

namespace dataarts::load {

/// What became of a planned request. Each has a ledger entry and latencies of its own, so that answers that come fast
/// because they refuse never flatter those that took work.
enum class outcome : std::uint8_t {
  answered,              ///< HTTP 200 with a result, whatever the state of the run
  dns,                   ///< the host has no address
  connect_refused,       ///< nobody listens
  connect_failed,        ///< not reachable for another reason, a proxy's refusal included
  connect_timeout,       ///< no connection in time
  tls,                   ///< the handshake failed, or the certificate is not trusted
  write,                 ///< the request could not be sent
  reset,                 ///< the connection was reset while the answer was awaited
  closed,                ///< the server closed the connection without an answer
  eof_mid_body,          ///< the connection ended in the middle of the answer
  http_protocol,         ///< the answer is not valid HTTP
  header_too_large,      ///< a limit of the client
  body_too_large,        ///< a limit of the client
  json,                  ///< the body is not JSON
  schema,                ///< the body is JSON, but no answer of this API
  throttled,             ///< HTTP 429
  auth,                  ///< HTTP 401 or 403, or no credentials
  not_found,             ///< no such script, instance, workspace or API
  client_4xx,            ///< any other HTTP 4xx
  server_5xx,            ///< HTTP 5xx
  other_status,          ///< a status that the API does not know, such as 302
  deadline,              ///< the call's time was over
  cancelled,             ///< the load test ended first
  dropped_by_generator,  ///< never sent: too many were in flight already
  pool_wait_timeout,     ///< never sent: no connection was free in time
  held_back,             ///< never sent: a `Retry-After` did not pass in time
  invalid,               ///< never sent: the reference cannot be put into a request
};

inline constexpr std::size_t outcome_count = static_cast<std::size_t>(outcome::invalid) + 1;

/// The name as it stands in the enumeration, for files and reports.
std::string_view to_string(outcome value) noexcept;
std::optional<outcome> outcome_named(std::string_view name) noexcept;

/// The class of a call that failed.
outcome outcome_of(failure const& why) noexcept;

/// False for those that were never sent to anybody.
constexpr bool was_sent(outcome value) noexcept {
  return value != outcome::dropped_by_generator && value != outcome::pool_wait_timeout && value != outcome::held_back &&
         value != outcome::invalid;
}

/// True for what counts against the service or the network in `errors`: everything but an answer, what the test itself
/// cut off when it ended, and what was never sent.
constexpr bool is_error(outcome value) noexcept {
  return value != outcome::answered && value != outcome::cancelled && value != outcome::dropped_by_generator;
}

/// The states of runs, as answers tell them.
enum class run_state : std::uint8_t { launching, running, finished, failed, other };
inline constexpr std::size_t run_state_count = 5;
std::string_view to_string(run_state value) noexcept;

}  // namespace dataarts::load

#endif
