#include "query_pairs.hpp"

#include "percent_encoding.hpp"

namespace dataarts::mock {

query_pairs parse_query(std::string_view query) {
  query_pairs made;
  while (!query.empty()) {
    auto const end = query.find('&');
    auto const part = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (part.empty()) continue;
    auto const equals = part.find('=');
    auto const value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
    made.emplace_back(percent_decoded(part.substr(0, equals)), percent_decoded(value));
  }
  return made;
}

}  // namespace dataarts::mock
