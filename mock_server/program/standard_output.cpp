#include "standard_output.hpp"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <poll.h>
#include <unistd.h>

namespace dataarts::mock::program {
namespace {

[[noreturn]] void fail(std::string const& what, int reason) {
  throw std::runtime_error(what + ": " + std::generic_category().message(reason));
}

}  // namespace

void print(std::string_view text, std::string const& what) {
  write_all(STDOUT_FILENO, text, what + " to standard output");
}

void write_all(int descriptor, std::string_view text, std::string const& what) {
  while (!text.empty()) {
    auto const written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Another program made the shared descriptor non-blocking.
      pollfd wait{descriptor, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      fail("cannot write " + what, errno);
    }
  }
}

}  // namespace dataarts::mock::program
