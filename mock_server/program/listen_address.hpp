#ifndef DATAARTS_MOCK_PROGRAM_LISTEN_ADDRESS_HPP
#define DATAARTS_MOCK_PROGRAM_LISTEN_ADDRESS_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace dataarts::mock::program {

struct listen_address {
  std::string host;  ///< an IPv4 or IPv6 address, without brackets
  std::uint16_t port = 0;
};

/// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`. Throws `usage_error`.
/// @param flag  the option that it is the value of, for messages
listen_address parse_listen_address(std::string_view text, std::string_view flag = "--listen");

/// With brackets where they are needed.
std::string to_text(listen_address const& address);

}  // namespace dataarts::mock::program

#endif
