#ifndef DATAARTS_LOAD_VERDICT_GENERATOR_LIMITS_HPP
#define DATAARTS_LOAD_VERDICT_GENERATOR_LIMITS_HPP

#include "result/result.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace dataarts::load {

/// How much of its own a generator may add before its figures say more about it than about the service.
struct generator_allowance {
  double lag_share = 0.1;  ///< p99 of the schedule lag, of the median response time
  std::chrono::nanoseconds lag_floor = std::chrono::milliseconds(1);  ///< a lag below it never counts

  /// With processors that are free, a lag up to it is a note: nobody notices a tenth of the 100 ms within which an
  /// answer seems to come at once, and response times show it.
  std::chrono::nanoseconds noticed_lag = std::chrono::milliseconds(10);
  double free_cpu_share = 0.5;  ///< of the threads that the generator had; up to it they were free

  double wait_share = 0.1;   ///< of the measured time, in which a thread was ready to run and had no processor
  double cpu_share = 0.9;    ///< of the threads that the generator had
  double busy_share = 0.05;  ///< of the seconds in which more requests were under way than there are connections
  double skew_share = 0.05;  ///< start skew, of the shortest stage
};

/// Why the run was limited by the generator and not by what it measured: one sentence for each reason, with numbers.
/// Empty if it was not.
///
/// In an open loop, requests that wait for a connection wait in the generator: their response times are true, their
/// service times are not those of the load that was asked for. In a closed
/// loop the lag is the time from one answer to the next request.
std::vector<std::string> limits_of_generator(result const& run, generator_allowance const& allowed = {});

/// What the generator added that is worth knowing, and leaves the figures good: a lag with free processors, as of an
/// idle machine whose timers wake up late.
std::vector<std::string> notes_of_generator(result const& run, generator_allowance const& allowed = {});

/// The p99 of the lag that limits nothing, with `cpu` of its threads in use: a share of 1 for each.
std::chrono::nanoseconds lag_allowed(generator_allowance const& allowed, std::chrono::nanoseconds median, double cpu,
                                     double waited) noexcept;

}  // namespace dataarts::load

#endif
