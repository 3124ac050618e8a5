#include "run/worker.hpp"

#include "plan/planned_time.hpp"

#include <dataarts/async.hpp>
#include <dataarts/real_clock.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace dataarts::load {
namespace {

client_config prepared(client_config config, plan const& plan, worker_share const& share,
                       std::shared_ptr<observer> recorder) {
  config.max_connections = share.connections;
  config.max_waiting_calls = std::max(share.max_in_flight, share.users);
  config.call_timeout = plan.timeout;
  config.retry.max_attempts = 1;  // each request counts for itself
  // The plan says the rate, not what a client would make of refusals. A pause that is longer holds nothing back.
  config.throttle.adapt = false;
  config.retry.max_retry_after = plan.obey_retry_after ? held_back::longest : std::chrono::nanoseconds::zero();
  config.observer = std::move(recorder);
  return config;
}

}  // namespace

worker::worker(boost::asio::any_io_executor executor, client_config config, load::plan const& plan, worker_share share,
               std::unique_ptr<request_source> source, worker_sink& sink)
    : executor_(std::move(executor)),
      plan_(plan),
      share_(share),
      source_(std::move(source)),
      sink_(sink),
      clock_(config.time ? config.time : real_clock::shared()),
      recorder_(std::make_shared<flight_recorder>(plan.obey_retry_after)),
      client_(executor_, prepared(std::move(config), plan, share, recorder_)) {}

void worker::warm_up(std::function<void(dataarts::result<std::size_t>)> done) {
  async_warm_up(client_, share_.connections, std::move(done));
}

void worker::renew(std::unique_ptr<request_source> source) {
  loop_.reset();
  source_ = std::move(source);
  recorder_->enter_warmup();
  over_ = false;
}

void worker::start(clock::time_point at) {
  measured_from_ = at + plan_.warmup;
  planned_until_ = measured_from_ + planned_time(plan_);
  second_ = second_at(at);
  if (plan_.warmup.count() == 0) recorder_->leave_warmup();
  recorder_->begin_held_back(at);
  bell_ = clock_->make_alarm(executor_, [weak = weak_from_this()] {
    auto const self = weak.lock();
    if (!self || self->over_) return;
    self->enter_second(self->clock_->now());
    self->arm_bell();
  });
  arm_bell();
  loop_setting setting{.executor = executor_,
                       .clock = clock_,
                       .client = client_,
                       .recorder = *recorder_,
                       .plan = plan_,
                       .source = *source_,
                       .begin = at,
                       .measured_from = measured_from_,
                       .end = measured_from_ + plan_.duration,
                       .users = share_.users,
                       .requests = share_.requests,
                       .max_in_flight = share_.max_in_flight,
                       // The measured part begins with the first request that is planned in it.
                       .leave_warmup = [this](clock::time_point planned) { enter_second(planned); },
                       .on_finished = [this] { finish(); }};
  switch (plan_.model) {
    case load_model::closed:
      loop_ = make_closed_loop(std::move(setting));
      break;
    case load_model::open:
      loop_ = make_open_loop(std::move(setting));
      break;
    case load_model::workload:
      loop_ = make_workload_loop(std::move(setting));
      break;
  }
  loop_->start();
}

void worker::stop() {
  if (!loop_ || over_) return;
  if (auto const now = clock_->now(); now >= measured_from_ && now < planned_until_) {
    planned_until_ = now;
    enter_second(now);
    arm_bell();
  }
  loop_->stop();
}

void worker::give_up() {
  stop();
  client_.close();
}

void worker::arm_bell() {
  clock::time_point next = measured_from_ + std::chrono::seconds(second_ + 1);
  // The last second of the plan may be a part of one.
  if (second_ + 1 == begun_seconds(planned_until_ - measured_from_)) next = planned_until_;
  bell_->arm(next);
}

std::int64_t worker::second_at(clock::time_point now) const {
  auto const second = whole_seconds(now - measured_from_);
  return now < planned_until_ ? second : std::max(second, begun_seconds(planned_until_ - measured_from_));
}

void worker::enter_second(clock::time_point now) {
  auto const reached = second_at(now);
  if (reached <= second_) return;
  give_interval(second_, now);
  second_ = reached;
  if (second_ >= 0) recorder_->leave_warmup();
}

void worker::give_interval(std::int64_t second, clock::time_point now) {
  recorder_->count_held_back(now);
  auto seen = recorder_->exchange(sink_.empty_measurement());
  auto const drain = second >= begun_seconds(planned_until_ - measured_from_);
  sink_.interval_over(
      {share_.worker, second, std::move(seen), recorder_->in_flight(), recorder_->connections_open(), drain});
}

void worker::finish() {
  if (std::exchange(over_, true)) return;
  bell_->disarm();
  give_interval(second_, clock_->now());
  if (!share_.stays) client_.close();
  sink_.finished(share_.worker);
}

}  // namespace dataarts::load
