#include "output_stream.hpp"

#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace dataarts::cli {

void output_stream::write(std::string& text) {
  std::string_view rest = text;
  while (!rest.empty() && !error_) {
    auto const written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Somebody else made the shared descriptor non-blocking.
      pollfd wait{descriptor_, POLLOUT, 0};
      ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      error_ = std::error_code(errno, std::generic_category());
    }
  }
  text.clear();
}

std::string output_stream::problem() const {
  if (error_ == std::errc::bad_file_descriptor) return "it is not open for writing";
  return error_.message();
}

}  // namespace dataarts::cli
