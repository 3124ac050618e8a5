#ifndef DATAARTS_THROTTLE_OPTIONS_HPP
#define DATAARTS_THROTTLE_OPTIONS_HPP

namespace dataarts {

/// How fast a client sends. All calls of a client share one limit and wait for their turn in order.
struct throttle_options {
  /// Requests per second, repetitions included. 0: as fast as connections allow, until the service refuses a request
  /// with HTTP 429.
  double requests_per_second = 0;

  /// Requests that may follow each other at once after a pause. At least 1.
  double burst = 1;

  /// Learn the limit from HTTP 429: from its text (`limit:N,time:M second`), else by halving the rate at which
  /// requests were sent and raising it again by `increase` of it per second. `requests_per_second` is never passed.
  bool adapt = true;
  double increase = 0.05;

  /// The lowest rate that is learnt, or `requests_per_second` if that is set and less. More than 0.
  double min_requests_per_second = 0.1;
};

}  // namespace dataarts

#endif
