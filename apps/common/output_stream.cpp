#include "output_stream.hpp"

#include "write_patience.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dataarts::apps {
namespace {

// The most that a write takes without waiting, once the descriptor is said to take something. It cannot be made
// non-blocking instead: others share it.
std::size_t unhindered_write(int descriptor) noexcept {
  struct stat about{};
  auto const waits = ::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode);
  return waits ? PIPE_BUF : SSIZE_MAX;
}

}  // namespace

output_stream::output_stream(int descriptor, write_patience& patience) noexcept
    : descriptor_(descriptor), patience_(&patience), largest_write_(unhindered_write(descriptor)) {}

void output_stream::write(std::string& text) {
  std::string_view rest = text;
  while (!rest.empty() && !error_) {
    if (patience_ != nullptr && !patience_->wait_for(descriptor_)) {
      error_ = std::make_error_code(std::errc::timed_out);
      break;
    }
    auto const written = ::write(descriptor_, rest.data(), std::min(rest.size(), largest_write_));
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // Somebody else made the shared descriptor non-blocking.
      pollfd wait{descriptor_, POLLOUT, 0};
      if (patience_ == nullptr) ::poll(&wait, 1, -1);
    } else if (errno != EINTR) {
      error_ = std::error_code(errno, std::generic_category());
    }
  }
  text.clear();
}

std::string output_stream::problem() const {
  if (error_ == std::errc::bad_file_descriptor) return "it is not open for writing";
  if (error_ == std::errc::timed_out) return "its reader takes nothing";
  return error_.message();
}

}  // namespace dataarts::apps
