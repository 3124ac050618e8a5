#include "socket_state.hpp"

#include <dataarts/in_flight.hpp>

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>

namespace dataarts::mock {

bool is_quiet(int socket) noexcept {
  int unread = 0;
  int unsent = 0;
  // Sent is enough, acknowledged is not asked for: a client may acknowledge as late as it likes.
  return ::ioctl(socket, FIONREAD, &unread) == 0 && ::ioctl(socket, SIOCOUTQNSD, &unsent) == 0 && unread == 0 &&
         unsent == 0;
}

bool is_acknowledged(int socket) noexcept {
  int left = 0;
  if (::ioctl(socket, SIOCOUTQ, &left) != 0 || left == 0) return true;
  // What the other side has not acknowledged before its reset stays counted for ever.
  ::pollfd state{socket, 0, 0};
  return ::poll(&state, 1, 0) > 0 && (state.revents & (POLLERR | POLLHUP)) != 0;
}

void close(session_socket& socket) noexcept {
  boost::system::error_code ignored;
  socket.close(ignored);
}

void reset(session_socket& socket) noexcept {
  boost::system::error_code ignored;
  socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

std::string client_name(session_socket const& socket) {
  boost::system::error_code gone;
  auto const client = socket.remote_endpoint(gone);
  return gone ? std::string() : in_flight::name_of(client);
}

}  // namespace dataarts::mock
