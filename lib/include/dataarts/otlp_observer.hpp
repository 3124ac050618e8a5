#ifndef DATAARTS_OTLP_OBSERVER_HPP
#define DATAARTS_OTLP_OBSERVER_HPP

#include <dataarts/client_config.hpp>
#include <dataarts/observer.hpp>
#include <dataarts/retry_options.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dataarts {

/// Where and how an `otlp_observer` sends. Aggregate: set what differs from the defaults.
struct otlp_options {
  using pairs = std::vector<std::pair<std::string, std::string>>;

  /// Base URL of the collector, `http://HOST[:PORT][/PATH]` or https; "/v1/traces" and "/v1/metrics" are appended. 4318
  /// is the port that the OTLP specification gives to HTTP.
  std::string endpoint = "http://localhost:4318";

  /// Headers of each request, e.g. an API key. Never shown.
  pairs headers = {};

  /// Attributes of the resource, e.g. `{"service.name", "report-builder"}`. Without that name "unknown_service" is
  /// sent, as the specification asks for.
  pairs resource = {};

  bool traces = true;
  bool metrics = true;

  /// The share of the calls without a trace that are the root of one, 0 to 1. Calls that were given a trace are sent if
  /// that is sampled.
  double sample_ratio = 0;

  /// Spans that wait to be sent, at most; more are dropped and counted. Default of OpenTelemetry's batch processor, as
  /// are the next two.
  std::size_t max_queued_spans = 2048;
  std::size_t max_batch = 512;

  /// How long the first span of a batch, or a change of a metric, waits for others before all are sent.
  std::chrono::nanoseconds interval = std::chrono::seconds(5);

  /// The time for one request.
  std::chrono::nanoseconds timeout = std::chrono::seconds(10);

  /// When a request is repeated: after HTTP 429, 502, 503 and 504 and when there is no answer. The budget is not used.
  retry_options retry = {.max_attempts = 5,
                         .base_delay = std::chrono::seconds(1),
                         .max_delay = std::chrono::seconds(30),
                         .max_retry_after = std::chrono::minutes(1)};

  tls_config tls = {};

  /// Null: the machine's clock.
  std::shared_ptr<clock> time = {};

  /// Throws `std::invalid_argument` naming the field that cannot be used and why.
  void validate() const;
};

/// What became of the spans and metrics of an `otlp_observer`.
struct otlp_stats {
  std::uint64_t spans_sent = 0;
  std::uint64_t spans_dropped = 0;    ///< the queue was full, the collector could not be reached, or refused them
  std::uint64_t requests_sent = 0;    ///< repetitions included
  std::uint64_t requests_failed = 0;  ///< given up: their content is lost; metrics are sent again with the next change
  std::size_t spans_queued = 0;
  std::string last_problem = {};  ///< why the last request failed, in one line; never holds headers
};

/// Sends the calls of clients to an OpenTelemetry collector: OTLP over HTTP in the JSON encoding, traces and metrics.
///
/// Hooks only copy what they are told into a bounded queue; batches are sent on the observer's executor, which may be
/// the client's. All members may be called from any thread. Several clients may share an observer.
///
/// What waits to be sent keeps the executor's context running until it was sent or given up: at most `interval` and the
/// attempts of one request. With nothing to send the context may end. Destroying the observer drops what is queued:
/// await `flush` before.
class otlp_observer final : public observer {
 public:
  /// Does no I/O. Throws `std::invalid_argument` naming the field that cannot be used.
  otlp_observer(boost::asio::any_io_executor const& executor, otlp_options options);
  ~otlp_observer() override;

  /// Sends all that is queued now, at once. Completes when that was sent or given up: false if something was lost
  /// meanwhile. No errors.
  /// Cancellation: terminal; completes at once with false, sending goes on.
  /// Lifetime: ends with false when the observer is destroyed. Not from a hook.
  boost::asio::awaitable<bool> flush();

  otlp_stats stats() const;

  std::optional<trace_context> begin_trace() noexcept override;
  void call_began(call_record const& record) noexcept override;
  void call_ended(call_record const& record) noexcept override;
  void attempt_began(attempt_record const& record) noexcept override;
  void attempt_ended(attempt_record const& record) noexcept override;
  void connection_opened(connection_record const& record) noexcept override;
  void connection_closed(connection_record const& record, close_reason why) noexcept override;
  void connection_failed(connection_record const& record, errc why) noexcept override;
  void limiter_changed(limiter_record const& record) noexcept override;

 private:
  class exporter;
  std::shared_ptr<exporter> exporter_;
};

}  // namespace dataarts

#endif
