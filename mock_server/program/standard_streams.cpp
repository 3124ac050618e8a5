#include "standard_streams.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void fail(std::string const& what, int reason) {
  throw std::runtime_error(what + ": " + std::generic_category().message(reason));
}

}  // namespace

void occupy_standard_streams() {
  for (int number = STDIN_FILENO; number <= STDERR_FILENO; ++number) {
    if (::fcntl(number, F_GETFD) != -1) continue;
    // The lowest free number is this one. Opened the wrong way round, it is as unusable as before.
    auto const way = number == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    if (::open("/dev/null", way) == -1) fail("cannot open /dev/null", errno);
  }
}

void print(std::string_view text, std::string const& what) {
  while (!text.empty()) {
    auto const written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Another program made the shared descriptor non-blocking.
      pollfd wait{STDOUT_FILENO, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      fail("cannot write " + what + " to standard output", errno);
    }
  }
}

}  // namespace dataarts::mock::program
