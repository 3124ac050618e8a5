#ifndef DATAARTS_NET_MEMORY_POLLER_HPP
#define DATAARTS_NET_MEMORY_POLLER_HPP

#include "net/readiness.hpp"
#include "net/stream.hpp"

#include <dataarts/memory_connection.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <vector>

namespace dataarts::net {

/// The readiness of connections in memory: no descriptor, no system call.
class memory_poller final : public readiness {
 public:
  memory_poller(boost::asio::any_io_executor const& executor, callback on_ready);
  ~memory_poller() override;

  /// A stream over a connection, which is watched until the stream ends; it may outlast this poller.
  std::unique_ptr<stream> open(memory_end end, std::uint64_t tag);

  void arm() override;
  void arm_at_once() override;
  void disarm() noexcept override;
  bool begin_batch(std::uint64_t wait) noexcept override;
  std::span<event const> take() override;

 private:
  class queue;
  class entry;
  class memory_stream;

  std::shared_ptr<queue> queue_;
  std::vector<event> events_;
};

}  // namespace dataarts::net

#endif
