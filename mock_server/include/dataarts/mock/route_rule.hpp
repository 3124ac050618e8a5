#ifndef DATAARTS_MOCK_ROUTE_RULE_HPP
#define DATAARTS_MOCK_ROUTE_RULE_HPP

#include <dataarts/mock/canned_answer.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dataarts::mock {

/// What a request has to be like. Everything that is there has to hold. In patterns `*` stands for any text, the empty
/// one included.
struct route_match {
  std::optional<std::string> method = {};  ///< exactly, as methods are case-sensitive
  std::optional<std::string> path = {};    ///< a pattern for the percent-decoded path; begins with `/` or `*`

  /// The request has a parameter of that name, with a value that the pattern matches, both percent-decoded. Further
  /// parameters do not matter.
  std::vector<std::pair<std::string, std::string>> query = {};

  /// The request has a header of that name, in any case, with a value that the pattern matches.
  std::vector<std::pair<std::string, std::string>> headers = {};

  std::optional<std::string> body = {};  ///< a pattern for the whole body, as sent

  friend bool operator==(route_match const&, route_match const&) = default;
};

/// Answers to requests other than those of the script API, or in place of one of them.
///
/// A route with an exact path (without `*`) comes before the script API. One with a pattern for the path, or none,
/// is asked only when the request is no operation of the script API, so that a route for everything leaves the runs as
/// they are. Among the routes that match, the one with the fewest `*` in the path holds, then that with the most
/// demands (method, each parameter, each header, body), then the one that was added last.
///
/// Authentication, if there is any, comes before. Quotas do not count requests that a route answers.
struct route_rule {
  std::string name = {};  ///< for messages
  route_match match = {};

  /// Told in turn, in each session; the last one repeats.
  std::vector<canned_answer> answers = {};

  /// Throws `std::invalid_argument`: "match.path is …", with what would be right.
  void validate() const;

  friend bool operator==(route_rule const&, route_rule const&) = default;
};

}  // namespace dataarts::mock

#endif
