#ifndef DATAARTS_LOAD_PLAN_PLAN_HPP
#define DATAARTS_LOAD_PLAN_PLAN_HPP

#include <dataarts/instance_ref.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::load {

/// A piece of a rate over time: from one rate to another, in a straight line. Requests, or starts, per second.
struct rate_stage {
  double from = 0;
  double to = 0;
  std::chrono::nanoseconds lasting{0};
};

enum class load_model : std::uint8_t {
  closed,    ///< so many users, each sends its next request when it has the answer to the last one
  open,      ///< requests at planned instants, whatever becomes of them
  workload,  ///< scripts start at planned instants, and are polled until their runs are over
};

enum class arrivals_kind : std::uint8_t {
  uniform,  ///< as even as the rate allows
  poisson,  ///< independent of each other, as those of many users are
};

enum class target_order : std::uint8_t { in_order, random, zipf };

/// How a run is polled.
struct poll_policy {
  std::chrono::nanoseconds initial_delay{0};
  std::chrono::nanoseconds interval = std::chrono::seconds(5);
  double growth = 1;  ///< of the interval, from look to look
  std::chrono::nanoseconds max_interval = std::chrono::seconds(60);
  double jitter = 0;  ///< share of the interval by which a gap is shorter at most, 0 to 1
};

/// Run times: half of them are shorter than `median`, one in a hundred is longer than `p99`.
struct lognormal_time {
  std::chrono::nanoseconds median = std::chrono::seconds(30);
  std::chrono::nanoseconds p99 = std::chrono::minutes(5);
};

/// Everything that decides what is sent when and to whom, and what is measured. Two runs with equal plans send the same
/// requests at the same instants. Endpoint, credentials, threads and outputs are not part of it.
struct plan {
  load_model model = load_model::closed;

  std::vector<rate_stage> stages;  ///< open and workload; measured ones and warm-up together, from time 0
  arrivals_kind arrivals = arrivals_kind::uniform;

  std::chrono::nanoseconds warmup{0};                            ///< at the start, excluded from every figure
  std::chrono::nanoseconds duration = std::chrono::seconds(10);  ///< after the warm-up; with stages, what they leave
  std::optional<std::uint64_t> requests;  ///< closed and open: end after so many, warm-up not counted

  std::size_t connections = 16;        ///< of all threads and shards of one process together
  std::size_t users = 16;              ///< closed: requests under way
  std::size_t max_in_flight = 10'000;  ///< open, workload: more are dropped and counted
  std::chrono::nanoseconds timeout = std::chrono::seconds(30);
  bool obey_retry_after = true;

  std::vector<instance_ref> targets;  ///< at least one
  target_order order = target_order::in_order;
  double zipf_exponent = 1;  ///< the first target is asked most

  poll_policy polling;       ///< workload
  lognormal_time run_times;  ///< workload
  bool execute = false;      ///< workload: start scripts by the API, whose answers decide when they are over

  std::uint64_t seed = 1;
  std::vector<std::string> thresholds;  ///< as they are written
};

/// Which part of a plan one process has: the planned instants k with k mod `count` = `index`.
struct shard {
  std::size_t index = 0;
  std::size_t count = 1;
};

}  // namespace dataarts::load

#endif
