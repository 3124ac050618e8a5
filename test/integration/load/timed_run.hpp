#ifndef DATAARTS_TEST_INTEGRATION_LOAD_TIMED_RUN_HPP
#define DATAARTS_TEST_INTEGRATION_LOAD_TIMED_RUN_HPP

#include "loaded.hpp"
#include "loop.hpp"

#include <dataarts/memory_network.hpp>
#include <dataarts/mock/journal.hpp>
#include <dataarts/virtual_clock.hpp>
#include <dataarts/virtual_time.hpp>

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace test {

/// A plan that is carried out against a mock server on virtual time, all on one thread.
class timed_run {
 public:
  /// @param network  null: sockets
  explicit timed_run(std::shared_ptr<dataarts::memory_network> const& network = nullptr,
                     dataarts::mock::options options = {}) {
    options.journal = journal;
    options.clock = clock;
    options.network = network;
    server.emplace(context, std::move(options));
    settings.client.network = network;
    settings.client.endpoint = server->url();
    settings.client.project_id = "p";
    settings.client.time = clock;
    settings.threads = 0;
    settings.plan.connections = 4;
    settings.plan.timeout = std::chrono::hours(1);
  }

  /// An open or workload plan of one rate.
  void at_rate(double per_second, std::chrono::nanoseconds warmup, std::chrono::nanoseconds duration) {
    settings.plan.model = dataarts::load::load_model::open;
    settings.plan.stages = {{per_second, per_second, warmup + duration}};
    settings.plan.warmup = warmup;
    settings.plan.duration = duration;
  }

  void start() {
    run.emplace(context, settings, told);
    run->start();
    settle(context);
  }

  void advance(dataarts::clock::duration by) {
    clock->advance(by, [this] { settle(context); });
  }

  /// To the end of the run, from alarm to alarm.
  void finish() {
    dataarts::run_until(context, clock, [this] { return told.ended || told.unreachable; });
  }

  void carry_out() {
    start();
    finish();
  }

  boost::asio::io_context context{1};
  std::shared_ptr<dataarts::virtual_clock> clock = std::make_shared<dataarts::virtual_clock>();
  std::shared_ptr<dataarts::mock::journal> journal = std::make_shared<dataarts::mock::journal>(10'000);
  std::optional<dataarts::mock::server> server;
  dataarts::load::run_settings settings;
  told_of_run told;
  std::optional<dataarts::load::load_run> run;
};

/// The requests that came from then on.
inline std::size_t since(std::vector<dataarts::mock::journal_entry> const& entries, std::chrono::nanoseconds when) {
  std::size_t count = 0;
  for (auto const& each : entries) count += each.mock_time >= when ? 1 : 0;
  return count;
}

}  // namespace test

#endif
