#include "write_patience.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>

namespace dataarts::apps {

bool write_patience::wait_for(int descriptor) {
  for (;;) {
    // A descriptor below zero is not looked at: what has been heard once need not be heard again.
    std::array<pollfd, 2> waits{{{descriptor, POLLOUT, 0}, {end_ ? -1 : stop_descriptor_, POLLIN, 0}}};
    auto const wait = end_ ? milliseconds_left() : -1;
    auto const ready = ::poll(waits.data(), waits.size(), wait);
    if (ready < 0 && errno != EINTR) return true;  // the write will tell
    if (ready > 0 && waits[0].revents != 0) return true;
    if (ready > 0) end_ = now_() + grace;
    if (ready == 0 && wait == 0) return false;
  }
}

int write_patience::milliseconds_left() const {
  auto const left = std::chrono::ceil<std::chrono::milliseconds>(*end_ - now_());
  return static_cast<int>(std::clamp(left, std::chrono::milliseconds::zero(), grace).count());
}

}  // namespace dataarts::apps
