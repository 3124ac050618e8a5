#include <dataarts/mock/options.hpp>

#include <boost/asio/ip/address.hpp>

#include <stdexcept>

namespace dataarts::mock {
namespace {

void require_positive(std::chrono::milliseconds value, char const* name) {
  if (value <= std::chrono::milliseconds::zero()) {
    throw std::invalid_argument(std::string("timeouts.") + name + " is " + std::to_string(value.count()) +
                                " ms; it has to be more than 0");
  }
}

void require_range(std::size_t value, std::size_t least, std::size_t most, char const* name) {
  if (value < least || value > most) {
    throw std::invalid_argument(std::string("limits.") + name + " is " + std::to_string(value) +
                                "; it has to be between " + std::to_string(least) + " and " + std::to_string(most));
  }
}

}  // namespace

void options::validate() const {
  boost::system::error_code problem;
  boost::asio::ip::make_address(host, problem);
  if (problem) throw std::invalid_argument("host is '" + host + "'; it has to be an IPv4 or IPv6 address");
  if (network && tls) {
    throw std::invalid_argument("network and tls are both set; there is no TLS in a network in memory");
  }
  if (admin.clock && admin.clock != clock) {
    throw std::invalid_argument("admin.clock is another one than clock; what is moved has to be the server's");
  }
  if (admin.own_listener) {
    boost::asio::ip::make_address(admin.own_listener->host, problem);
    if (problem) {
      throw std::invalid_argument("admin.own_listener.host is '" + admin.own_listener->host +
                                  "'; it has to be an IPv4 or IPv6 address");
    }
  }
  constexpr std::size_t mebibyte = 1024 * 1024;
  require_range(limits.max_header, 1024, mebibyte, "max_header");
  require_range(limits.max_target, 64, limits.max_header, "max_target");
  require_range(limits.max_body, 0, 1024 * mebibyte, "max_body");
  require_range(limits.max_header_lines, 1, 10'000, "max_header_lines");
  require_range(limits.max_unsent, 1, 64 * mebibyte, "max_unsent");
  require_positive(timeouts.handshake, "handshake");
  require_positive(timeouts.header, "header");
  require_positive(timeouts.body, "body");
  require_positive(timeouts.idle, "idle");
  require_positive(timeouts.write, "write");
  require_positive(timeouts.linger, "linger");
  require_positive(timeouts.stop, "stop");
  auth.validate();
}

}  // namespace dataarts::mock
