#include "auth/names_to_sign.hpp"

#include "ascii.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>

namespace dataarts::mock::auth {

std::string names_to_sign(request_view const& request) {
  static constexpr std::string_view left_out[] = {"accept", "accept-encoding", "authorization", "connection",
                                                  "expect", "content-length",  "user-agent",    "transfer-encoding"};
  std::set<std::string> names;
  for (auto const& each : request.headers) {
    std::string name(request.name(each));
    std::transform(name.begin(), name.end(), name.begin(), to_lower);
    if (std::find(std::begin(left_out), std::end(left_out), name) == std::end(left_out)) names.insert(name);
  }
  std::string made;
  for (auto const& each : names) made.append(made.empty() ? "" : ";").append(each);
  return made;
}

}  // namespace dataarts::mock::auth
