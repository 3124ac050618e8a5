#ifndef DATAARTS_LOAD_RUN_LOAD_LOOP_HPP
#define DATAARTS_LOAD_RUN_LOAD_LOOP_HPP

#include "plan/plan.hpp"
#include "run/flight_recorder.hpp"
#include "run/request_source.hpp"

#include <dataarts/client.hpp>
#include <dataarts/clock.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace dataarts::load {

/// What the loops of a worker have in common. Outlives them.
struct loop_setting {
  boost::asio::any_io_executor executor;
  std::shared_ptr<dataarts::clock> clock;
  dataarts::client& client;
  flight_recorder& recorder;
  load::plan const& plan;
  request_source& source;
  clock::time_point begin;                ///< of the plan
  clock::time_point measured_from;        ///< the end of the warm-up
  clock::time_point end;                  ///< no request is planned from then on
  std::size_t users = 1;                  ///< closed loop: of this worker
  std::optional<std::uint64_t> requests;  ///< closed loop: of this worker, after the warm-up; unset: any number
  std::size_t max_in_flight = 1;          ///< the others: of this worker

  /// Told of an instant that is planned after the warm-up before it is recorded, as long as the recorder is in the
  /// warm-up.
  std::function<void(clock::time_point)> leave_warmup;
  std::function<void()> on_finished;  ///< everything that was begun has ended; called once

  /// Something is planned for that instant: what is counted of it belongs to the measured part, or to the warm-up.
  void notice(clock::time_point planned) const {
    if (planned >= measured_from && !recorder.is_measuring()) leave_warmup(planned);
  }

  /// Notes that a request is planned for that instant: before it begins, or is dropped.
  void plan_flight(flight& what, clock::time_point planned) const {
    what.planned = planned;
    what.warmup = planned < measured_from;
    notice(planned);
    recorder.plan(what);
  }

  /// It is planned, and never sent: too many are in flight.
  void drop_flight(clock::time_point planned) const {
    flight never;
    plan_flight(never, planned);
    recorder.drop(never);
  }
};

/// Sends what a plan says, on one thread.
class load_loop {
 public:
  load_loop() = default;
  load_loop(load_loop const&) = delete;
  load_loop& operator=(load_loop const&) = delete;
  virtual ~load_loop() = default;

  virtual void start() = 0;

  /// Begins nothing any more; what is under way goes on to its end.
  virtual void stop() = 0;
};

std::shared_ptr<load_loop> make_closed_loop(loop_setting setting);
std::shared_ptr<load_loop> make_open_loop(loop_setting setting);
std::shared_ptr<load_loop> make_workload_loop(loop_setting setting);

}  // namespace dataarts::load

#endif
