#include "field_origins.hpp"

#include <utility>

namespace dataarts::cli {

std::string field_origins::explain(std::string_view why) const {
  constexpr std::string_view scope = "client_config::";
  if (why.starts_with(scope)) why.remove_prefix(scope.size());
  std::pair<std::string_view, std::string const&> const known[] = {
      {"endpoint", endpoint}, {"project_id", project_id}, {"workspace", workspace}, {"auth (the token)", token},
      {"auth", token},        {"tls.ca_file", ca_file}};
  for (auto const& [field, origin] : known) {
    if (!why.starts_with(field)) continue;
    auto const rest = why.substr(field.size());
    if (rest.empty() || rest.front() == ':' || rest.front() == ' ') return origin + std::string(rest);
  }
  return std::string(why);
}

}  // namespace dataarts::cli
