#include "service/field_origins.hpp"

#include <utility>

namespace dataarts::apps {

std::string field_origins::explain(std::string_view why) const {
  std::pair<std::string_view, std::string const&> const known[] = {{"endpoint", endpoint},   {"project_id", project_id},
                                                                   {"workspace", workspace}, {"auth", token},
                                                                   {"tls.ca_file", ca_file}, {"proxy.url", proxy}};
  for (auto const& [field, origin] : known) {
    if (!why.starts_with(field)) continue;
    std::string rest(why.substr(field.size()));
    if (!rest.starts_with(": ")) continue;
    // They are not taken from the command line, so they are not asked for there.
    constexpr std::string_view login = "[USER:PASSWORD@]";
    if (auto const at = rest.find(login); origin == "--proxy" && at != rest.npos) rest.erase(at, login.size());
    return origin + rest;
  }
  return std::string(why);
}

}  // namespace dataarts::apps
