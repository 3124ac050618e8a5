#include "field_origins.hpp"

#include <utility>

namespace dataarts::cli {

std::string field_origins::explain(std::string_view why) const {
  std::pair<std::string_view, std::string const&> const known[] = {{"endpoint", endpoint},   {"project_id", project_id},
                                                                   {"workspace", workspace}, {"auth", token},
                                                                   {"tls.ca_file", ca_file}, {"proxy.url", proxy}};
  for (auto const& [field, origin] : known) {
    if (!why.starts_with(field)) continue;
    auto const rest = why.substr(field.size());
    if (rest.starts_with(": ")) return origin + std::string(rest);
  }
  return std::string(why);
}

}  // namespace dataarts::cli
