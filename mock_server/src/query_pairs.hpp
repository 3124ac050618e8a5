#ifndef DATAARTS_MOCK_QUERY_PAIRS_HPP
#define DATAARTS_MOCK_QUERY_PAIRS_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::mock {

using query_pairs = std::vector<std::pair<std::string, std::string>>;

/// The pairs of name and value of a query, percent-decoded, in the order sent.
query_pairs parse_query(std::string_view query);

/// What is behind the question mark of a request target; empty without one.
inline std::string_view query_of(std::string_view target) {
  auto const at = target.find('?');
  return at == std::string_view::npos ? std::string_view() : target.substr(at + 1);
}

}  // namespace dataarts::mock

#endif
