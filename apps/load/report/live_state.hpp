#ifndef DATAARTS_LOAD_REPORT_LIVE_STATE_HPP
#define DATAARTS_LOAD_REPORT_LIVE_STATE_HPP

#include "measure/measurement.hpp"
#include "plan/plan.hpp"
#include "result/result.hpp"
#include "verdict/threshold_watch.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace dataarts::load {

/// How many answers took how long, in steps of 1, 2 and 5: few enough for a screen.
struct latency_steps {
  static constexpr std::size_t size = 31;  ///< the last one: longer than all bounds
  std::array<std::uint64_t, size> counts{};

  /// The upper bound of a step, in nanoseconds: 1 us, 2 us, 5 us, … 5000 s. The last step has none.
  static std::int64_t bound(std::size_t step) noexcept;

  /// A counter of the histogram belongs to the step that its highest value is in, to its three digits.
  void add(hdr_histogram const& values) noexcept;
};

/// What a live view has to know of a run, as it goes. Its memory is fixed.
struct live_state {
  static constexpr std::size_t remembered_seconds = 60;
  static constexpr std::size_t spectrum_seconds = 10;

  struct past_second {
    std::uint64_t answered = 0;
    std::uint64_t errors = 0;
    std::int64_t p99 = 0;  ///< response time; 0: nothing was answered
  };

  // What is known before.
  std::string endpoint;
  load_model model = load_model::closed;
  std::chrono::nanoseconds warmup{0};
  std::chrono::nanoseconds duration{0};
  std::optional<std::uint64_t> requests;  ///< that end the run
  std::size_t connections = 0;
  std::size_t threads = 1;

  // What the seconds told.
  std::optional<interval> last;      ///< the last second
  std::deque<past_second> minute;    ///< the oldest first, warm-up included
  std::deque<latency_steps> recent;  ///< the last seconds
  std::uint64_t planned = 0;         ///< since the measured part began, as everything from here on
  std::array<std::uint64_t, outcome_count> ended{};
  interval::percentiles response;
  std::uint64_t runs_started = 0;   ///< workload
  std::uint64_t runs_over = 0;      ///< ended, or given up
  std::vector<std::string> limits;  ///< why the generator limits the run, if it does
  std::vector<threshold_verdict> thresholds;

  /// A further second. `verdicts`: of the thresholds so far.
  void second(interval const& summary, measurement const& seen, result const& so_far,
              std::vector<threshold_verdict> verdicts);

  std::uint64_t count(outcome which) const noexcept { return ended[static_cast<std::size_t>(which)]; }
};

/// What is known of the run `part` of `of` before it begins.
live_state live_state_before(plan const& of, shard const& part, std::string endpoint, std::size_t threads);

/// How near the generator is to what it can do.
enum class generator_room : std::uint8_t {
  enough,
  little,  ///< above four fifths of what `limits_of_generator` allows, in the last second
  none,    ///< there are `live_state::limits`
};
generator_room room_of_generator(live_state const& of) noexcept;

}  // namespace dataarts::load

#endif
