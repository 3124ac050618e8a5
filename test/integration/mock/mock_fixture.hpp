#ifndef DATAARTS_TEST_INTEGRATION_MOCK_MOCK_FIXTURE_HPP
#define DATAARTS_TEST_INTEGRATION_MOCK_MOCK_FIXTURE_HPP

#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <utility>

#include "loop.hpp"

namespace test {

/// A mock server on virtual time, in the test's own context.
struct mock_fixture {
  boost::asio::io_context context{1};
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  std::optional<dataarts::mock::server> server;

  dataarts::mock::server& start(dataarts::mock::options settings = {}) {
    settings.clock = clock;
    server.emplace(context, std::move(settings));
    return *server;
  }

  void advance(dataarts::clock::duration by) {
    clock->advance(by, [this] { settle(context); });
  }

  /// Ends the server, and waits until nothing of it is left.
  void finish() {
    server.reset();
    if (context.stopped()) context.restart();
    context.run();
  }
};

}  // namespace test

#endif
