#ifndef DATAARTS_TEST_SUPPORT_LOOP_HPP
#define DATAARTS_TEST_SUPPORT_LOOP_HPP

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace test {

/// Runs the context until `done()`; fails if it runs out of work before. Waits for events, never for time.
template <class Condition>
void run_until(boost::asio::io_context& context, Condition done) {
  while (!done()) {
    if (context.stopped()) context.restart();
    if (context.run_one() == 0) throw std::logic_error("the context ran out of work before the condition held");
  }
}

/// A coroutine that was started, and what became of it.
template <class T>
class started {
 public:
  bool done() const { return state_->value || state_->error; }
  T& value() {
    if (state_->error) std::rethrow_exception(state_->error);
    return *state_->value;
  }

 private:
  template <class U>
  friend started<U> start(boost::asio::io_context&, boost::asio::awaitable<U>);

  struct state {
    std::optional<T> value;
    std::exception_ptr error;
  };
  std::shared_ptr<state> state_ = std::make_shared<state>();
};

template <class T>
bool all_done(std::vector<started<T>> const& those) {
  return std::all_of(those.begin(), those.end(), [](auto const& each) { return each.done(); });
}

template <class T>
boost::asio::awaitable<std::optional<T>> as_optional(boost::asio::awaitable<T> what) {
  auto value = co_await std::move(what);
  co_return std::optional<T>(std::move(value));
}

/// Starts a coroutine and leaves it to later runs of the context.
template <class T>
started<T> start(boost::asio::io_context& context, boost::asio::awaitable<T> what) {
  started<T> made;
  auto note = [state = made.state_](std::exception_ptr error, std::optional<T> value) {
    state->error = error;
    state->value = std::move(value);
  };
  boost::asio::co_spawn(context, as_optional(std::move(what)), std::move(note));
  return made;
}

/// Runs a coroutine to its end.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> what) {
  auto under_way = start(context, std::move(what));
  run_until(context, [&] { return under_way.done(); });
  return std::move(under_way.value());
}

/// Runs what is ready now.
inline void settle(boost::asio::io_context& context) {
  if (context.stopped()) context.restart();
  context.poll();
}

}  // namespace test

#endif
