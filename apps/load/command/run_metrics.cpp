#include "command/run_metrics.hpp"

#include "command/console.hpp"
#include "usage_error.hpp"

#include <boost/system/system_error.hpp>

#include <fmt/format.h>

#include <functional>
#include <utility>

namespace dataarts::load {
namespace {

metrics_server make_metrics_server(boost::asio::any_io_executor const& executor, std::uint16_t port,
                                   std::function<std::shared_ptr<std::string const>()> page) {
  try {
    return {executor, port, std::move(page)};
  } catch (boost::system::system_error const& problem) {
    throw apps::usage_error(fmt::format("--prometheus: cannot listen on 127.0.0.1:{}: {}; 0 takes any free port", port,
                                        problem.code().message()));
  }
}

}  // namespace

run_metrics::run_metrics(boost::asio::any_io_executor const& executor, std::uint16_t port)
    : server_(make_metrics_server(executor, port, [this] { return page(); })) {
  say("metrics: http://127.0.0.1:{}/metrics", server_.port());
}

void run_metrics::second(interval const& summary, result const& so_far) {
  so_far_ = &so_far;
  now_ = {summary.in_flight, summary.connections_open};
  page_.reset();
}

std::shared_ptr<std::string const> run_metrics::page() {
  if (!page_) {
    page_ = std::make_shared<std::string const>(so_far_ != nullptr ? prometheus_report(so_far_->total, now_)
                                                                   : prometheus_report(measurement(), now_));
  }
  return page_;
}

}  // namespace dataarts::load
