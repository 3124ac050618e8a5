#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_VIRTUAL_TIME_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_VIRTUAL_TIME_HPP

#include "support.hpp"

#include <memory>

namespace test {

/// A context and the time in it.
struct virtual_time {
  boost::asio::io_context context;
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();

  /// Time stands still as long as anything else can happen.
  template <class Done>
  void pass_until(Done done) {
    for (;;) {
      if (context.stopped()) context.restart();
      while (context.poll() > 0) {
      }
      if (done()) return;
      auto const next = clock->next_alarm();
      BOOST_REQUIRE(next.has_value());
      clock->advance(*next - clock->now());
    }
  }

  /// The outcome of an operation; time passes as fast as it can.
  template <class T>
  T run(boost::asio::awaitable<T> what) {
    auto under_way = start(context, std::move(what));
    pass_until([&] { return under_way.done(); });
    return std::move(under_way.value());
  }
};

}  // namespace test

#endif
