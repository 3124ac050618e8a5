#include "listen_address.hpp"

#include "usage_error.hpp"

#include <boost/asio/ip/address.hpp>

#include <charconv>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void refuse(std::string_view flag, std::string_view text, std::string const& why) {
  throw usage_error(std::string(flag) + ' ' + std::string(text) + ": " + why +
                    "; give HOST:PORT, such as 127.0.0.1:0 or [::1]:8080");
}

std::uint16_t parse_port(std::string_view port, std::string_view flag, std::string_view text) {
  std::uint16_t value = 0;
  auto const end = port.data() + port.size();
  auto const [stop, problem] = std::from_chars(port.data(), end, value);
  if (problem != std::errc() || stop != end) {
    refuse(flag, text, "'" + std::string(port) + "' is not a port between 0 and 65535");
  }
  return value;
}

}  // namespace

listen_address parse_listen_address(std::string_view text, std::string_view flag) {
  auto const colon = text.rfind(':');
  auto host = text.substr(0, colon);
  if (colon == std::string_view::npos || host.ends_with(':')) refuse(flag, text, "there is no port");
  auto const bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  boost::system::error_code problem;
  auto const address = boost::asio::ip::make_address(std::string(host), problem);
  if (problem) refuse(flag, text, "'" + std::string(host) + "' is not an address");
  if (address.is_v6() != bracketed) refuse(flag, text, "an IPv6 address, and nothing else, stands in brackets");
  return {std::string(host), parse_port(text.substr(colon + 1), flag, text)};
}

std::string to_text(listen_address const& address) {
  auto const v6 = address.host.find(':') != std::string::npos;
  return (v6 ? '[' + address.host + ']' : address.host) + ':' + std::to_string(address.port);
}

}  // namespace dataarts::mock::program
