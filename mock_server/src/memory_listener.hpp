#ifndef DATAARTS_MOCK_MEMORY_LISTENER_HPP
#define DATAARTS_MOCK_MEMORY_LISTENER_HPP

#include "context_watch.hpp"
#include "entrance.hpp"
#include "shard.hpp"

#include <dataarts/memory_network.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace dataarts::mock {

/// A port of a network in memory.
class memory_listener final : public entrance,
                              public memory_watcher,
                              public context_member,
                              public std::enable_shared_from_this<memory_listener> {
 public:
  /// Listens when it returns. Throws `boost::system::system_error` that names port and reason.
  memory_listener(session_executor const& executor, memory_network& network, std::uint16_t port,
                  std::vector<std::shared_ptr<shard>> const& shards);

  void start() override;
  void close() noexcept override { port_->close(); }
  void refuse(bool on) override { port_->refuse(on); }
  session_executor executor() override { return executor_; }
  std::uint16_t port() const noexcept override { return port_->port(); }

  void ready() noexcept override;
  void abandon() noexcept override { port_->close(); }

 private:
  void accept();
  void hand_over(memory_end end, std::size_t number);

  session_executor executor_;
  std::shared_ptr<memory_network::listener> port_;
  std::vector<std::weak_ptr<shard>> shards_;
  std::vector<session_executor> executors_;
  std::size_t next_shard_ = 0;
  std::atomic<bool> accepts_soon_{false};
};

}  // namespace dataarts::mock

#endif
