#ifndef DATAARTS_SHARING_OPTIONS_HPP
#define DATAARTS_SHARING_OPTIONS_HPP

#include <cstddef>

namespace dataarts {

/// When a call for an instance takes the answer that another call for it got. Instances are the same if script,
/// instance and workspace are given alike. `call_options::max_age` decides for a single call.
struct sharing_options {
  /// A call for an instance that is being asked for already waits for that answer. Off by default, since the answer may
  /// tell the state of the moment just before the call. Each call keeps its own deadline and cancellation: the request
  /// goes on as long as one of them wants its answer. Failures are shared as well.
  bool share_requests = false;

  /// Bytes of answers to keep for later calls, at most; those used least recently go first. 0: none are kept.
  std::size_t remember_bytes = 0;

  /// Kept answers of runs that are over (FINISHED, FAILED) answer every later call, since they do not change. Otherwise
  /// they are good for `call_options::max_age` only, as all others are.
  bool remember_terminal = true;
};

}  // namespace dataarts

#endif
