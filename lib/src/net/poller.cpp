#include "net/poller.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/system/system_category.hpp>
#include <boost/system/system_error.hpp>

#include <array>
#include <cerrno>
#include <utility>

#include <sys/epoll.h>

namespace dataarts::net {

namespace {

[[noreturn]] void throw_errno(char const* what) {
  throw boost::system::system_error(errno, boost::system::system_category(), what);
}

epoll_event interest(std::uint64_t tag, bool writing) {
  epoll_event made{};
  made.events = EPOLLIN | EPOLLRDHUP | EPOLLET;
  // Only when asked for: a socket is nearly always writable, which would keep the whole set ready.
  if (writing) made.events |= EPOLLOUT;
  made.data.u64 = tag;
  return made;
}

}  // namespace

class poller::waiter {
 public:
  waiter(boost::asio::any_io_executor const& executor, int epoll, callback on_ready)
      : descriptor_(executor, epoll), on_ready_(std::make_shared<callback>(std::move(on_ready))) {}

  void arm() {
    if (waiting_) return;
    waiting_ = true;
    descriptor_.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                           [call = on_ready_, wait = ++wait_](boost::system::error_code error) {
                             if (!error) (*call)(wait);
                           });
  }

  void arm_at_once() {
    if (waiting_) return;
    waiting_ = true;
    boost::asio::post(descriptor_.get_executor(), [call = on_ready_, wait = ++wait_] { (*call)(wait); });
  }

  void disarm() noexcept {
    if (!waiting_) return;
    waiting_ = false;
    boost::system::error_code ignored;
    descriptor_.cancel(ignored);
  }

  bool end_wait(std::uint64_t wait) noexcept { return wait == wait_ && std::exchange(waiting_, false); }

 private:
  boost::asio::posix::stream_descriptor descriptor_;
  std::shared_ptr<callback> on_ready_;
  std::uint64_t wait_ = 0;
  bool waiting_ = false;
};

poller::poller(boost::asio::any_io_executor const& executor, callback on_ready)
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  if (epoll_ < 0) throw_errno("epoll_create1");
  descriptor guard(epoll_);
  waiter_ = std::make_unique<waiter>(executor, epoll_, std::move(on_ready));
  guard.release();  // the waiter owns it now
  events_.reserve(batch_size);
}

poller::~poller() = default;

void poller::add(int descriptor, std::uint64_t tag, bool for_writing) {
  auto wanted = interest(tag, for_writing);
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &wanted) != 0) throw_errno("epoll_ctl");
}

void poller::watch_writing(int descriptor, std::uint64_t tag, bool wanted) noexcept {
  auto changed = interest(tag, wanted);
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &changed);  // cannot fail for a descriptor that was added
}

void poller::arm() { waiter_->arm(); }

void poller::arm_at_once() { waiter_->arm_at_once(); }

void poller::disarm() noexcept { waiter_->disarm(); }

bool poller::begin_batch(std::uint64_t wait) noexcept { return waiter_->end_wait(wait); }

std::span<readiness::event const> poller::take() {
  std::array<epoll_event, batch_size> ready;  // NOLINT: filled by the kernel
  int count = 0;
  do {
    count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 0);
  } while (count < 0 && errno == EINTR);
  events_.clear();
  for (int i = 0; i < count; ++i) {
    auto const flags = ready[static_cast<std::size_t>(i)].events;
    events_.push_back({ready[static_cast<std::size_t>(i)].data.u64, (flags & EPOLLIN) != 0, (flags & EPOLLOUT) != 0,
                       (flags & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0});
  }
  return events_;
}

}  // namespace dataarts::net
