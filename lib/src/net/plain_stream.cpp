#include "net/stream.hpp"

#include <boost/system/system_category.hpp>

#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace dataarts::net {

descriptor::~descriptor() { close(); }

void descriptor::close() noexcept {
  if (number_ >= 0) ::close(std::exchange(number_, -1));
}

namespace {

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK; }

io_result failed(int error) { return {io_result::kind::failed, 0, true, {error, boost::system::system_category()}}; }

class plain_stream final : public stream {
 public:
  explicit plain_stream(int descriptor) : descriptor_(descriptor) {}

  io_result handshake() override { return {}; }

  io_result read(char* to, std::size_t size) override {
    for (;;) {
      auto const got = ::recv(descriptor_, to, size, 0);
      if (got > 0) return {io_result::kind::done, static_cast<std::size_t>(got), true, {}};
      if (got == 0) return {io_result::kind::closed, 0, true, {}};
      if (would_block(errno)) return {io_result::kind::want_read, 0, true, {}};
      if (errno != EINTR) return failed(errno);
    }
  }

  io_result write(char const* from, std::size_t size) override {
    for (;;) {
      auto const put = ::send(descriptor_, from, size, MSG_NOSIGNAL);
      if (put >= 0) return {io_result::kind::done, static_cast<std::size_t>(put), true, {}};
      if (would_block(errno)) return {io_result::kind::want_write, 0, true, {}};
      if (errno != EINTR) return failed(errno);
    }
  }

  bool short_read_empties() const noexcept override { return true; }

  bool has_pending() const noexcept override { return false; }

  bool is_quiet() override {
    char byte = 0;
    return ::recv(descriptor_, &byte, 1, MSG_PEEK) < 0 && would_block(errno);
  }

 private:
  int descriptor_;
};

}  // namespace

std::unique_ptr<stream> make_plain_stream(int descriptor) { return std::make_unique<plain_stream>(descriptor); }

}  // namespace dataarts::net
