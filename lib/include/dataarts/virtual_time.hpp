#ifndef DATAARTS_VIRTUAL_TIME_HPP
#define DATAARTS_VIRTUAL_TIME_HPP

#include <dataarts/virtual_clock.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

namespace dataarts {

/// Virtual time cannot go on: what is waited for will not happen. The message says what waits.
class virtual_time_deadlock : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How long `run_until` waits on the machine's clock when no time may pass, or none is left to pass, before it takes
/// that for a deadlock. It is counted from the last move of the time and the last step of a client or mock server on
/// it, and goes on while other handlers run: one that looks every millisecond for what does not come is no progress.
/// The time in which handlers run is not counted. Only a test that fails takes that long.
inline constexpr std::chrono::milliseconds default_patience{5'000};

/// Runs the context until `done()` is true; whenever nothing else can happen, moves the time to the next alarm.
///
/// "Nothing else" is: no handler of the context is ready, and no answer of a mock server on this clock to a client on
/// this clock is on its way, in sockets or in memory. An answer that a mock server holds back (delay, drip, stall) is
/// not on its way. `done` is asked when no handler is ready; it is true at the time at which it became true.
///
/// Throws `virtual_time_deadlock` when there is no alarm that could change anything, or an answer does not come: from a
/// server that is not a mock server on this clock, or one whose context nobody runs. What a handler throws passes
/// through. The context is restarted if it was stopped, or had run out of work.
///
/// One thread at a time may do this for one clock. Mock servers may be on contexts that other threads run; clients, and
/// all that decides what they do next, have to be on this context, which no other thread runs meanwhile.
template <class Done>
void run_until(boost::asio::io_context& context, virtual_clock& time, Done done,
               std::chrono::milliseconds patience = default_patience) {
  using std::chrono::steady_clock;
  // A server on another thread may have held an answer back without a word to this context.
  constexpr std::chrono::milliseconds between_looks{1};
  auto const flights = time.flights();
  auto last_seen = flights->fingerprint();
  steady_clock::duration waited{};
  for (;;) {
    if (context.stopped()) context.restart();
    auto const ran = context.poll() > 0;
    if (done()) return;
    if (ran) continue;
    auto const now = time.now();
    // In this order: a server on another thread sets the alarm of an answer before it is known to be held back.
    auto const settled = flights->settled(now);
    auto const next = time.next_alarm();
    if (settled && next) {
      time.advance(*next - now);
      waited = {};
      continue;
    }
    if (waited > patience) {
      auto const at = std::chrono::duration<double>(now.time_since_epoch()).count();
      throw virtual_time_deadlock("virtual time stands still at " + std::to_string(at) +
                                  " s: " + (settled ? "no alarm is set" : "an answer does not come") + ", and " +
                                  flights->describe(now) + ".");
    }
    if (context.stopped()) context.restart();
    auto const began = steady_clock::now();
    context.run_one_for(between_looks);
    waited += std::min<steady_clock::duration>(steady_clock::now() - began, between_looks);
    if (auto const seen = flights->fingerprint(); seen != last_seen) {
      last_seen = seen;
      waited = {};
    }
  }
}

/// The same, for a clock as it is handed to clients and servers.
template <class Done>
void run_until(boost::asio::io_context& context, std::shared_ptr<virtual_clock> const& time, Done done,
               std::chrono::milliseconds patience = default_patience) {
  run_until(context, *time, std::move(done), patience);
}

/// The value of an awaitable, for which time passes as in `run_until`; its exception if it throws one.
///
/// With `virtual_time_deadlock` the awaitable goes on waiting: it ends with the context.
template <class T>
T run(boost::asio::io_context& context, virtual_clock& time, boost::asio::awaitable<T> what,
      std::chrono::milliseconds patience = default_patience) {
  struct outcome {
    bool done = false;
    std::exception_ptr error;
    std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> value;
  };
  // Kept by the coroutine, which may outlast this call.
  auto const kept = std::make_shared<outcome>();
  auto keep = [](boost::asio::awaitable<T> inner, std::shared_ptr<outcome> to) -> boost::asio::awaitable<void> {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(inner);
      to->value = true;
    } else {
      auto value = co_await std::move(inner);
      to->value.emplace(std::move(value));
    }
  };
  boost::asio::co_spawn(context, keep(std::move(what), kept), [kept](std::exception_ptr error) {
    kept->error = error;
    kept->done = true;
  });
  run_until(context, time, [&] { return kept->done; }, patience);
  if (kept->error) std::rethrow_exception(kept->error);
  if constexpr (!std::is_void_v<T>) return std::move(*kept->value);
}

/// The same, for a clock as it is handed to clients and servers.
template <class T>
T run(boost::asio::io_context& context, std::shared_ptr<virtual_clock> const& time, boost::asio::awaitable<T> what,
      std::chrono::milliseconds patience = default_patience) {
  return run(context, *time, std::move(what), patience);
}

}  // namespace dataarts

#endif
