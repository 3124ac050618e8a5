#ifndef DATAARTS_RETRY_OPTIONS_HPP
#define DATAARTS_RETRY_OPTIONS_HPP

#include <chrono>

namespace dataarts {

/// When a failed query is sent again.
///
/// Only failures that may be over the next time are repeated: no connection, a connection that broke, HTTP 408, 429,
/// 500, 502, 503 and 504. A query changes nothing on the server, so it may be repeated even if it arrived. The deadline
/// of the call covers all attempts and the pauses between them; a pause that would pass it is not begun.
struct retry_options {
  /// Attempts of one call, the first included. 1: never repeat.
  unsigned max_attempts = 4;

  /// The pause before attempt n + 1 is a random time between zero and `base_delay * 2^(n - 1)`, at most `max_delay`
  /// ("full jitter": the server gets the repetitions spread out). More than zero, `base_delay` at most `max_delay`.
  std::chrono::nanoseconds base_delay = std::chrono::milliseconds(100);
  std::chrono::nanoseconds max_delay = std::chrono::seconds(10);

  /// `Retry-After` of an answer goes before the random pause. A longer one than this fails the call at once, since
  /// nobody knows what the server means by it.
  std::chrono::nanoseconds max_retry_after = std::chrono::minutes(2);

  /// Repetitions of all calls of a client together, so that a broken service is not asked a multiple: a bucket of
  /// `budget` tokens, each repetition takes one, each call that begins gives back `budget_ratio` of one. An empty
  /// bucket fails calls after their first attempt. Answers of HTTP 429 take none: the rate limit deals with them.
  double budget = 100;
  double budget_ratio = 0.1;
};

}  // namespace dataarts

#endif
