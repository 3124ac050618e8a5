#ifndef DATAARTS_LOAD_RESULT_LOAD_FIGURES_HPP
#define DATAARTS_LOAD_RESULT_LOAD_FIGURES_HPP

#include "result/result.hpp"

#include <chrono>
#include <cstdint>

namespace dataarts::load {

/// What was asked for and what came, per second of the time in which requests were planned. The drain after it is no
/// part of that: a server that works off a backlog there did not keep up.
struct load_figures {
  std::chrono::nanoseconds planned_time{0};  ///< see `result::planned_time`; `measured` if nobody told
  std::chrono::nanoseconds drain{0};         ///< the rest of the measured part
  std::uint64_t answered = 0;                ///< within the planned time
  std::uint64_t answered_late = 0;           ///< during the drain
  double planned_per_second = 0;
  double answered_per_second = 0;

  /// Answers within the planned time, of the requests that could have been answered then: without the share that was
  /// planned so near its end that even the fastest answer would have come too late. 0 to 1.
  double answered_share = 0;
};

load_figures figures_of(result const& run) noexcept;

}  // namespace dataarts::load

#endif
