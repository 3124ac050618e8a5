#ifndef DATAARTS_CLIENT_HPP
#define DATAARTS_CLIENT_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/client_config.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/fleet_options.hpp>
#include <dataarts/fleet_stream.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/poll_options.hpp>
#include <dataarts/query_stream.hpp>
#include <dataarts/run_options.hpp>
#include <dataarts/script.hpp>
#include <dataarts/script_instance.hpp>

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <utility>

namespace dataarts {

class engine;

/// Counters of a client since it was made, and its state now.
struct client_stats {
  std::uint64_t calls_started = 0;
  std::uint64_t calls_answered = 0;       ///< with a result
  std::uint64_t calls_failed = 0;         ///< with a failure of any kind
  std::uint64_t calls_shared = 0;         ///< that waited for the answer to another call, see `sharing_options`
  std::uint64_t calls_from_memory = 0;    ///< answered without a request
  std::uint64_t requests_sent = 0;        ///< repetitions included
  std::uint64_t stale_retries = 0;        ///< requests repeated because a reused connection was closed
  std::uint64_t retries = 0;              ///< requests repeated after a failure, see `retry_options`
  std::uint64_t throttled = 0;            ///< answers of HTTP 429
  std::uint64_t credential_renewals = 0;  ///< times that `client_config::auth_source` gave credentials
  std::uint64_t connections_opened = 0;
  std::uint64_t connect_failures = 0;
  std::size_t connections_open = 0;  ///< busy or idle, now
  std::size_t connections_idle = 0;
  std::size_t connections_opening = 0;
  std::size_t calls_authorizing = 0;  ///< waiting for credentials, now
  std::size_t calls_waiting = 0;      ///< for a connection, now
  std::size_t calls_in_exchange = 0;  ///< sent and not answered, now
  std::size_t calls_pausing = 0;      ///< between two attempts, now
  double requests_per_second = 0;     ///< the limit at present, set or learnt; 0: none
};

/// Queries script instances over a pool of keep-alive connections.
///
/// A client belongs to one executor. All members may be called from any thread, also while the context is run by
/// several threads; for many cores, one client per `io_context` per thread scales best. Give a context that one thread
/// runs the hint 1, as in `io_context(1)`: the client then spares what it does for the sake of other threads. On such a
/// context a callback that blocks holds up all calls of the client.
///
/// Destroying a client, or `close()`, cancels everything: pending operations complete with `errc::client_closed`
/// and all connections are closed. An idle client does not keep its context running.
class client {
 public:
  /// Makes a client; does no I/O. Throws `std::invalid_argument` naming the field if `config` cannot be used,
  /// TLS files included. `executor` has to belong to an `asio::io_context` or another context with sockets.
  client(boost::asio::any_io_executor executor, client_config config);
  client(client&& other) noexcept;
  client& operator=(client&& other) noexcept;
  ~client();

  /// Asks for the state and result of one script instance.
  ///
  /// Completes when the answer is complete, the call's time is over, it is cancelled, or it cannot succeed. The
  /// request is sent once more, on a fresh connection, only if a reused connection broke before any byte of the
  /// answer came (the query changes nothing on the server).
  /// @param ref  what to ask for; owned by the call.
  /// @param options  see `call_options`.
  /// Errors: all of `errc`. A run that FAILED is a result, not an error.
  /// Cancellation: `terminal`, `partial` and `total` complete the call at once with `errc::cancelled`; a connection
  /// in the middle of an exchange is closed.
  /// Concurrency: any number of calls; those beyond `max_connections` wait in order.
  /// Lifetime: the call does not refer to the client once started.
  /// For a future or a callback use `async_query` (`dataarts/async.hpp`). `co_spawn` takes coroutines that return a
  /// default-constructible type, so a query is spawned as part of a coroutine of one's own, not by itself.
  boost::asio::awaitable<result<script_instance>> query(instance_ref ref, call_options options = call_options());

  /// Queries every reference of a range and gives the answers in the order in which they arrive, see `query_stream`.
  ///
  /// @param range  anything with `begin` and `end` over values convertible to `instance_ref`. An lvalue is referred
  /// to and must outlive the stream, an rvalue is moved into it. It is read as the queries start, never as a whole.
  template <class Range>
    requires requires(Range& some) {
      std::begin(some);
      std::end(some);
    }
  query_stream query_all(Range&& range, query_all_options options = query_all_options()) {
    return query_all(make_reference_source(std::forward<Range>(range)), std::move(options));
  }
  query_stream query_all(std::unique_ptr<reference_source> source, query_all_options options = query_all_options());

  /// Starts a run of a script. Gives the reference of the run, for `wait`, `query` and `stop`.
  ///
  /// Completes as `query` does, with the service's answer that it started the run, not with the run's end.
  /// @param parameters  values for the script's variables.
  /// Errors: those of `query`, and `errc::invalid_argument` for parameters that cannot be sent. If the connection broke
  /// or the time was over after the request was sent, the run may have started: `failure::effect_unknown` is true.
  /// The service knows no way to find out, so the request is never sent twice then; it is after refusals that started
  /// nothing, such as HTTP 429, and if no connection could be made.
  /// Cancellation, concurrency, lifetime: as `query`. All operations on scripts give a default-constructible type, so
  /// that `co_spawn` takes them with any completion token.
  boost::asio::awaitable<result<instance_ref>> execute(script_ref what,
                                                       script_parameters parameters = script_parameters(),
                                                       call_options options = call_options());

  /// Ends a run. Completes when the service has taken the request. What a stopped run reports is not documented: ask
  /// for it with `query`. Repeated after failures as a query is: stopping twice is stopping once.
  boost::asio::awaitable<result<void>> stop(instance_ref what, call_options options = call_options());

