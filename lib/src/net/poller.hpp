#ifndef DATAARTS_NET_POLLER_HPP
#define DATAARTS_NET_POLLER_HPP

#include "net/stream.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace dataarts::net {

/// The readiness of all connections of one client: an epoll set of its own, of which the context sees one descriptor.
///
/// Why not one Asio socket per connection: Asio 1.26 begins every read with a receive that fails, and sends each
/// completion through its queue. With one wait for all connections a query costs a send and a receive; the wait, and
/// what Asio does for it, is shared by all answers that are there (docs/architecture.md has the measurements).
///
/// Edge-triggered. Not thread-safe: the owner's lock is held for every member but `take`, which is for the one thread
/// that `begin_batch` let in, until it arms again. The callback runs on the executor, without the lock.
class poller {
 public:
  struct event {
    std::uint64_t tag;
    bool readable;
    bool writable;
    bool ended;  ///< the peer has closed, or there is an error to be read
  };

  /// Events of one `take`, at most.
  static constexpr std::size_t batch_size = 256;

  /// Called once per `arm` when something is ready, with a number for `begin_batch`.
  using callback = std::function<void(std::uint64_t wait)>;

  poller(boost::asio::any_io_executor const& executor, callback on_ready);
  ~poller();
  poller(poller const&) = delete;
  poller& operator=(poller const&) = delete;

  /// Watches a descriptor until it is closed. Throws `boost::system::system_error`.
  void add(int descriptor, std::uint64_t tag, bool for_writing);

  /// Also, or no longer, tells when it is writable.
  void watch_writing(int descriptor, std::uint64_t tag, bool wanted) noexcept;

  /// Waits for readiness, which keeps the context running. Nothing if it waits already.
  void arm();

  /// As if something was ready: calls the callback soon.
  void arm_at_once();

  /// Ends the wait without a call. Idempotent.
  void disarm() noexcept;

  /// In the callback, first: the wait is over. False if it was disarmed meanwhile; nothing is to be done then.
  bool begin_batch(std::uint64_t wait) noexcept;

  /// What is ready now; does not wait.
  std::span<event const> take();

 private:
  class waiter;

  std::unique_ptr<waiter> waiter_;
  int epoll_ = -1;
  std::vector<event> events_;
};

}  // namespace dataarts::net

#endif
