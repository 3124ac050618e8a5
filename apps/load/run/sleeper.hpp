#ifndef DATAARTS_LOAD_RUN_SLEEPER_HPP
#define DATAARTS_LOAD_RUN_SLEEPER_HPP

#include "run/parking_place.hpp"

#include <dataarts/clock.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>

namespace dataarts::load {

/// The pauses of one coroutine, which can be ended early.
class sleeper {
 public:
  /// Both have to outlive the sleeper.
  sleeper(boost::asio::any_io_executor executor, clock& time);

  /// Completes at that instant, or with `end`.
  boost::asio::awaitable<void> until(clock::time_point at);

  /// Ends a pause that is under way.
  void end() { state_->place.wake(); }

 private:
  struct state {
    parking_place place;
    clock::time_point wakes_at;
    std::unique_ptr<clock::alarm> alarm;
  };

  boost::asio::any_io_executor executor_;
  clock& clock_;
  std::shared_ptr<state> state_;
};

}  // namespace dataarts::load

#endif
