#ifndef DATAARTS_OBSERVER_HPP
#define DATAARTS_OBSERVER_HPP

#include <dataarts/clock.hpp>
#include <dataarts/error.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/trace_context.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts {

/// What a query does, as operation name and as OpenTelemetry's `url.template`: the literal template, so that no name or
/// id ever becomes a label. The other operations: `execute_script`, `stop_script_instance`, `show_script`,
/// `list_scripts`, `create_script`, `update_script`, `delete_script`. Names in records live as long as the program.
inline constexpr std::string_view query_operation = "query_script_instance";
inline constexpr std::string_view query_url_template = "/v1/{project_id}/scripts/{script_name}/instances/{instance_id}";

/// A span of a trace, see `call_options::trace` and `observer::begin_trace`.
struct span_context {
  trace_id trace = {};
  span_id span = {};
  span_id parent = {};  ///< all zero: the root of its trace
  bool sampled = false;
  std::string_view state = {};  ///< value of `tracestate`
};

/// A connection. Those of one client are numbered from 1.
struct connection_record {
  std::uint64_t number = 0;
  std::string_view server_address = {};        ///< host of the endpoint
  std::uint16_t server_port = 0;               ///< port of the endpoint
  std::string_view network_peer_address = {};  ///< the address it goes to; empty as long as there is none
  std::uint16_t network_peer_port = 0;
  bool tls = false;
  clock::time_point began = {};                    ///< opening it began
  std::optional<clock::time_point> resolved = {};  ///< the addresses were there; unset if the host is an address
  std::optional<clock::time_point> connected = {};
  std::optional<clock::time_point> opened = {};  ///< fit for requests: after the TLS handshake, if there is one
  /// What the hook tells of happened then; in a hook of an attempt, that record's `now`.
  clock::time_point now = {};
};

/// Why a connection was closed.
enum class close_reason : std::uint8_t {
  error = 1,       ///< it broke, or what came over it was no answer
  server_closed,   ///< by the server while it was idle, or before any byte of an answer
  not_kept_alive,  ///< the answer ended it, or it may not be used again after that
  idle_timeout,    ///< `client_config::idle_timeout`
  max_age,         ///< `client_config::connection_max_age`
  interrupted,     ///< the call on it was cancelled or its time was over
  client_closed,   ///< the client was closed
};

/// The name as it stands in the enumeration, e.g. "idle_timeout".
std::string_view to_string(close_reason value) noexcept;

/// One attempt of a call: a request that was sent, or could not be sent since there was no connection.
struct attempt_record {
  std::uint64_t call = 0;  ///< number of the call
  std::string_view operation = query_operation;
  std::string_view http_request_method = "GET";
  std::string_view url_template = query_url_template;
  unsigned resend_count = 0;           ///< attempts of the call before this one
  std::optional<errc> error = {};      ///< unset: a result came. Its name, `to_string`, is OpenTelemetry's `error.type`
  int http_status = 0;                 ///< 0: none was received
  std::string_view service_code = {};  ///< e.g. "APIGW.0308"
  std::string_view request_id = {};    ///< `X-Request-Id` of the answer
  connection_record const* connection = nullptr;  ///< null if it waited for one in vain
  bool connection_reused = false;
  std::uint64_t bytes_sent = 0;                      ///< of the request, header and all
  std::uint64_t bytes_received = 0;                  ///< of the answer, header and all
  span_context const* span = nullptr;                ///< the one for `traceparent`; null: the request has none
  clock::time_point queued = {};                     ///< it began to wait for credentials, a connection and its turn
  std::optional<clock::time_point> sent = {};        ///< sending began; unset if it could not be sent
  std::optional<clock::time_point> first_byte = {};  ///< of the answer
  /// `attempt_began`: sending begins. `attempt_ended`: the last byte of the answer was read, or it was known that none
  /// comes. Hooks run some time after that: the last piece of an answer is decoded before.
  clock::time_point now = {};
  clock::wall_time wall_now = {};  ///< the same as time of day; `wall_now - (now - t)` is the time of day of any t
};

