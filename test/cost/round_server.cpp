#include "round_server.hpp"

#include "allocation_counter.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

namespace {

void require(int result, char const* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

round_server::round_server(std::size_t connections, std::string response,
                           std::function<void(std::size_t)> before_answering)
    : expected_(connections),
      response_(std::move(response)),
      before_answering_(std::move(before_answering)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  require(listener_, "socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  require(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), "bind");
  require(::listen(listener_, static_cast<int>(connections)), "listen");
  require(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), "getsockname");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

round_server::~round_server() {
  // Wakes the thread if it still accepts; if it reads, the end of the client's connections has done so.
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

bool round_server::accept_all() {
  while (connections_.size() < expected_) {
    int const connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) return false;
    connections_.push_back(connection);
  }
  return true;
}

bool round_server::read_request(int connection) {
  // One request at a time and nothing behind it: it is over when its last bytes are an empty line.
  std::string_view const end = "\r\n\r\n";
  char buffer[8192];
  std::size_t size = 0;
  while (size < sizeof buffer) {
    ssize_t const received = ::recv(connection, buffer + size, sizeof buffer - size, 0);
    if (received <= 0) return false;
    size += static_cast<std::size_t>(received);
    if (std::string_view(buffer, size).ends_with(end)) return true;
  }
  return false;
}

void round_server::serve() {
  leave_this_thread_out();
  connections_.reserve(expected_);
  bool going_on = accept_all();
  for (std::size_t round = 0; going_on; ++round) {
    for (int const connection : connections_) going_on = going_on && read_request(connection);
    if (!going_on) break;
    before_answering_(round);
    for (int const connection : connections_) {
      ssize_t const sent = ::send(connection, response_.data(), response_.size(), MSG_NOSIGNAL);
      going_on = going_on && sent == static_cast<ssize_t>(response_.size());
    }
  }
  for (int const connection : connections_) ::close(connection);
}
