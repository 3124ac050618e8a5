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
  double cpu_share = 0.9;                                             ///< of the threads that the generator had
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

}  // namespace dataarts::load

#endif
