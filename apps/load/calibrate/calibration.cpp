#include "calibrate/calibration.hpp"

#include "calibrate/local_mock.hpp"
#include "plan/stages.hpp"
#include "result/load_figures.hpp"
#include "run/load_run.hpp"

#include <dataarts/failure.hpp>

#include <boost/asio/io_context.hpp>

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <utility>

namespace dataarts::load {
namespace {

/// One plan to its end.
class measured_step final : public run_listener {
 public:
  measured_step(local_mock const& server, plan what) : server_(server) {
    run_settings settings;
    settings.plan = std::move(what);
    settings.client.endpoint = server.url();
    settings.client.project_id = "calibration";
    server_cpu_ = server.cpu();
    load_run run(context_, std::move(settings), *this);
    run.start();
    context_.run();
    if (!problem_.empty()) throw std::runtime_error("the mock server of this process cannot be asked: " + problem_);
  }

  void on_ready(std::size_t, std::chrono::system_clock::time_point) override {}

  void on_interval(interval const& summary, measurement const&, result const&) override {
    if (summary.second < 0) server_cpu_ = server_.cpu();
  }

  void on_end(result const& whole) override {
    total_.add(whole.total);
    figures_ = figures_of(whole);
    cpu_ = whole.generator.user + whole.generator.system - (server_.cpu() - server_cpu_);
  }

  void on_unreachable(failure const& why) override { problem_ = why.message(); }

  measurement const& total() const noexcept { return total_; }
  double answered() const noexcept { return static_cast<double>(total_.count(outcome::answered)); }
  load_figures const& figures() const noexcept { return figures_; }
  double cpu_per_request() const noexcept {
    return answered() > 0 ? static_cast<double>(cpu_.count()) / answered() : 0;
  }

 private:
  local_mock const& server_;
  boost::asio::io_context context_{1};
  measurement total_;
  load_figures figures_;
  std::chrono::nanoseconds cpu_{0};
  std::chrono::nanoseconds server_cpu_{0};
  std::string problem_;
};

floor_percentiles percentiles_of_floor(hdr_histogram const& from) {
  return {from.value_at_percentile(50), from.value_at_percentile(99), from.value_at_percentile(99.9)};
}

plan plan_of_step(calibration_settings const& settings, std::size_t connections) {
  plan made;
  // The documented example, which the mock server knows from the start.
  made.targets = {instance_ref("dwsscript", "a1ad-448a-9d56-4154193d49c5")};
  made.warmup = settings.warmup;
  made.duration = settings.step;
  made.connections = made.users = connections;
  return made;
}

}  // namespace

double calibration::answers_per_core() const noexcept {
  constexpr double second = 1e9;
  return cpu_per_request > 0 ? second / cpu_per_request : 0;
}

calibration calibrate(calibration_settings const& settings, std::function<void(std::string_view)> const& progress) {
  machine_watch const watch;
  local_mock const server;
  calibration made;

  progress(fmt::format("closed loop, {} connections", settings.connections));
  made.connections = settings.connections;
  measured_step const closed(server, plan_of_step(settings, settings.connections));
  made.answers_per_second = closed.figures().answered_per_second;
  made.cpu_per_request = closed.cpu_per_request();

  for (auto const rate : settings.rates) {
    progress(fmt::format("open loop, {}", rate_text(rate)));
    auto what = plan_of_step(settings, settings.connections);
    what.model = load_model::open;
    what.stages = constant_rate(rate, what.warmup + what.duration);
    measured_step const open(server, std::move(what));
    made.rates.push_back({rate, open.figures().answered_share, percentiles_of_floor(open.total().lag)});
  }

  progress("closed loop, 1 connection");
  measured_step const alone(server, plan_of_step(settings, 1));
  if (auto const* const answers = alone.total().of(outcome::answered)) {
    made.response = percentiles_of_floor(answers->response);
    made.service = percentiles_of_floor(answers->service);
    made.lowest = answers->response.min();
  }
  made.machine = watch.look();
  return made;
}

}  // namespace dataarts::load
