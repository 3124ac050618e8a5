#ifndef DATAARTS_TEST_INTEGRATION_CLIENT_SUPPORT_HPP
#define DATAARTS_TEST_INTEGRATION_CLIENT_SUPPORT_HPP

#include "loop.hpp"
#include "peer.hpp"

#include <dataarts/client.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

namespace test {

inline std::string const running_body = R"({"status":"RUNNING","results":[]})";

inline dataarts::client_config config_for(peer const& server) {
  dataarts::client_config config;
  config.endpoint = server.url();
  config.project_id = "p1";
  config.retry.max_attempts = 1;  // a test sees each attempt; retries have tests of their own
  return config;
}

/// Lets a client see that its connections were closed by the peer: a server's close and the client's look at it are
/// two sides of one socket in one thread, so a few turns of the context suffice.
inline void pass_events(boost::asio::io_context& context) {
  for (int i = 0; i < 8; ++i) settle(context);
}

}  // namespace test

#endif
