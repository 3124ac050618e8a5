#ifndef DATAARTS_LOAD_MEASURE_MEASUREMENT_HPP
#define DATAARTS_LOAD_MEASURE_MEASUREMENT_HPP

#include "histogram/hdr_histogram.hpp"
#include "measure/outcome.hpp"

#include <dataarts/observer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dataarts::load {

/// Counters of connections and bytes.
struct traffic {
  std::uint64_t requests_sent = 0;  ///< attempts, the client's own repetitions included
  std::uint64_t stale_repeats = 0;  ///< of them, those sent again since the server had closed a kept connection
  std::uint64_t on_reused = 0;      ///< of them, those over a connection that had served one before
  std::uint64_t connections_opened = 0;
  std::uint64_t connections_failed = 0;  ///< could not be opened
  std::uint64_t closed_by_server = 0;    ///< idle, or before any byte of an answer, or announced by its answer
  std::uint64_t closed_broken = 0;       ///< broke in the middle of something
  std::uint64_t closed_by_client = 0;    ///< too old, idle for too long, or at a call's deadline
  std::uint64_t bytes_sent = 0;          ///< HTTP, without TLS
  std::uint64_t bytes_received = 0;
  std::uint64_t retry_after = 0;   ///< answers with a `Retry-After`
  std::uint64_t held_back_ns = 0;  ///< how long it held all requests of a thread back; of several threads, the sum

  void add(traffic const& other) noexcept;
};

/// Both latencies of one class of outcomes.
struct latencies {
  hdr_histogram response;  ///< from the planned instant to the end: what a user waits
  hdr_histogram service;   ///< from sending to the end: what the server and the network take
};

/// The phases of connections and exchanges.
struct phases {
  hdr_histogram queue;       ///< from the request's start to sending: waiting for a connection, or a turn
  hdr_histogram dns;         ///< of connections that had a name to look up
  hdr_histogram connect;     ///< TCP
  hdr_histogram tls;         ///< the handshake
  hdr_histogram first_byte;  ///< from sending to the first byte of the answer
};

/// Runs of scripts, of the workload model.
struct runs_seen {
  std::uint64_t started = 0;
  std::uint64_t over = 0;      ///< seen to be over
  std::uint64_t given_up = 0;  ///< looks or the start failed for good, or the test ended first
  std::uint64_t executes = 0;  ///< requests sent to start one, the client's own repetitions included
  std::uint64_t polls = 0;     ///< requests sent to look at one, likewise
  hdr_histogram detection;     ///< from a run's end, as far as it is known, to the end of the look that found it
};

/// What one worker saw during one interval, or all workers during a whole run: measurements are added up. All times are
/// nanoseconds. What ended in an interval is counted there, whenever it was planned.
class measurement {
 public:
  std::uint64_t planned = 0;  ///< instants that came
  std::array<std::uint64_t, outcome_count> ended{};
  std::array<std::uint64_t, run_state_count> states{};  ///< of those that were answered
  std::array<std::uint64_t, 6> status_classes{};        ///< by the first digit of the HTTP status; [0]: none came
  traffic wire;
  hdr_histogram lag;  ///< from the planned instant to the request's start: what the generator adds by itself
  load::phases phases;
  runs_seen runs;

  /// What the first failure of each class said, see `note_failure`; empty where none did. Of several workers or shards
  /// one of theirs, the first in the alphabet, so that their order does not matter.
  std::array<std::string, outcome_count> first_failures;

  /// Keeps what a failure said, in one short line without anything that steers a terminal.
  void note_failure(outcome which, std::string_view message);

  /// Null for classes that nothing ended in.
  latencies const* of(outcome which) const noexcept { return latencies_[static_cast<std::size_t>(which)].get(); }

  /// The same, made if there is none yet: for the reader of a result file.
  latencies& room_for(outcome which);

  /// Notes an outcome of a planned request. `service` below 0: nothing was sent.
  void end(outcome which, std::int64_t response, std::int64_t service);

  void add(measurement const& other);
  void reset() noexcept;

  std::uint64_t count(outcome which) const noexcept { return ended[static_cast<std::size_t>(which)]; }
  std::uint64_t completed() const noexcept;  ///< that were sent and came to something
  std::uint64_t errors() const noexcept;     ///< see `is_error`

  /// Of what shares of errors are: what ended but `cancelled` and `dropped_by_generator`, which say nothing of the
  /// service.
  std::uint64_t judged() const noexcept;

  /// That were given up by a time-out: `connect_timeout`, `deadline` and `held_back`. They would have taken longer than
  /// that.
  std::uint64_t unanswered_in_time() const noexcept;

 private:
  std::array<std::unique_ptr<latencies>, outcome_count> latencies_;
};

}  // namespace dataarts::load

#endif
