#include "standard_streams.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace dataarts::apps {
namespace {

void occupy(int descriptor, int mode) {
  if (::fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) return;
  // The lowest free number is taken: those below are occupied already.
  if (::open("/dev/null", mode) < 0) throw std::system_error(errno, std::generic_category(), "/dev/null");
}

}  // namespace

void occupy_standard_streams() {
  occupy(STDIN_FILENO, O_RDONLY);
  // Only for reading: results that nobody can get are an error, not a success.
  occupy(STDOUT_FILENO, O_RDONLY);
  occupy(STDERR_FILENO, O_WRONLY);
}

}  // namespace dataarts::apps
