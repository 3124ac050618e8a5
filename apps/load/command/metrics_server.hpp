#ifndef DATAARTS_LOAD_COMMAND_METRICS_SERVER_HPP
#define DATAARTS_LOAD_COMMAND_METRICS_SERVER_HPP

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace dataarts::load {

/// Answers `GET /metrics` on 127.0.0.1, for Prometheus or a curious person. One answer for each connection, and few
/// connections at a time, each for seconds only: a reader that is slow or silent holds nothing up.
///
/// Everything happens on the executor, which has to be one thread's.
class metrics_server {
 public:
  /// Listens.
  /// @param port  0: any.
  /// @param text  is asked for the page when somebody wants it.
  /// Throws `boost::system::system_error` if it cannot.
  metrics_server(boost::asio::any_io_executor const& executor, std::uint16_t port,
                 std::function<std::shared_ptr<std::string const>()> text);

  /// As `close`.
  ~metrics_server();
  metrics_server(metrics_server const&) = delete;
  metrics_server& operator=(metrics_server const&) = delete;

  std::uint16_t port() const;

  /// Ends the connections and listens no more. `text` is not called any more.
  void close();

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace dataarts::load

#endif
