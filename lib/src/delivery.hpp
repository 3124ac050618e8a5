#ifndef DATAARTS_DELIVERY_HPP
#define DATAARTS_DELIVERY_HPP

#include "completion.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace dataarts {

/// Runs `call` on `executor`: at once if that is allowed and possible.
template <class Executor, class Call>
void run_on(delivery how, Executor const& executor, Call call) {
  if (how == delivery::in_place) {
    boost::asio::dispatch(executor, std::move(call));
  } else {
    boost::asio::post(executor, std::move(call));
  }
}

/// Resumes a coroutine that awaits. Tracks no work: whoever spawned the coroutine does.
template <class Handler>
class coroutine_completion {
 public:
  explicit coroutine_completion(Handler handler) : handler_(std::move(handler)) {}

  void operator()(delivery how, boost::asio::any_io_executor const& client_executor, instance_ref&&,
                  result<script_instance>&& outcome) {
    auto const executor = boost::asio::get_associated_executor(handler_, client_executor);
    // The usual case, spared the way through the type-erased executor: client and coroutine share a context.
    if (how == delivery::in_place && executor == client_executor) {
      handler_(std::move(outcome));
      return;
    }
    run_on(how, executor,
           [handler = std::move(handler_), value = std::move(outcome)]() mutable { handler(std::move(value)); });
  }

 private:
  Handler handler_;
};

/// Calls a type-erased handler on its executor, which tracks work until then.
template <class Handler>
class erased_completion {
 public:
  erased_completion(Handler handler, boost::asio::any_io_executor executor)
      : state_(std::make_unique<state>(state{std::move(handler), std::move(executor)})) {}

  void operator()(delivery how, boost::asio::any_io_executor const&, instance_ref&&,
                  result<script_instance>&& outcome) {
    auto const executor = std::move(state_->executor);
    run_on(how, executor,
           [kept = std::move(state_), value = std::move(outcome)]() mutable { kept->handler(std::move(value)); });
  }

 private:
  struct state {
    Handler handler;
    boost::asio::any_io_executor executor;
  };

  std::unique_ptr<state> state_;
};

}  // namespace dataarts

#endif
