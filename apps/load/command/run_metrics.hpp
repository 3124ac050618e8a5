#ifndef DATAARTS_LOAD_COMMAND_RUN_METRICS_HPP
#define DATAARTS_LOAD_COMMAND_RUN_METRICS_HPP

#include "command/metrics_server.hpp"
#include "report/prometheus_report.hpp"
#include "result/result.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace dataarts::load {

/// Serves what a run has measured so far.
class run_metrics {
 public:
  /// Listens, and says where on standard error. Throws `usage_error` if it cannot.
  run_metrics(boost::asio::any_io_executor const& executor, std::uint16_t port);

  /// A second is over. `so_far` must stay valid until `close`.
  void second(interval const& summary, result const& so_far);

  void close() { server_.close(); }

 private:
  std::shared_ptr<std::string const> page();

  result const* so_far_ = nullptr;
  load_now now_;
  std::shared_ptr<std::string const> page_;  // of this second; made when somebody asks for it
  metrics_server server_;
};

}  // namespace dataarts::load

#endif