  /// Waits until a run is over, and gives its state and result.
  ///
  /// Completes when a look finds the run FINISHED or FAILED, when `poll_options::deadline` has passed, when it is
  /// cancelled, or when it cannot succeed. A look is a query; throttling and HTTP 503 make the next one come later and
  /// never end the wait. A status that is not documented is not the end of a run.
  /// @param options  see `poll_options`. The deadline does not cut a look that is under way: the last one begins when
  /// it passes and has its own timeout.
  /// Errors: those of `query`, of the last look; `errc::deadline_exceeded`; `errc::run_failed` if
  /// `failed_is_failure`; `errc::invalid_argument` for options that cannot be used. All tell what was seen until then:
  /// `failure::observed`, `failure::last_answer`.
  /// Cancellation: any type that the coroutine lets through completes it at once with `errc::cancelled`. Closing and
  /// draining the client end it with `errc::client_closed`; a drain lets a look that is under way come to its end.
  /// Concurrency: any number of waits; for thousands of runs `wait_all` needs less of everything.
  /// A pending wait keeps the context running. For other completion tokens: `async_wait` (`dataarts/async.hpp`).
  boost::asio::awaitable<result<script_instance>> wait(instance_ref ref, poll_options options = poll_options());

  /// Starts a run and waits for its end: `execute`, then `wait`.
  ///
  /// Errors: those of both. A failure after the start has `failure::instance_id`, so that the run can be found again.
  /// Cancellation: as `wait`; with `run_options::stop_when_cancelled` the operation stops the run before it completes,
  /// and tells in the failure's text if that failed. While the start is under way nobody knows yet what to stop:
  /// `failure::effect_unknown`. For other completion tokens: `async_run` (`dataarts/async.hpp`).
  boost::asio::awaitable<result<finished_run>> run(script_ref what, script_parameters parameters = script_parameters(),
                                                   run_options options = run_options());

  /// Waits for the ends of many runs, up to a million, and gives them in the order in which they are found, see
  /// `fleet_stream`.
  ///
  /// One scheduler decides which run is looked at when: it learns how long the runs of each script take, and looks
  /// where a look is worth most under the given rate (docs/waiting.md). No run is looked at again once it is over, and
  /// none waits for longer than its interval and one sweep over all of them. Throttling and HTTP 503 slow all looks
  /// down. If nothing but refusals of the credentials comes, or nothing but failures that may pass, for `concurrency *
  /// max_failures` looks in a row, the whole wait ends with them. Closing and draining the client end it, too, looks
  /// under way included.
  /// @param range  as for `query_all`; read to its end as soon as the wait has begun, piece by piece, on the client's
  /// executor.
  /// Throws `std::invalid_argument` naming the option that cannot be used, and `call_error` with
  /// `errc::checkpoint_unusable` if the checkpoint file cannot be read, locked or opened, or belongs to another
  /// endpoint or project.
  template <class Range>
    requires requires(Range& some) {
      std::begin(some);
      std::end(some);
    }
  fleet_stream wait_all(Range&& range, fleet_options options = fleet_options()) {
    return wait_all(make_reference_source(std::forward<Range>(range)), std::move(options));
  }
  fleet_stream wait_all(std::unique_ptr<reference_source> source, fleet_options options = fleet_options());

  /// The script itself.
  boost::asio::awaitable<result<script>> show(script_ref what, show_options options = show_options());

  /// A part of the list of scripts.
  boost::asio::awaitable<result<script_page>> list(list_options options = list_options());

  /// Makes a new script. The draft needs `name`, `type` and `content`. Never sent twice, see `execute`.
  /// @param workspace  empty: that of `client_config::workspace`.
  boost::asio::awaitable<result<void>> create(script_draft draft, std::string workspace = {},
                                              call_options options = call_options());

  /// Changes what the draft holds and leaves the rest. Name and type of a script cannot change.
  boost::asio::awaitable<result<void>> update(script_ref what, script_draft changes,
                                              call_options options = call_options());

  /// Deletes a script. Never sent twice, see `execute`.
  boost::asio::awaitable<result<void>> remove(script_ref what, call_options options = call_options());

  /// Opens connections before they are needed, so that the first queries find them.
  ///
  /// Completes when `connections` of them are open, those counted that are open already, or all that were missing are
  /// open or have failed; each has `connect_timeout`. Gives the number of open connections.
  /// @param connections  as many are open at least; more than `max_connections` stand for that.
  /// Errors: those of connecting, if none is open in the end; `errc::client_closed`, `errc::cancelled`. Nothing is
  /// tried twice.
  /// Cancellation: any type completes it at once; connections that nobody else waits for are given up.
  /// A pending warm-up keeps the context running, connections that are open and idle do not; `idle_timeout` closes
  /// them as any others. For other completion tokens: `async_warm_up` (`dataarts/async.hpp`).
  boost::asio::awaitable<result<std::size_t>> warm_up(std::size_t connections);

  /// Lets what is under way come to its end, then closes the client.
  ///
  /// From now on new calls fail with `errc::client_closed`, also those of streams; calls that were started, their
  /// repetitions and warm-ups go on. Completes when the last of them has ended and all connections are closed: at once
  /// if there is none. Calls end by their deadlines, so this does, too. Never fails.
  /// Cancellation: any type closes the client at once, see `close`; race it against a timer to drain for a limited
  /// time. Any number of drains may wait. For other completion tokens: `async_drain` (`dataarts/async.hpp`).
  boost::asio::awaitable<void> drain();

  client_stats stats() const;

  /// Cancels everything, see above. Does not wait. Later calls fail with `errc::client_closed`.
  void close() noexcept;

 private:
  friend class client_access;
  std::shared_ptr<engine> engine_;
};

}  // namespace dataarts

#endif
