// `client::wait` and `client::run`, and their forms for any completion token.

#include <dataarts/async.hpp>

#include "engine.hpp"
#include "scripts/run_requests.hpp"
#include "waiting/option_checks.hpp"
#include "waiting/wait_for_end.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts {

namespace {

namespace asio = boost::asio;

/// `co_spawn` takes what can be made from nothing.
template <class T>
using spawned = asio::awaitable<std::optional<result<T>>>;

failure unusable(std::string objection) {
  failure::details details;
  details.where = std::move(objection);
  return failure(errc::invalid_argument, std::move(details));
}

asio::awaitable<result<script_instance>> wait(std::shared_ptr<engine> which, instance_ref ref, poll_options options) {
  if (auto objection = waiting::objection_to(options)) co_return unusable(std::move(*objection));
  // Cancellation is an outcome here, whenever it comes; what the caller chose holds again afterwards.
  bool const throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  auto outcome = co_await waiting::wait_for_end(std::move(which), std::move(ref), std::move(options), false);
  co_await asio::this_coro::throw_if_cancelled(throws);
  co_return outcome;
}

spawned<script_instance> wait_apart(std::shared_ptr<engine> which, instance_ref ref, poll_options options) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  auto outcome = co_await wait(std::move(which), std::move(ref), std::move(options));
  co_return std::optional(std::move(outcome));
}

/// The failure of a wait for a run that was started before.
failure after_start(failure const& why, instance_ref const& ref, std::string const& remark) {
  auto details = why.content();
  details.instance_id = ref.instance();
  if (!remark.empty()) details.where += details.where.empty() ? remark : "; " + remark;
  return failure(why.reason(), std::move(details));
}

/// Begins by itself, so that what it does about cancellation touches no caller.
spawned<finished_run> run_apart(std::shared_ptr<engine> which, script_ref what, script_parameters parameters,
                                run_options options) {
  co_await asio::this_coro::reset_cancellation_state(asio::enable_total_cancellation());
  co_await asio::this_coro::throw_if_cancelled(false);
  if (auto objection = waiting::objection_to(options.poll())) {
    co_return std::optional<result<finished_run>>(unusable(std::move(*objection)));
  }
  auto const started = co_await execute(which, std::move(what), parameters, options.start());
  if (started.has_error()) co_return std::optional<result<finished_run>>(started.error());
  if (options.on_start()) (*options.on_start())(*started);
  auto const began = which->now();
  auto const outcome = co_await waiting::wait_for_end(which, *started, options.poll(), true);
  if (outcome.has_value()) co_return std::optional<result<finished_run>>(finished_run(*started, *outcome));
  auto const& why = outcome.error();
  std::string remark;
  // Not if only looks took too long.
  bool const late = options.poll().deadline() && which->now() - began >= *options.poll().deadline();
  if (options.stop_when_cancelled() && (why == errc::cancelled || (why == errc::deadline_exceeded && late))) {
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    auto const limit = call_options().timeout(options.stop_timeout());
    auto const stopped = co_await stop(which, *started, limit);
    remark = stopped.has_value() ? "the run was stopped" : "the run could not be stopped: " + stopped.error().message();
  }
  co_return std::optional<result<finished_run>>(after_start(why, *started, remark));
}

asio::awaitable<result<finished_run>> run(std::shared_ptr<engine> which, script_ref what, script_parameters parameters,
                                          run_options options) {
  auto const executor = co_await asio::this_coro::executor;
  auto apart = run_apart(std::move(which), std::move(what), std::move(parameters), std::move(options));
  auto outcome = co_await asio::co_spawn(executor, std::move(apart), asio::use_awaitable);
  co_return std::move(*outcome);
}

/// Runs a coroutine on the handler's executor and hands it the outcome.
template <class T>
void spawn(spawned<T> what, asio::any_completion_handler<void(result<T>)> handler,
           asio::any_io_executor const& executor) {
  auto const slot = asio::get_associated_cancellation_slot(handler);
  auto tell = [handler = std::move(handler)](std::exception_ptr error, std::optional<result<T>> outcome) mutable {
    if (error) std::rethrow_exception(error);
    std::move(handler)(std::move(*outcome));
  };
  asio::co_spawn(executor, std::move(what), asio::bind_cancellation_slot(slot, std::move(tell)));
}

}  // namespace

asio::awaitable<result<script_instance>> client::wait(instance_ref ref, poll_options options) {
  return dataarts::wait(engine_, std::move(ref), std::move(options));
}

asio::awaitable<result<finished_run>> client::run(script_ref what, script_parameters parameters, run_options options) {
  return dataarts::run(engine_, std::move(what), std::move(parameters), std::move(options));
}

void client_access::start_wait(std::shared_ptr<engine> const& which, instance_ref ref, poll_options options,
                               wait_handler handler, asio::any_io_executor const& executor) {
  spawn<script_instance>(wait_apart(which, std::move(ref), std::move(options)), std::move(handler), executor);
}

void client_access::start_run(std::shared_ptr<engine> const& which, script_ref what, script_parameters parameters,
                              run_options options, run_handler handler, asio::any_io_executor const& executor) {
  spawn<finished_run>(run_apart(which, std::move(what), std::move(parameters), std::move(options)), std::move(handler),
                      executor);
}

}  // namespace dataarts
