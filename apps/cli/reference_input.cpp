#include "reference_input.hpp"

#include "usage_error.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dataarts::cli {
namespace {

constexpr std::size_t piece_size = 64 * 1024;

// A blocking open of a named pipe waits for a writer, and nothing but a signal could end that. This one waits for
// nobody. Until a writer has come a read says that the input is at its end, but the system does not call the pipe
// readable: hence no read before a wait has ended. (Opened for writing too, it would never be at its end.)
int open_without_waiting(char const* path) noexcept {
  return ::open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

bool writers_are_gone(int descriptor) noexcept {
  pollfd look{descriptor, POLLIN, 0};
  return ::poll(&look, 1, 0) == 1 && (look.revents & POLLHUP) != 0;
}

}  // namespace

reference_input::reference_input(boost::asio::any_io_executor const& executor, std::string script,
                                 std::vector<std::string> instances)
    : executor_(executor), script_(std::move(script)), instances_(std::move(instances)) {}

reference_input::reference_input(boost::asio::any_io_executor const& executor, std::string const& path)
    : executor_(executor), name_(path == "-" ? "<stdin>" : path), parser_(name_), piece_(piece_size, '\0') {
  if (path == "-") {
    // Opened anew if possible: waiting for it makes it non-blocking, and the descriptor that was inherited is shared
    // with other programs, which would see that.
    descriptor_ = open_without_waiting("/proc/self/fd/0");
    if (descriptor_ < 0) descriptor_ = ::fcntl(0, F_DUPFD_CLOEXEC, 0);
  } else {
    descriptor_ = open_without_waiting(path.c_str());
  }
  if (descriptor_ < 0) throw usage_error(fmt::format("--from: cannot open {}: {}", name_, std::strerror(errno)));
  owned_ = true;
  struct stat about{};
  auto const known = ::fstat(descriptor_, &about) == 0;
  if (known && S_ISDIR(about.st_mode)) {
    ::close(descriptor_);
    throw usage_error(fmt::format("--from: {} is a directory; expected a file", name_));
  }
  if (known && S_ISREG(about.st_mode)) {
    file_size_ = static_cast<std::uint64_t>(about.st_size);
    // Standard input that was opened anew begins at the start; the shell may have left it elsewhere.
    if (path == "-") ::lseek(descriptor_, ::lseek(0, 0, SEEK_CUR), SEEK_SET);
    return;
  }
  // Of a named pipe that all writers have left, only the descriptor that was there before says so. What they wrote can
  // be read at once, and nothing more will come.
  if (path == "-" && known && S_ISFIFO(about.st_mode) && writers_are_gone(STDIN_FILENO)) return;
  // Also for a device such as /dev/null, which cannot be waited for: a wait ends at once, and the read never blocks.
  waiter_.emplace(executor, descriptor_);
}

reference_input::~reference_input() {
  if (waiter_) waiter_->release();
  if (owned_) ::close(descriptor_);
}

reference_input::step reference_input::take(instance_ref& into) {
  if (!parser_) {
    if (taken_ == instances_.size()) return step::end;
    into = instance_ref(script_, instances_[taken_]);
    ++taken_;
    return step::reference;
  }
  while (!ended_) {
    if (auto next = parser_->next()) {
      into = std::move(*next);
      ++taken_;
      return step::reference;
    }
    if (parser_->finished()) {
      ended_ = true;
    } else if (waiter_ && !std::exchange(ready_, false)) {
      return step::wait;
    } else if (!read_some()) {
      return step::wait;
    }
  }
  return step::end;
}

// False if there is nothing to read yet.
bool reference_input::read_some() {
  for (;;) {
    auto const count = ::read(descriptor_, piece_.data(), piece_.size());
    if (count > 0) {
      bytes_read_ += static_cast<std::uint64_t>(count);
      parser_->feed(std::string_view(piece_.data(), static_cast<std::size_t>(count)));
      return true;
    }
    if (count == 0) {
      parser_->finish();
      return true;
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) return false;
    if (errno != EINTR) throw usage_error(fmt::format("--from: cannot read {}: {}", name_, std::strerror(errno)));
  }
}

boost::asio::awaitable<void> reference_input::readable() {
  if (!waiter_) co_return;
  constexpr auto token = boost::asio::as_tuple(boost::asio::use_awaitable);
  auto const outcome = co_await waiter_->async_wait(boost::asio::posix::stream_descriptor::wait_read, token);
  ready_ = std::get<0>(outcome) != boost::asio::error::operation_aborted;
}

void reference_input::cancel() noexcept {
  boost::system::error_code ignored;
  if (waiter_) waiter_->cancel(ignored);
}

std::optional<expected_total> reference_input::total() const noexcept {
  if (!parser_) return expected_total{instances_.size(), true};
  if (ended_) return expected_total{taken_, true};
  auto const parsed = bytes_read_ - parser_->unread();
  if (file_size_ == 0 || taken_ == 0 || parsed == 0) return std::nullopt;
  auto const share = static_cast<double>(file_size_) / static_cast<double>(parsed);
  return expected_total{static_cast<std::uint64_t>(static_cast<double>(taken_) * share), false};
}

}  // namespace dataarts::cli
