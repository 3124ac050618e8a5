#ifndef DATAARTS_NET_POLLER_HPP
#define DATAARTS_NET_POLLER_HPP

#include "net/readiness.hpp"
#include "net/stream.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace dataarts::net {

/// The readiness of all connections of one client: an epoll set of its own, of which the context sees one descriptor.
///
/// Why not one Asio socket per connection: Asio 1.26 begins every read with a receive that fails, and sends each
/// completion through its queue. With one wait for all connections a query costs a send and a receive; the wait, and
/// what Asio does for it, is shared by all answers that are there (docs/architecture.md has the measurements).
class poller final : public readiness {
 public:
  poller(boost::asio::any_io_executor const& executor, callback on_ready);
  ~poller() override;

  /// Watches a descriptor until it is closed. Throws `boost::system::system_error`.
  void add(int descriptor, std::uint64_t tag, bool for_writing);

  /// Also, or no longer, tells when it is writable.
  void watch_writing(int descriptor, std::uint64_t tag, bool wanted) noexcept;

  void arm() override;
  void arm_at_once() override;
  void disarm() noexcept override;
  bool begin_batch(std::uint64_t wait) noexcept override;
  std::span<event const> take() override;

 private:
  class waiter;

  std::unique_ptr<waiter> waiter_;
  int epoll_ = -1;
  std::vector<event> events_;
};

}  // namespace dataarts::net

#endif
