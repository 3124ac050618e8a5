#ifndef DATAARTS_FLEET_PROGRESS_HPP
#define DATAARTS_FLEET_PROGRESS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace dataarts {

/// How far a wait for many runs has come, for `fleet_options::on_progress`.
struct fleet_progress {
  std::chrono::nanoseconds waited{0};  ///< since the wait began

  std::size_t instances = 0;  ///< read so far
  bool all_read = false;      ///< there are no more to read
  std::size_t left = 0;       ///< of `instances`, those whose wait is not over

  // What was seen last of each instance. All of these add up to `instances`.
  std::size_t unseen = 0;     ///< not looked at yet, or no look gave an answer
  std::size_t launching = 0;  ///< left
  std::size_t running = 0;    ///< left
  std::size_t unknown = 0;    ///< a status that is not documented; left
  std::size_t finished = 0;   ///< over
  std::size_t failed = 0;     ///< over: the run ended as FAILED
  std::size_t given_up = 0;   ///< over: it is not known how the run ended

  std::uint64_t looks = 0;           ///< queries answered or failed so far, repetitions not counted
  double looks_per_second = 0;       ///< since the report before
  std::optional<double> limit = {};  ///< requests per second that are allowed at present; unset: any number
  std::optional<std::chrono::nanoseconds> time_left = {};  ///< an estimate; unset: nothing is known
};

}  // namespace dataarts

#endif
