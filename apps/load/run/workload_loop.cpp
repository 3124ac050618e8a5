#include "run/rethrown.hpp"
#include "run/scheduled_loop.hpp"
#include "run/sleeper.hpp"

#include <dataarts/script_instance.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <list>
#include <memory>
#include <string>
#include <utility>

namespace dataarts::load {
namespace {

/// Looks in a row that may fail before a run is given up.
constexpr unsigned most_failures = 10;

class workload_loop final : public scheduled_loop {
 public:
  using scheduled_loop::scheduled_loop;

  void stop() override {
    stopped_ = true;
    scheduled_loop::stop();
    // A run that goes on may end, and is erased then.
    for (auto at = runs_.begin(); at != runs_.end();) (at++)->pause.end();
  }

 private:
  struct run {
    run(boost::asio::any_io_executor const& executor, clock& time) : pause(executor, time) {}
    std::uint64_t number = 0;
    clock::time_point began;
    flight current;
    sleeper pause;
    std::list<run>::iterator place;
  };

  void begin(planned_request const& request) override {
    auto const planned = instant_of(request);
    // Its start is counted where it belongs, also if it begins the measured part.
    its_.notice(planned);
    if (runs_.size() == its_.max_in_flight) {
      its_.drop_flight(planned);
      return;
    }
    auto& mine = runs_.emplace_back(its_.executor, *its_.clock);
    mine.place = std::prev(runs_.end());
    mine.number = request.number;
    mine.began = planned;
    boost::asio::co_spawn(its_.executor, follow(shared_from_this(), mine), rethrown);
  }

  // Then the last look may begin until the end: looks are part of the measured time only.
  void nothing_left() override {
    if (!last_bell_ && !stopped_) {
      last_bell_ = its_.clock->make_alarm(its_.executor, [weak = weak_from_this()] {
        if (auto const self = weak.lock()) self->stop();
      });
      last_bell_->arm(its_.end);
    }
    finish_if_done();
  }

  void plan(flight& what, flight_purpose purpose, clock::time_point planned) {
    what.purpose = purpose;
    its_.plan_flight(what, planned);
    its_.recorder.begin(what);
  }

  // The loop lives as long as its runs.
  boost::asio::awaitable<void> follow(std::shared_ptr<scheduled_loop> /*kept*/, run& mine) {
    call_options const options;
    if (mine.began >= its_.measured_from) ++its_.recorder.runs().started;
    auto ref = its_.source.target(mine.number);
    auto last = mine.began;
    bool alive = true;
    if (its_.plan.execute) {
      plan(mine.current, flight_purpose::execute, mine.began);
      script_ref what(std::string(ref.script()), std::string(ref.workspace()));
      script_parameters none;
      auto const started = co_await its_.client.execute(std::move(what), std::move(none), options);
      auto const why = started.error();
      its_.recorder.end(mine.current, started.has_error() ? &why : nullptr);
      last = mine.current.ended;
      alive = started.has_value();
      if (alive) ref = *started;
    }
    auto const over_at = mine.began + its_.source.run_time(mine.number);
    auto looks = its_.source.looks(mine.number);
    auto before = std::chrono::nanoseconds::zero();
    bool found = false;
    unsigned failures = 0;
    while (alive && !found && !stopped_) {
      // The pauses are between an answer and the next look, as those of a poller are.
      auto const due = looks.next();
      auto const planned = last + (due - std::exchange(before, due));
      if (planned > its_.clock->now()) {
        co_await mine.pause.until(planned);
      }
      if (stopped_) break;
      plan(mine.current, flight_purpose::poll, planned);
      auto const answer = co_await its_.client.query(ref, options);
      its_.recorder.end(mine.current, answer);
      last = mine.current.ended;
      failures = answer.has_error() ? failures + 1 : 0;
      alive = failures < most_failures;
      found = answer.has_value() && is_over(*answer, over_at, last);
    }
    conclude(mine, found, over_at, last);
  }

  // Without `execute` the plan knows when a run is over, the service need not.
  bool is_over(script_instance const& answer, clock::time_point over_at, clock::time_point now) const {
    return its_.plan.execute ? is_terminal(answer.status()) : now >= over_at;
  }

  void conclude(run& mine, bool found, clock::time_point over_at, clock::time_point seen) {
    if (mine.began >= its_.measured_from) {
      auto& seen_runs = its_.recorder.runs();
      ++(found ? seen_runs.over : seen_runs.given_up);
      if (found && !its_.plan.execute) {
        seen_runs.detection.record(std::chrono::duration_cast<std::chrono::nanoseconds>(seen - over_at).count());
      }
    }
    runs_.erase(mine.place);
    finish_if_done();
  }

  void finish_if_done() {
    if (over_ || plans() || !runs_.empty()) return;
    over_ = true;
    its_.on_finished();
  }

  std::unique_ptr<clock::alarm> last_bell_;
  std::list<run> runs_;
  bool stopped_ = false;
  bool over_ = false;
};

}  // namespace

std::shared_ptr<load_loop> make_workload_loop(loop_setting setting) {
  return std::make_shared<workload_loop>(std::move(setting));
}

}  // namespace dataarts::load
