#ifndef DATAARTS_TEST_SOAK_WORLD_HPP
#define DATAARTS_TEST_SOAK_WORLD_HPP

#include <dataarts/virtual_clock.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <stdexcept>

namespace soak {

/// The context of clients and servers, and the time in it.
struct world {
  /// @param threads  the hint of the context: with 1 the client leaves out what it does for the sake of others
  explicit world(int threads) : context(threads) {}

  boost::asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();

  /// Runs until `done()`. Time stands still as long as anything else can happen.
  /// @param settled  whether everything that is under way waits for time. That nothing is ready does not say so: bytes
  ///                 may still be on their way between two sockets of a busy machine.
  template <class Done, class Settled>
  void pass_until(Done done, Settled settled) {
    for (;;) {
      if (context.stopped()) context.restart();
      while (context.poll() > 0) {
      }
      if (done()) return;
      if (!settled()) {
        if (context.stopped()) context.restart();
        if (context.run_one_for(longest_silence) == 0) throw std::logic_error("something waits for an event in vain");
        continue;
      }
      auto const next = clock->next_alarm();
      if (!next) throw std::logic_error("something waits for a time that never comes");
      clock->advance(*next - clock->now());
    }
  }

  /// The same for what needs no time.
  template <class Done>
  void pass_until(Done done) {
    pass_until(done, [] { return false; });
  }

  /// Of the machine's time: far more than an event takes.
  static constexpr std::chrono::seconds longest_silence{30};
};

/// For `co_spawn`: what a coroutine throws ends the test.
inline void rethrow(std::exception_ptr error) {
  if (error) std::rethrow_exception(error);
}

}  // namespace soak

#endif
