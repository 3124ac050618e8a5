#ifndef DATAARTS_TEST_SUPPORT_GIVEN_PROXY_HPP
#define DATAARTS_TEST_SUPPORT_GIVEN_PROXY_HPP

#include <dataarts/mock/server.hpp>

#include <cstdint>
#include <cstdlib>
#include <string>

namespace test {

/// test/judges/prism starts a proxy, and says by the environment where it listens and to which port it hands on. Then
/// mock servers listen there, one after another, and clients go through it.
inline std::uint16_t port_behind_given_proxy() {
  auto const* const told = std::getenv("DATAARTS_TEST_UPSTREAM_PORT");
  return static_cast<std::uint16_t>(told != nullptr ? std::stoi(told) : 0);  // 0: there is no proxy, any port will do
}

inline std::string url_through_given_proxy(dataarts::mock::server const& server) {
  auto const* const told = std::getenv("DATAARTS_TEST_PROXY_URL");
  return told != nullptr ? told : server.url();
}

}  // namespace test

#endif
