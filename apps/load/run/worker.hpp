#ifndef DATAARTS_LOAD_RUN_WORKER_HPP
#define DATAARTS_LOAD_RUN_WORKER_HPP

#include "measure/measurement.hpp"
#include "plan/plan.hpp"
#include "run/flight_recorder.hpp"
#include "run/load_loop.hpp"
#include "run/request_source.hpp"

#include <dataarts/client.hpp>
#include <dataarts/client_config.hpp>
#include <dataarts/clock.hpp>

#include <boost/asio/any_io_executor.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace dataarts::load {

/// What one worker saw during one second.
struct worker_interval {
  std::size_t worker = 0;
  std::int64_t second = 0;  ///< since the measured part began; below 0: warm-up
  std::unique_ptr<measurement> seen;
  std::uint64_t in_flight = 0;         ///< at its end
  std::uint64_t connections_open = 0;  ///< at its end
  bool drain = false;                  ///< nothing was planned any more
};

/// Where the measurements of workers go. Members are called on the worker's thread.
class worker_sink {
 public:
  worker_sink() = default;
  worker_sink(worker_sink const&) = delete;
  worker_sink& operator=(worker_sink const&) = delete;
  virtual ~worker_sink() = default;

  virtual void interval_over(worker_interval interval) = 0;

  /// An empty measurement, used before or new.
  virtual std::unique_ptr<measurement> empty_measurement() = 0;

  /// All that the worker began has ended, its last interval has been given out.
  virtual void finished(std::size_t worker) = 0;
};

/// The share of a plan that one worker has.
struct worker_share {
  std::size_t worker = 0;  ///< of this process
  std::size_t connections = 1;
  std::size_t users = 1;
  std::size_t max_in_flight = 1;
  std::optional<std::uint64_t> requests;  ///< closed loop, after the warm-up
  bool stays = false;                     ///< the client is not closed at the end: `renew` may follow
};

/// One thread's part of the load: a client of its own, and what it sends. Used on its executor only.
class worker : public std::enable_shared_from_this<worker> {
 public:
  /// @param config  of the client; what the plan decides is set here.
  /// Plan and sink have to outlive the worker. Throws as the constructor of `client`.
  worker(boost::asio::any_io_executor executor, client_config config, load::plan const& plan, worker_share share,
         std::unique_ptr<request_source> source, worker_sink& sink);

  /// Opens the connections, as far as that can be done now. Completes with their number, or why there is none.
  void warm_up(std::function<void(dataarts::result<std::size_t>)> done);

  /// When all has ended: what the next `start` sends. The plan is what the reference given at first refers to by now.
  void renew(std::unique_ptr<request_source> source);

  /// Begins the plan, whose time 0 is `at`.
  void start(clock::time_point at);

  /// Plans nothing any more. What is under way goes on to its end.
  void stop();

  /// Gives up what is under way, too.
  void give_up();

 private:
  std::int64_t second_at(clock::time_point now) const;
  void enter_second(clock::time_point now);
  void arm_bell();
  void give_interval(std::int64_t second, clock::time_point now);
  void finish();

  boost::asio::any_io_executor executor_;
  load::plan const& plan_;
  worker_share share_;
  std::unique_ptr<request_source> source_;
  worker_sink& sink_;
  std::shared_ptr<dataarts::clock> clock_;
  std::shared_ptr<flight_recorder> recorder_;
  dataarts::client client_;
  std::shared_ptr<load_loop> loop_;
  std::unique_ptr<clock::alarm> bell_;  // at the end of each second
  clock::time_point measured_from_;
  clock::time_point planned_until_;  // the drain begins, and a second of its own
  std::int64_t second_ = 0;
  bool over_ = false;
};

}  // namespace dataarts::load

#endif