/// One call. Those of one client are numbered from 1.
struct call_record {
  std::uint64_t call = 0;
  std::string_view operation = query_operation;
  std::string_view http_request_method = "GET";
  std::string_view url_template = query_url_template;
  std::string_view server_address = {};
  std::uint16_t server_port = 0;
  instance_ref const* ref = nullptr;  ///< what is asked for, as far as it has names: for logs, never for labels
  std::optional<errc> error = {};     ///< unset: it has a result
  int http_status = 0;                ///< of the last answer; 0: none was received
  std::string_view service_code = {};
  std::string_view request_id = {};
  unsigned attempts = 0;
  clock::duration waited = {};         ///< for credentials, connections and turns, in all
  clock::duration paused = {};         ///< between attempts
  span_context const* span = nullptr;  ///< null if the call is not traced
  clock::time_point began = {};
  /// `call_began`: the same as `began`. `call_ended`: its last attempt ended, whose `now` this is then, or it ended
  /// without one. The caller is told later: what is left is to decode the last piece of the answer, to run hooks and to
  /// call the caller back, which is in no record.
  clock::time_point now = {};
  clock::wall_time wall_now = {};  ///< the same as time of day; `wall_now - (now - t)` is the time of day of any t
};

/// What the rate limit is now.
struct limiter_record {
  std::string_view server_address = {};
  std::uint16_t server_port = 0;
  double requests_per_second = 0;  ///< 0: none
  bool throttled = false;          ///< an answer of HTTP 429 changed it; else a good answer did
};

/// Is told what a client does; set by `client_config::observer`. Every hook does nothing by default.
///
/// Hooks run inside the client, on the thread that moves it, with the client's internal lock held: one at a time per
/// client, in the order in which things happen. They hold up all calls of the client, so they have to be quick, and
/// must neither call the client (it would wait for itself) nor throw. An observer that several clients share is called
/// by several threads at once. Records are views, valid until the hook returns. They hold no secrets: neither tokens
/// nor keys, and of what the server sent only codes and ids, in which the client's secrets are hidden.
///
/// Times are in order: of an attempt `queued`, `sent`, `first_byte` and `now`, of a call `began` and `now`, which is
/// not before the end of an attempt of it. No duration is negative.
///
/// Without an observer each place where a hook would run costs one branch. With one that does nothing a query costs
/// some more looks at the clock, no allocation and no system call.
class observer {
 public:
  observer() = default;
  observer(observer const&) = delete;
  observer& operator=(observer const&) = delete;
  virtual ~observer() = default;

  /// Asked once, when the client is made. False: `wall_now` of the records is left at its epoch, which spares a query
  /// four looks at the system's clock and as many at the monotonic one.
  virtual bool wants_time_of_day() const noexcept { return true; }

  /// Asked at the start of a call that was given no trace by its options: a trace of its own (`trace_context` with no
  /// parent) or none. The call sends `traceparent` then.
  virtual std::optional<trace_context> begin_trace() noexcept { return std::nullopt; }

  /// Every call that begins also ends, those that are refused at once included. A context that is destroyed ends all
  /// with `errc::client_closed`.
  virtual void call_began(call_record const&) noexcept {}
  virtual void call_ended(call_record const&) noexcept {}

  /// A request is about to be written. `attempt_ended` follows, under the number of another call if that took the
  /// request over: one that shared it, when the call that began it was cancelled or its time was over.
  virtual void attempt_began(attempt_record const&) noexcept {}

  /// An attempt came to something. Without `attempt_began` (and with `attempt_record::sent` unset) if there was no
  /// connection for it.
  virtual void attempt_ended(attempt_record const&) noexcept {}

  /// `connection_closed` follows. A connection that could not be opened is told by `connection_failed` alone.
  virtual void connection_opened(connection_record const&) noexcept {}
  virtual void connection_closed(connection_record const&, close_reason) noexcept {}

  /// `errc::cancelled`: it was given up since nobody waited for it any more.
  virtual void connection_failed(connection_record const&, errc) noexcept {}

  /// The rate limit was set, learnt, lowered or raised.
  virtual void limiter_changed(limiter_record const&) noexcept {}
};

}  // namespace dataarts

#endif
