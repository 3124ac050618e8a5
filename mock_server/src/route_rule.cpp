#include <dataarts/mock/route_rule.hpp>

#include "ascii.hpp"
#include "problem_list.hpp"

#include <cstddef>
#include <string>

namespace dataarts::mock {

void route_rule::validate() const {
  problem_list found;
  if (match.method && !is_token(*match.method)) found.add("match.method is not the name of a method, such as POST");
  if (match.path && !match.path->starts_with('/') && !match.path->starts_with('*')) {
    found.add("match.path does not begin with / or *; it is a path, without scheme, host and query");
  }
  if (match.path && match.path->find('?') != std::string::npos) {
    found.add("match.path has a ?; parameters belong into match.query");
  }
  for (auto const& [header, value] : match.headers) {
    if (!is_token(header)) found.add("match.headers has a name that no header can have");
  }
  if (answers.empty()) found.add("answers is empty; a route has at least one answer", {"answers"});
  for (std::size_t i = 0; i < answers.size(); ++i) {
    found.add_from("answers[" + std::to_string(i) + "] cannot be sent: ", {}, [&] { answers[i].validate(); });
  }
  found.throw_any();
}

}  // namespace dataarts::mock
