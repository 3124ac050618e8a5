#include <dataarts/mock/route_rule.hpp>

#include "ascii.hpp"

#include <cstddef>
#include <stdexcept>

namespace dataarts::mock {

void route_rule::validate() const {
  auto const refuse = [](std::string const& what) { throw std::invalid_argument(what); };
  if (match.method && !is_token(*match.method)) refuse("match.method is not the name of a method, such as POST");
  if (match.path && !match.path->starts_with('/') && !match.path->starts_with('*')) {
    refuse("match.path does not begin with / or *; it is a path, without scheme, host and query");
  }
  if (match.path && match.path->find('?') != std::string::npos) {
    refuse("match.path has a ?; parameters belong into match.query");
  }
  for (auto const& [header, value] : match.headers) {
    if (!is_token(header)) refuse("match.headers has a name that no header can have");
  }
  if (answers.empty()) refuse("answers is empty; a route has at least one answer");
  for (std::size_t i = 0; i < answers.size(); ++i) {
    try {
      answers[i].validate();
    } catch (std::invalid_argument const& problem) {
      refuse("answers[" + std::to_string(i) + "] cannot be sent: " + problem.what());
    }
  }
}

}  // namespace dataarts::mock
