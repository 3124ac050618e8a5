#include "interrupt.hpp"

#include <boost/system/error_code.hpp>

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <system_error>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace dataarts::apps {
namespace {

constexpr int exit_interrupted = 130;

int event_descriptor = -1;
std::sig_atomic_t volatile signals_seen = 0;

// Only what is safe in a signal handler. Asio's signal_set could not end a process that is blocked elsewhere.
void on_signal(int) {
  if (signals_seen != 0) _exit(exit_interrupted);
  signals_seen = 1;
  auto const before = errno;
  std::uint64_t const one = 1;
  [[maybe_unused]] auto const written = write(event_descriptor, &one, sizeof one);
  errno = before;
}

int open_event() {
  event_descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (event_descriptor < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
  return event_descriptor;
}

}  // namespace

interrupt::interrupt(boost::asio::any_io_executor const& executor, std::function<void()> on_first)
    : pipe_end_(executor, open_event()), on_first_(std::move(on_first)) {
  struct sigaction action{};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  for (auto const number : {SIGINT, SIGTERM}) {
    struct sigaction inherited{};
    sigaction(number, nullptr, &inherited);
    // Ignored on purpose by whoever started the program, such as `nohup` or a shell for jobs in the background.
    if (inherited.sa_handler == SIG_IGN) continue;
    sigaction(number, &action, nullptr);
  }
  pipe_end_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](boost::system::error_code error) {
    if (!error) on_first_();
  });
}

interrupt::~interrupt() {
  struct sigaction action{};
  action.sa_handler = SIG_DFL;
  for (auto const number : {SIGINT, SIGTERM}) {
    struct sigaction current{};
    sigaction(number, nullptr, &current);
    if (current.sa_handler == on_signal) sigaction(number, &action, nullptr);
  }
}

bool interrupt::seen() const noexcept { return signals_seen != 0; }

void interrupt::close() noexcept {
  boost::system::error_code ignored;
  pipe_end_.cancel(ignored);
}

}  // namespace dataarts::apps
