#include <dataarts/query_stream.hpp>

#include <dataarts/async.hpp>

#include "delivery.hpp"
#include "engine.hpp"
#include "stream_state.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts {

namespace {

/// Hands an answer to a handler on an executor: at once if that is the one that runs already.
template <class Handler>
void hand_over(Handler& handler, delivery how, boost::asio::any_io_executor const& executor,
               boost::asio::any_io_executor const& client_executor, std::exception_ptr error,
               std::optional<answered_query>&& answer) {
  if (how == delivery::in_place && executor == client_executor) {
    handler(error, std::move(answer));
    return;
  }
  run_on(how, executor, [handler = std::move(handler), error, value = std::move(answer)]() mutable {
    handler(error, std::move(value));
  });
}

/// Begins to wait for a coroutine, which needs no work tracking: whoever spawned it does.
struct start_wait {
  std::shared_ptr<query_stream::state> which;

  template <class Handler>
  void operator()(Handler handler) const {
    auto const slot = boost::asio::get_associated_cancellation_slot(handler);
    auto tell = [handler = std::move(handler)](delivery how, boost::asio::any_io_executor const& client_executor,
                                               std::exception_ptr error, std::optional<answered_query> answer) mutable {
      auto const executor = boost::asio::get_associated_executor(handler, client_executor);
      hand_over(handler, how, executor, client_executor, error, std::move(answer));
    };
    which->wait(query_stream::state::waiter(std::move(tell)), slot);
  }
};

/// The same for a type-erased handler and the executor to call it on.
class erased_next {
 public:
  erased_next(next_handler handler, boost::asio::any_io_executor executor)
      : state_(std::make_unique<state>(state{std::move(handler), std::move(executor)})) {}

  void operator()(delivery how, boost::asio::any_io_executor const& client_executor, std::exception_ptr error,
                  std::optional<answered_query> answer) {
    auto const kept = std::move(state_);
    hand_over(kept->handler, how, kept->executor, client_executor, error, std::move(answer));
  }

 private:
  struct state {
    next_handler handler;
    boost::asio::any_io_executor executor;
  };

  std::unique_ptr<state> state_;
};

boost::asio::awaitable<std::optional<answered_query>> wait_for_answer(std::shared_ptr<query_stream::state> which) {
  return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const,
                                     void(std::exception_ptr, std::optional<answered_query>)>(
      start_wait{std::move(which)}, boost::asio::use_awaitable);
}

}  // namespace

query_stream::query_stream(std::shared_ptr<state> content) noexcept : state_(std::move(content)) {}

query_stream::query_stream(query_stream&&) noexcept = default;

query_stream& query_stream::operator=(query_stream&& other) noexcept {
  if (this != &other) {
    if (state_) state_->abandon();
    state_ = std::move(other.state_);
  }
  return *this;
}

query_stream::~query_stream() {
  if (state_) state_->abandon();
}

boost::asio::awaitable<std::optional<answered_query>> query_stream::next() {
  auto const content = state_;
  content->refill();
  // An answer that is there already costs no suspension.
  auto ready = content->poll();
  if (ready) co_return std::move(*ready);
  auto answer = co_await wait_for_answer(content);
  co_return answer;
}

boost::asio::any_io_executor client_access::executor_of(engine const& which) { return which.executor(); }

boost::asio::any_io_executor client_access::executor_of(query_stream::state const& which) { return which.executor(); }

void client_access::start_next(std::shared_ptr<query_stream::state> const& which, next_handler handler,
                               boost::asio::any_io_executor executor) {
  auto const slot = boost::asio::get_associated_cancellation_slot(handler);
  erased_next tell(std::move(handler), std::move(executor));
  try {
    which->refill();
  } catch (...) {
    tell(delivery::posted, which->executor(), std::current_exception(), std::nullopt);
    return;
  }
  which->wait(query_stream::state::waiter(std::move(tell)), slot);
}

void client_access::start_query(std::shared_ptr<engine> const& which, instance_ref ref, call_options const& options,
                                query_handler handler, boost::asio::any_io_executor executor) {
  auto const slot = boost::asio::get_associated_cancellation_slot(handler);
  which->start(std::move(ref), options,
               completion(erased_completion<query_handler>(std::move(handler), std::move(executor))), slot);
}

}  // namespace dataarts
