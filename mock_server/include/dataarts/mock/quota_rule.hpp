#ifndef DATAARTS_MOCK_QUOTA_RULE_HPP
#define DATAARTS_MOCK_QUOTA_RULE_HPP

#include <dataarts/mock/canned_answer.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace dataarts::mock {

/// What the requests have in common that share a quota.
enum class quota_key {
  access,    ///< the access key of their signature or, without one, their token; those with neither share one
  api,       ///< the operation: create, list, show, modify, delete, execute, query or stop
  instance,  ///< the instance, in its workspace; only queries and stops have one, others pass
  all,       ///< nothing
};

/// How many requests to the script API are let through.
///
/// A request is refused when `limit` requests with the same key were let through in the last `window` by the clock: no
/// stretch of time as long as the window ever holds more. Refused requests do not count, and change nothing else: they
/// are no polls. With several quotas a request has to pass all of them, and counts for none if one refuses it, which
/// then answers: the first, in the order added. Sessions do not share quotas.
///
/// Keys are kept as hashes. Past 10,000 keys that were seen within one window, further ones share one.
struct quota_rule {
  std::string name = {};
  quota_key key = quota_key::access;
  std::uint64_t limit = 30;                                   ///< 1 to 100,000
  std::chrono::nanoseconds window = std::chrono::seconds(1);  ///< more than 0, at most a day

  /// `throttled` tells the limit and the window of this quota.
  canned_answer answer = documented_error::throttled;

  /// Of a `Retry-After` header of the answer; none: no such header, as the service was never seen to send one.
  std::optional<std::chrono::seconds> retry_after = {};

  /// What the service documents: 30 requests in a second for each user …
  static quota_rule per_user();

  /// … and 300 in a second for each API.
  static quota_rule per_api();

  /// Throws `std::invalid_argument`: "limit is …", with what would be right.
  void validate() const;

  /// The answer to refused requests. Throws as `validate`.
  mock::answer make_refusal() const;

  friend bool operator==(quota_rule const&, quota_rule const&) = default;
};

}  // namespace dataarts::mock

#endif
