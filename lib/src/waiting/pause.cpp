#include "waiting/pause.hpp"

#include "engine.hpp"
#include "warm_up.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts::waiting {

namespace {

struct start_sleep {
  std::shared_ptr<engine> which;

  template <class Handler>
  void operator()(Handler handler, clock::time_point until) const {
    auto const slot = boost::asio::get_associated_cancellation_slot(handler);
    which->start_sleep(until, sleep_target(posted_handler<Handler>(std::move(handler))), slot);
  }
};

}  // namespace

boost::asio::awaitable<errc> pause_until(std::shared_ptr<engine> which, clock::time_point until) {
  return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void(errc)>(
      start_sleep{std::move(which)}, boost::asio::use_awaitable, until);
}

}  // namespace dataarts::waiting
