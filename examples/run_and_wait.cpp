// Starts a script with parameters, waits for its end, and prints the rows. The service is a mock server in this process
// whose run takes nine minutes, and time is virtual: nobody waits.
#include <dataarts/client.hpp>
#include <dataarts/mock/options.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/mock/server.hpp>
#include <dataarts/virtual_clock.hpp>
#include <dataarts/virtual_time.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>

namespace {

using namespace std::chrono_literals;
namespace mock = dataarts::mock;

boost::asio::awaitable<bool> run_report(dataarts::client& client) {
  auto options = dataarts::run_options();
  options.poll(dataarts::poll_options().deadline(15min).on_look([](dataarts::look_report const& look) {
    if (look.look % 20 == 0) std::cerr << "still " << look.status_text << " after " << look.waited / 1s << " s\n";
  }));
  options.stop_when_cancelled(true);

  dataarts::script_parameters parameters;
  parameters.set("day", "2026-11-29");
  auto const run = co_await client.run("nightly_report", parameters, options);
  if (!run) {
    // What was started is not lost: it can be waited for again.
    std::cerr << run.error() << '\n';
    co_return false;
  }
  std::cout << run->ref().instance() << ": " << to_string(run->instance().status()) << '\n';
  for (auto const result : run->instance().results()) {
    for (auto const row : result.rows()) std::cout << row[0] << ' ' << row[1] << '\n';
  }
  co_return run->instance().status() == dataarts::run_status::finished;
}

std::shared_ptr<mock::script_runs> make_service(std::shared_ptr<dataarts::clock> time) {
  auto service = std::make_shared<mock::script_runs>(mock::script_runs_options{.clock = std::move(time)});
  service->add(mock::script_definition{.name = "nightly_report", .content = "select city, count(*) from trips"});
  service->add(mock::run_rule{
      .script = "nightly_report",
      .timeline = {{.state = mock::run_state::launching, .lasts = 4s},
                   {.state = mock::run_state::running, .lasts = 9min},
                   {.state = mock::run_state::finished, .results = R"([{"rows":[["Bergen",12],["Oslo",31]]}])"}}});
  return service;
}

}  // namespace

int main() {
  auto const time = std::make_shared<dataarts::virtual_clock>();
  boost::asio::io_context context(1);
  mock::options settings;
  settings.answers = make_service(time);
  settings.clock = time;
  mock::server server(context, settings);

  dataarts::client_config config;
  config.endpoint = server.url();
  config.project_id = "my-project";
  config.time = time;
  dataarts::client client(context.get_executor(), config);

  return dataarts::run(context, *time, run_report(client)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
