#include "run/sleeper.hpp"

#include <utility>

namespace dataarts::load {

sleeper::sleeper(boost::asio::any_io_executor executor, clock& time)
    : executor_(std::move(executor)), clock_(time), state_(std::make_shared<state>()) {}

boost::asio::awaitable<void> sleeper::until(clock::time_point at) {
  if (!state_->alarm) {
    // An alarm may ring once more after it was destroyed.
    state_->alarm = clock_.make_alarm(executor_, [weak = std::weak_ptr(state_), &time = clock_] {
      auto const mine = weak.lock();
      if (mine && time.now() >= mine->wakes_at) mine->place.wake();
    });
  }
  state_->wakes_at = at;
  state_->alarm->arm(at);
  return state_->place.wait();
}

}  // namespace dataarts::load
