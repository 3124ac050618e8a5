#include "command/unhindered_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dataarts::load {
namespace {

bool has_room(int descriptor, int milliseconds) noexcept {
  pollfd asked{descriptor, POLLOUT, 0};
  return ::poll(&asked, 1, milliseconds) > 0;  // an error is for the write to tell
}

}  // namespace

unhindered_output::~unhindered_output() {
  if (own_ >= 0) ::close(own_);
}

void unhindered_output::find_kind() noexcept {
  struct stat about{};
  if (::fstat(descriptor_, &about) != 0) return;
  auto const terminal = ::isatty(descriptor_) == 1;
  kind_ = kind::never_waits;
  if (S_ISSOCK(about.st_mode)) kind_ = kind::socket;
  if (!S_ISFIFO(about.st_mode) && !terminal) return;
  own_ = ::open(fmt::format("/proc/self/fd/{}", descriptor_).c_str(), O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  kind_ = own_ >= 0 ? kind::reopened : kind::polled;
  // So much a pipe takes that has room; of a terminal nobody knows.
  largest_write_ = terminal ? 1 : PIPE_BUF;
}

long unhindered_output::write_once(std::string_view text) const noexcept {
  switch (kind_) {
    case kind::reopened:
      return ::write(own_, text.data(), text.size());
    case kind::socket:
      return ::send(descriptor_, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    case kind::polled:
      if (!has_room(descriptor_, 0)) {
        errno = EAGAIN;
        return -1;
      }
      return ::write(descriptor_, text.data(), std::min(text.size(), largest_write_));
    case kind::unknown:
    case kind::never_waits:
      break;
  }
  return ::write(descriptor_, text.data(), text.size());
}

bool unhindered_output::write_some() {
  if (kind_ == kind::unknown) find_kind();
  std::string_view left = rest_;
  while (!left.empty()) {
    auto const written = write_once(left);
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      break;
    } else if (errno != EINTR) {
      left = {};
    }
  }
  rest_.erase(0, rest_.size() - left.size());
  return rest_.empty();
}

bool unhindered_output::offer(std::string_view text) {
  if (!flush()) return false;
  rest_ = text;
  write_some();
  return true;
}

void unhindered_output::keep(std::string_view text) {
  if (rest_.size() <= most_kept) rest_ += text;
  write_some();
}

bool unhindered_output::flush() { return rest_.empty() || write_some(); }

bool unhindered_output::flush_within(std::chrono::milliseconds patience) {
  auto const end = std::chrono::steady_clock::now() + patience;
  while (!flush()) {
    auto const left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0 || !has_room(own_ >= 0 ? own_ : descriptor_, static_cast<int>(left.count()))) return flush();
  }
  return true;
}

}  // namespace dataarts::load
