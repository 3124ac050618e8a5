#include "tls_socket_bio.hpp"

#include <cerrno>
#include <cstdint>

#include <sys/socket.h>
#include <sys/types.h>

namespace dataarts::mock {
namespace {

int socket_of(BIO* bio) { return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio))); }

bool waits() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

int write_socket(BIO* bio, char const* from, int size) {
  BIO_clear_retry_flags(bio);
  auto const sent = ::send(socket_of(bio), from, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && waits()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int read_socket(BIO* bio, char* to, int size) {
  BIO_clear_retry_flags(bio);
  auto const read = ::recv(socket_of(bio), to, static_cast<std::size_t>(size), 0);
  if (read < 0 && waits()) BIO_set_retry_read(bio);
  return static_cast<int>(read);
}

long control_socket(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

BIO_METHOD* make_method() {
  auto* const made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket without SIGPIPE");
  if (made == nullptr) return nullptr;
  BIO_meth_set_write(made, write_socket);
  BIO_meth_set_read(made, read_socket);
  BIO_meth_set_ctrl(made, control_socket);
  return made;
}

}  // namespace

BIO* new_socket_bio(int socket) noexcept {
  static BIO_METHOD* const method = make_method();
  if (method == nullptr) return nullptr;
  auto* const made = BIO_new(method);
  if (made == nullptr) return nullptr;
  // A number that is kept where a pointer would be; nobody follows it.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  BIO_set_data(made, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(made, 1);
  return made;
}

}  // namespace dataarts::mock
