#ifndef DATAARTS_ASYNC_HPP
#define DATAARTS_ASYNC_HPP

#include <dataarts/client.hpp>
#include <dataarts/query_stream.hpp>

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/prefer.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

/// The operations of a client for any completion token: callbacks, `asio::use_future`, `asio::deferred`,
/// `asio::use_awaitable`, `asio::as_tuple(…)`. Coroutines do better with the members of `client` itself, which compile
/// faster and allocate less.
namespace dataarts {

/// A handler of any type that takes the outcome of one query.
using query_handler = boost::asio::any_completion_handler<void(result<script_instance>)>;

/// A handler of any type that takes the next answer of a stream, or nothing at its end.
using next_handler = boost::asio::any_completion_handler<void(std::exception_ptr, std::optional<answered_query>)>;

/// The same for the next end of a run of a fleet.
using next_end_handler = boost::asio::any_completion_handler<void(std::exception_ptr, std::optional<finished_wait>)>;

/// Handlers of any type that take the end of a warm-up, and of a drain.
using warm_up_handler = boost::asio::any_completion_handler<void(result<std::size_t>)>;
using drain_handler = boost::asio::any_completion_handler<void()>;

/// Handlers of any type that take the end of a wait, and of a run.
using wait_handler = boost::asio::any_completion_handler<void(result<script_instance>)>;
using run_handler = boost::asio::any_completion_handler<void(result<finished_run>)>;

/// The compiled side of the functions below; not for direct use.
class client_access {
 public:
  static std::shared_ptr<engine> engine_of(client& which) noexcept { return which.engine_; }
  static std::shared_ptr<query_stream::state> state_of(query_stream& which) noexcept { return which.state_; }
  static boost::asio::any_io_executor executor_of(engine const& which);
  static boost::asio::any_io_executor executor_of(query_stream::state const& which);
  static std::shared_ptr<fleet_stream::state> state_of(fleet_stream& which) noexcept { return which.state_; }
  static boost::asio::any_io_executor executor_of(fleet_stream::state const& which);

  /// The executor to call the handler on, asked to keep its context running until then.
  template <class Handler>
  static boost::asio::any_io_executor tracked_executor(Handler const& handler,
                                                       boost::asio::any_io_executor const& otherwise) {
    boost::asio::any_io_executor const associated = boost::asio::get_associated_executor(handler, otherwise);
    return boost::asio::prefer(associated, boost::asio::execution::outstanding_work.tracked);
  }

  static void start_query(std::shared_ptr<engine> const& which, instance_ref ref, call_options const& options,
                          query_handler handler, boost::asio::any_io_executor executor);
  static void start_warm_up(std::shared_ptr<engine> const& which, std::size_t connections, warm_up_handler handler,
                            boost::asio::any_io_executor const& executor);
  static void start_drain(std::shared_ptr<engine> const& which, drain_handler handler,
                          boost::asio::any_io_executor const& executor);
  static void start_wait(std::shared_ptr<engine> const& which, instance_ref ref, poll_options options,
                         wait_handler handler, boost::asio::any_io_executor const& executor);
  static void start_run(std::shared_ptr<engine> const& which, script_ref what, script_parameters parameters,
                        run_options options, run_handler handler, boost::asio::any_io_executor const& executor);
  static void start_next(std::shared_ptr<fleet_stream::state> const& which, next_end_handler handler,
                         boost::asio::any_io_executor executor);
  static void start_next(std::shared_ptr<query_stream::state> const& which, next_handler handler,
                         boost::asio::any_io_executor executor);
};

/// As `client::query`. Signature: `void(result<script_instance>)`.
///
/// The handler is called on its associated executor (by default the client's), never from inside this function. That
/// executor must be convertible to `asio::any_io_executor`, as those of contexts and strands are.
/// Cancellation: through the handler's associated slot, as described at `client::query`.
template <class CompletionToken>
auto async_query(client& from, instance_ref ref, call_options options, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void(result<script_instance>)>(
      [which = client_access::engine_of(from)](auto handler, instance_ref asked, call_options const& chosen) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*which));
        client_access::start_query(which, std::move(asked), chosen, query_handler(std::move(handler)),
                                   std::move(executor));
      },
      token, std::move(ref), options);
}

template <class CompletionToken>
auto async_query(client& from, instance_ref ref, CompletionToken&& token) {
  return async_query(from, std::move(ref), call_options(), std::forward<CompletionToken>(token));
}

/// As `client::wait`. Signature: `void(result<script_instance>)`. The handler's executor runs the callbacks, too.
template <class CompletionToken>
auto async_wait(client& from, instance_ref ref, poll_options options, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void(result<script_instance>)>(
      [which = client_access::engine_of(from)](auto handler, instance_ref asked, poll_options chosen) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*which));
        client_access::start_wait(which, std::move(asked), std::move(chosen), wait_handler(std::move(handler)),
                                  executor);
      },
      token, std::move(ref), std::move(options));
}

/// As `client::run`. Signature: `void(result<finished_run>)`. The handler's executor runs the callbacks, too.
template <class CompletionToken>
auto async_run(client& from, script_ref what, script_parameters parameters, run_options options,
               CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void(result<finished_run>)>(
      [which = client_access::engine_of(from)](auto handler, script_ref asked, script_parameters given,
                                               run_options chosen) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*which));
        client_access::start_run(which, std::move(asked), std::move(given), std::move(chosen),
                                 run_handler(std::move(handler)), executor);
      },
      token, std::move(what), std::move(parameters), std::move(options));
}

/// As `query_stream::next`. Signature: `void(std::exception_ptr, std::optional<answered_query>)`.
template <class CompletionToken>
auto async_next(query_stream& from, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr, std::optional<answered_query>)>(
      [which = client_access::state_of(from)](auto handler) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*which));
        client_access::start_next(which, next_handler(std::move(handler)), std::move(executor));
      },
      token);
}

/// As `fleet_stream::next`. Signature: `void(std::exception_ptr, std::optional<finished_wait>)`.
template <class CompletionToken>
auto async_next(fleet_stream& from, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void(std::exception_ptr, std::optional<finished_wait>)>(
      [which = client_access::state_of(from)](auto handler) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*which));
        client_access::start_next(which, next_end_handler(std::move(handler)), std::move(executor));
      },
      token);
}

/// As `client::warm_up`. Signature: `void(result<std::size_t>)`.
template <class CompletionToken>
auto async_warm_up(client& which, std::size_t connections, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void(result<std::size_t>)>(
      [its = client_access::engine_of(which)](auto handler, std::size_t wanted) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*its));
        client_access::start_warm_up(its, wanted, warm_up_handler(std::move(handler)), executor);
      },
      token, connections);
}

/// As `client::drain`. Signature: `void()`.
template <class CompletionToken>
auto async_drain(client& which, CompletionToken&& token) {
  return boost::asio::async_initiate<CompletionToken, void()>(
      [its = client_access::engine_of(which)](auto handler) {
        auto executor = client_access::tracked_executor(handler, client_access::executor_of(*its));
        client_access::start_drain(its, drain_handler(std::move(handler)), executor);
      },
      token);
}

}  // namespace dataarts

#endif
