#ifndef DATAARTS_LOAD_RUN_PARKING_PLACE_HPP
#define DATAARTS_LOAD_RUN_PARKING_PLACE_HPP

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace dataarts::load {

/// Where one coroutine waits until it is woken, by code on its own thread.
class parking_place {
 public:
  parking_place() = default;
  parking_place(parking_place const&) = delete;
  parking_place& operator=(parking_place const&) = delete;
  ~parking_place() = default;

  bool occupied() const noexcept { return static_cast<bool>(waiting_); }

  boost::asio::awaitable<void> wait() {
    return boost::asio::async_initiate<boost::asio::use_awaitable_t<> const, void()>(
        [this](auto handler) { boost::asio::any_completion_handler<void()>(std::move(handler)).swap(waiting_); },
        boost::asio::use_awaitable);
  }

  /// Goes on with the coroutine, within this call. Nothing happens if none waits.
  void wake() {
    if (!waiting_) return;
    boost::asio::any_completion_handler<void()> handler;
    handler.swap(waiting_);
    std::move(handler)();
  }

 private:
  boost::asio::any_completion_handler<void()> waiting_;
};

}  // namespace dataarts::load

#endif
