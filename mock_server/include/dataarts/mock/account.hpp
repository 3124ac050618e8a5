#ifndef DATAARTS_MOCK_ACCOUNT_HPP
#define DATAARTS_MOCK_ACCOUNT_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dataarts::mock {

/// What the server's own check of tokens and signatures said.
enum class auth_result {
  unchecked,  ///< `auth_mode::off`, or a request that needs none
  accepted,
  refused,
};

/// What an answer source knows of a decision: why the request got what it got. All of it is optional; an answer source
/// that fills in nothing is journaled by method, target and status alone.
///
/// The texts are views that have to be valid for as long as the decision's reply is (those of an answer source that
/// outlives its answers are); `session` may point into the request. Whoever wants to keep them, as the journal does,
/// copies them before the request is answered.
struct account {
  std::string_view rule = {};                        ///< the name of the rule, quota or route that decided
  std::optional<std::size_t> step = {};              ///< of its timeline, from 0
  std::uint64_t poll = 0;                            ///< the n-th query for the instance, from 1; 0: not counted
  std::string_view told = {};                        ///< a state (`RUNNING`) or the name of an error (`dlf6201`)
  std::string_view fault = {};                       ///< the name of the fault that was applied
  std::string_view session = {};                     ///< of `X-Mock-Session`; only needed if it is not the header's
  bool terminal = false;                             ///< told FINISHED or FAILED
  bool after_terminal = false;                       ///< the instance's answer before was terminal already
  std::optional<std::chrono::nanoseconds> gap = {};  ///< since the query for the instance before, on the mock's clock
  auth_result auth = auth_result::unchecked;

  /// The answer is one of the service's, but for want of any rule: the journal has the request among the unmatched
  /// ones.
  bool missed = false;
};

}  // namespace dataarts::mock

#endif
