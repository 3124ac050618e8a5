#ifndef DATAARTS_MEMORY_NETWORK_HPP
#define DATAARTS_MEMORY_NETWORK_HPP

#include <dataarts/memory_connection.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/system_category.hpp>
#include <boost/system/system_error.hpp>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

namespace dataarts {

/// A network in memory, of one machine that has every name, for clients and mock servers in one process:
/// `mock::options{}.on_network(net)` and `client_config{.network = net}`. No socket is opened, no name is looked up, no
/// system call made; what happens depends on nothing but the order in which contexts run their handlers.
///
/// A connection keeps at most `capacity` bytes in each direction that are not read; who writes more has to wait, as
/// with a socket. It ends as TCP does: an end after all bytes, a reset, a refusal, with the same errors.
///
/// Thread-safe: clients and servers may be on contexts that different threads run. Made by `std::make_shared` only:
/// one that is not throws `std::logic_error` when a server wants to listen in it. The members are for the client and
/// the mock server.
class memory_network : public std::enable_shared_from_this<memory_network> {
 public:
  class listener;

  explicit memory_network(std::size_t capacity = 256 * 1024) : capacity_(capacity == 0 ? 1 : capacity) {}

  /// A connection to a port, whatever the host. `ECONNREFUSED` if nobody listens on it, or it refuses.
  memory_end dial(std::uint16_t port, boost::system::error_code& error);

  /// @param port  0: the first free one of 49152 and above
  /// Throws `boost::system::system_error` (`EADDRINUSE`) if the port is taken, or none is left, and
  /// `std::logic_error` if no `std::shared_ptr` keeps this network.
  std::shared_ptr<listener> listen(std::uint16_t port);

 private:
  static constexpr std::uint16_t first_port = 49152;
  static constexpr std::size_t backlog = 4096;

  inline static std::atomic<std::uint64_t> made_{0};  // in this process

  std::size_t capacity_;
  std::uint64_t number_ = ++made_;
  std::mutex mutex_;
  std::uint64_t connections_ = 0;
  std::map<std::uint16_t, listener*> ports_;
};

/// A port that is taken. Its destructor closes it.
class memory_network::listener {
 public:
  listener(std::shared_ptr<memory_network> owner, std::uint16_t port) : owner_(std::move(owner)), port_(port) {}
  listener(listener const&) = delete;
  listener& operator=(listener const&) = delete;
  ~listener() { close(); }

  std::uint16_t port() const noexcept { return port_; }

  /// The next connection; nothing if none is waiting.
  std::optional<memory_end> accept() {
    std::lock_guard const lock(owner_->mutex_);
    if (waiting_.empty()) return std::nullopt;
    auto next = std::move(waiting_.front());
    waiting_.pop_front();
    return next;
  }

  /// Null: nobody. When this returns, the watcher of before is not being told anything.
  void watch(memory_watcher* watcher) noexcept {
    std::lock_guard const lock(owner_->mutex_);
    watcher_ = watcher;
  }

  /// True: connections are refused, and those that wait are reset.
  void refuse(bool on) {
    std::lock_guard const lock(owner_->mutex_);
    refusing_ = on;
    if (on) reset_waiting();
  }

  /// Gives the port back; connections that wait are reset. Idempotent.
  void close() noexcept {
    std::lock_guard const lock(owner_->mutex_);
    watcher_ = nullptr;
    if (std::exchange(closed_, true)) return;
    owner_->ports_.erase(port_);
    reset_waiting();
  }

 private:
  friend class memory_network;

  void reset_waiting() noexcept {
    for (auto& each : waiting_) each.reset();
    waiting_.clear();
  }

  std::shared_ptr<memory_network> owner_;
  std::uint16_t port_;
  // Under the network's lock:
  bool refusing_ = false;
  bool closed_ = false;
  memory_watcher* watcher_ = nullptr;
  std::deque<memory_end> waiting_;
};

inline memory_end memory_network::dial(std::uint16_t port, boost::system::error_code& error) {
  std::lock_guard const lock(mutex_);
  auto const found = ports_.find(port);
  if (found == ports_.end() || found->second->refusing_ || found->second->waiting_.size() >= backlog) {
    error = {ECONNREFUSED, boost::system::system_category()};
    return {};
  }
  error = {};
  // Two networks of one clock have names of their own.
  auto name = "memory:" + std::to_string(port) + '#' + std::to_string(++connections_) + '@' + std::to_string(number_);
  auto [mine, theirs] = memory_end::make_pair(std::move(name), capacity_);
  found->second->waiting_.push_back(std::move(theirs));
  if (found->second->watcher_ != nullptr) found->second->watcher_->ready();
  return std::move(mine);
}

inline std::shared_ptr<memory_network::listener> memory_network::listen(std::uint16_t port) {
  auto self = weak_from_this().lock();
  if (!self) {
    throw std::logic_error(
        "memory_network: it is in no std::shared_ptr of its own, which its servers have to keep; make it by "
        "std::make_shared<dataarts::memory_network>()");
  }
  std::lock_guard const lock(mutex_);
  auto chosen = port;
  if (port == 0) {
    chosen = first_port;
    while (chosen != 0 && ports_.contains(chosen)) ++chosen;
  }
  if (chosen == 0 || ports_.contains(chosen)) {
    throw boost::system::system_error(EADDRINUSE, boost::system::system_category(),
                                      "cannot listen on port " + std::to_string(port) + " of the network in memory");
  }
  auto const made = std::make_shared<listener>(std::move(self), chosen);
  ports_.emplace(chosen, made.get());
  return made;
}

}  // namespace dataarts

#endif
