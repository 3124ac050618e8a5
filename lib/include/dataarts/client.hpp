#ifndef DATAARTS_CLIENT_HPP
#define DATAARTS_CLIENT_HPP

#include <dataarts/call_options.hpp>
#include <dataarts/client_config.hpp>
#include <dataarts/failure.hpp>
#include <dataarts/instance_ref.hpp>
#include <dataarts/query_stream.hpp>
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
