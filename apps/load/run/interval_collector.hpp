#ifndef DATAARTS_LOAD_RUN_INTERVAL_COLLECTOR_HPP
#define DATAARTS_LOAD_RUN_INTERVAL_COLLECTOR_HPP

#include "measure/measurement.hpp"
#include "run/worker.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace dataarts::load {

/// What all workers saw during one second.
struct whole_interval {
  std::int64_t second = 0;
  bool drain = false;  ///< nothing was planned any more
  std::unique_ptr<measurement> seen;
  std::uint64_t in_flight = 0;
  std::uint64_t connections_open = 0;
};

/// Adds up the intervals of the workers. Used by one thread, but for `empty`.
class interval_collector {
 public:
  /// @param on_whole  gets each second, in order, once all workers are past it.
  interval_collector(std::size_t workers, std::function<void(whole_interval const&)> on_whole);

  void add(worker_interval&& part);

  /// All workers begin anew, after all have finished.
  void restart();

  /// The worker gives no more.
  void finished(std::size_t worker);

  /// A measurement of an interval that was given out before, emptied, or a new one. From any thread.
  std::unique_ptr<measurement> empty();

 private:
  void give_out();

  std::function<void(whole_interval const&)> on_whole_;
  std::map<std::int64_t, whole_interval> pending_;
  std::vector<std::int64_t> reached_;  // by worker: all up to this second is there

  std::mutex mutex_;
  std::vector<std::unique_ptr<measurement>> spare_;
};

}  // namespace dataarts::load

#endif
