#ifndef DATAARTS_NEXT_ITEM_HPP
#define DATAARTS_NEXT_ITEM_HPP

#include "completion.hpp"
#include "delivery.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace dataarts {

// How the next item of a stream reaches who asks for it. A stream's state has a type `item`, `refill()`, which may
// throw, `wait(item_target<item>, slot)` and `executor()`.

/// Who waits for the next item: how to tell, the client's executor, an error or an item or the end.
template <class Item>
using item_target = erased_call<delivery, boost::asio::any_io_executor const&, std::exception_ptr, std::optional<Item>>;

/// Hands an item to a handler on an executor: at once if that is the one that runs already.
template <class Item, class Handler>
void hand_item(Handler& handler, delivery how, boost::asio::any_io_executor const& executor,
               boost::asio::any_io_executor const& client_executor, std::exception_ptr error,
               std::optional<Item>&& value) {
  if (how == delivery::in_place && executor == client_executor) {
    handler(error, std::move(value));
    return;
  }
  run_on(how, executor, [handler = std::move(handler), error, value = std::move(value)]() mutable {
    handler(error, std::move(value));
  });
}

/// Begins to wait for a coroutine, which needs no work tracking: whoever spawned it does.
template <class State>
struct start_item_wait {
  using item = typename State::item;
  std::shared_ptr<State> which;

  template <class Handler>
  void operator()(Handler handler) const {
    auto const slot = boost::asio::get_associated_cancellation_slot(handler);
    auto tell = [handler = std::move(handler)](delivery how, boost::asio::any_io_executor const& client_executor,
                                               std::exception_ptr error, std::optional<item> value) mutable {
      auto const executor = boost::asio::get_associated_executor(handler, client_executor);
      hand_item<item>(handler, how, executor, client_executor, error, std::move(value));
    };
    which->wait(item_target<item>(std::move(tell)), slot);
  }
};

template <class State>
boost::asio::awaitable<std::optional<typename State::item>> wait_for_item(std::shared_ptr<State> which) {
  using item = typename State::item;
  return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const,
                                     void(std::exception_ptr, std::optional<item>)>(
      start_item_wait<State>{std::move(which)}, boost::asio::use_awaitable);
}

/// The same for a type-erased handler and the executor to call it on.
template <class Item, class Handler>
class erased_next {
 public:
  erased_next(Handler handler, boost::asio::any_io_executor executor)
      : state_(std::make_unique<state>(state{std::move(handler), std::move(executor)})) {}

  void operator()(delivery how, boost::asio::any_io_executor const& client_executor, std::exception_ptr error,
                  std::optional<Item> value) {
    auto const kept = std::move(state_);
    hand_item<Item>(kept->handler, how, kept->executor, client_executor, error, std::move(value));
  }

 private:
  struct state {
    Handler handler;
    boost::asio::any_io_executor executor;
  };

  std::unique_ptr<state> state_;
};

template <class State, class Handler>
void start_next(std::shared_ptr<State> const& which, Handler handler, boost::asio::any_io_executor executor) {
  using item = typename State::item;
  auto const slot = boost::asio::get_associated_cancellation_slot(handler);
  erased_next<item, Handler> tell(std::move(handler), std::move(executor));
  try {
    which->refill();
  } catch (...) {
    tell(delivery::posted, which->executor(), std::current_exception(), std::nullopt);
    return;
  }
  which->wait(item_target<item>(std::move(tell)), slot);
}

}  // namespace dataarts

#endif
