// `client::warm_up` and `client::drain`, and their forms for any completion token.

#include <dataarts/async.hpp>

#include "engine.hpp"
#include "warm_up.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts {

namespace {

namespace asio = boost::asio;

struct start_warm_up {
  std::shared_ptr<engine> which;

  template <class Handler>
  void operator()(Handler handler, std::size_t connections) const {
    auto const slot = asio::get_associated_cancellation_slot(handler);
    which->start_warm_up(connections, warm_up_target(posted_handler<Handler>(std::move(handler))), slot);
  }
};

struct start_drain {
  std::shared_ptr<engine> which;

  template <class Handler>
  void operator()(Handler handler) const {
    auto const slot = asio::get_associated_cancellation_slot(handler);
    which->drain(drain_target(posted_handler<Handler>(std::move(handler))), slot);
  }
};

}  // namespace

asio::awaitable<result<std::size_t>> client::warm_up(std::size_t connections) {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(result<std::size_t>)>(
      start_warm_up{engine_}, asio::use_awaitable, connections);
}

asio::awaitable<void> client::drain() {
  return asio::async_initiate<asio::use_awaitable_t<> const, void()>(start_drain{engine_}, asio::use_awaitable);
}

void client_access::start_warm_up(std::shared_ptr<engine> const& which, std::size_t connections,
                                  warm_up_handler handler, asio::any_io_executor const& executor) {
  dataarts::start_warm_up{which}(asio::bind_executor(executor, std::move(handler)), connections);
}

void client_access::start_drain(std::shared_ptr<engine> const& which, drain_handler handler,
                                asio::any_io_executor const& executor) {
  dataarts::start_drain{which}(asio::bind_executor(executor, std::move(handler)));
}

}  // namespace dataarts
