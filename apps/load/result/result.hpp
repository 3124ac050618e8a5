#ifndef DATAARTS_LOAD_RESULT_RESULT_HPP
#define DATAARTS_LOAD_RESULT_RESULT_HPP

#include "measure/measurement.hpp"
#include "plan/plan.hpp"
#include "result/machine.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::load {

/// One second of a run, small: what charts, series and live views need. The histograms of all seconds are in the result
/// file only. Latencies are of answers, in nanoseconds.
struct interval {
  struct percentiles {
    std::int64_t p50 = 0, p90 = 0, p99 = 0, p999 = 0, max = 0;
  };

  std::int64_t second = 0;  ///< since the measured part began; below 0: warm-up
  std::uint64_t planned = 0;
  std::array<std::uint64_t, outcome_count> ended{};
  std::array<std::uint64_t, run_state_count> states{};
  traffic wire;
  percentiles response, service, lag;
  std::uint64_t in_flight = 0;         ///< at its end
  std::uint64_t connections_open = 0;  ///< at its end
  double cpu = 0;                      ///< of this process, in cores
};

enum class end_reason : std::uint8_t {
  completed,    ///< the plan was carried out
  interrupted,  ///< by a signal
  hopeless,     ///< a threshold could not hold any more, see `plan::thresholds`
};

/// CPU and memory of the generator.
struct generator_use {
  std::chrono::nanoseconds user{0};
  std::chrono::nanoseconds system{0};
  std::uint64_t peak_resident_bytes = 0;
  std::size_t threads = 1;
  std::chrono::nanoseconds waited{0};  ///< its threads together: ready to run, and no processor was free; 0: not known
};

/// A whole run, or what several shards measured together. Of shards that were cut short, the total is made of their
/// measured seconds, which lack latencies of other classes than `answered`, phases and HTTP status classes.
struct result {
  static constexpr int format = 1;

  std::string program_version;
  load::plan plan;
  std::size_t target_count = 0;                 ///< of the plan, whose targets are not in result files
  std::string plan_hash;                        ///< "sha256:…" of the plan, equal for all shards
  std::string endpoint;                         ///< without user information
  std::string label;                            ///< given by the user, for comparisons
  std::vector<load::shard> shards;              ///< those that are in it, by index
  std::size_t shard_count = 1;                  ///< that the plan was cut into
  std::vector<machine> machines;                ///< of `shards`, in their order
  std::vector<std::size_t> cut_short;           ///< shards whose process ended before it could write its total
  std::chrono::system_clock::time_point began;  ///< of the measured part
  /// The same as it was planned for all shards: `began` less the own start skew. None: in older files.
  std::optional<std::chrono::system_clock::time_point> common_start;
  std::chrono::nanoseconds start_skew{0};  ///< from the common start to the own one, the largest of all shards
  std::chrono::nanoseconds measured{0};    ///< how long the measured part took
  end_reason reason = end_reason::completed;

  /// Of `measured`, until the plan or its last request was due or the run was stopped: without the drain. 0: nobody
  /// told, which stands for all of it.
  std::chrono::nanoseconds planned_time{0};
  std::uint64_t answered_in_time = 0;  ///< answers within that

  measurement total;                   ///< without the warm-up
  std::uint64_t in_flight_at_end = 0;  ///< given up when the drain was over; they are in `cancelled`
  std::vector<interval> intervals;     ///< warm-up included
  generator_use generator;
};

/// How many targets the plan has, whether they are there or not.
inline std::size_t targets_of(result const& run) noexcept {
  return run.plan.targets.empty() ? run.target_count : run.plan.targets.size();
}

}  // namespace dataarts::load

#endif
