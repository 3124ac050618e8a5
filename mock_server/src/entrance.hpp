#ifndef DATAARTS_MOCK_ENTRANCE_HPP
#define DATAARTS_MOCK_ENTRANCE_HPP

#include "session_base.hpp"

#include <cstdint>

namespace dataarts::mock {

/// Where connections come in: a port of the machine or of a network in memory. Deals them out to the shards in turn.
class entrance {
 public:
  entrance() = default;
  entrance(entrance const&) = delete;
  entrance& operator=(entrance const&) = delete;
  virtual ~entrance() = default;

  virtual void start() = 0;
  virtual void close() noexcept = 0;

  /// True: connections to the port are refused, which stays this server's. False: listens again; throws
  /// `boost::system::system_error` if that fails. Done when it returns. From any thread.
  virtual void refuse(bool on) = 0;

  virtual session_executor executor() = 0;
  virtual std::uint16_t port() const noexcept = 0;
};

}  // namespace dataarts::mock

#endif
