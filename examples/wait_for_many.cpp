// Waits for ten thousand runs under a limit of 300 requests per second, and takes their ends as they are found. The
// service is a mock server in this process, and time is virtual: the runs take minutes, this program does not.
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
#include <ranges>
#include <string>

namespace {

using namespace std::chrono_literals;
namespace mock = dataarts::mock;

constexpr std::size_t number = 10'000;

boost::asio::awaitable<bool> wait_for_all(dataarts::client& client) {
  auto options = dataarts::fleet_options();
  options.max_rate(300).deadline(2h);
  options.progress_interval(60s).on_progress([](dataarts::fleet_progress const& now) {
    std::cerr << now.waited / 1s << " s: " << now.finished << " finished, " << now.failed << " failed, " << now.left
              << " left, " << now.looks << " looks\n";
  });
  auto const reference = [](std::size_t i) { return dataarts::instance_ref("etl", "run-" + std::to_string(i)); };
  auto ends = client.wait_all(std::views::iota(std::size_t{0}, number) | std::views::transform(reference), options);

  std::size_t finished = 0;
  std::size_t failed = 0;
  for (;;) {
    auto const end = co_await ends.next();
    if (!end) break;
    if (!end->outcome) {
      std::cerr << end->ref.instance() << ": " << end->outcome.error() << '\n';
      co_return false;
    }
    ++(end->outcome->status() == dataarts::run_status::failed ? failed : finished);
  }
  std::cout << finished << " finished, " << failed << " failed, " << client.stats().requests_sent << " requests\n";
  co_return finished + failed == number&& failed > 0;
}

std::shared_ptr<mock::script_runs> make_service(std::shared_ptr<dataarts::clock> time) {
  auto service = std::make_shared<mock::script_runs>(mock::script_runs_options{.clock = std::move(time)});
  service->add(
      mock::run_rule{.script = "etl",
                     .instance = "run-*",
                     .timeline = {{.state = mock::run_state::running, .lasts = mock::step_time::lognormal(60s, 600s)},
                                  {.state = mock::run_state::finished}},
                     .starts = mock::run_start::load,
                     .failed = 0.02});
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

  return dataarts::run(context, *time, wait_for_all(client)) ? EXIT_SUCCESS : EXIT_FAILURE;
}
