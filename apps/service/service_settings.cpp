#include "service/service_settings.hpp"

#include "usage_error.hpp"

#include <fmt/format.h>

namespace dataarts::apps {
namespace {

std::string region_endpoint(sourced const& region) {
  if (auto const found = endpoint_of_region(region.text)) return *found;
  throw usage_error(
      fmt::format("{}: '{}' is not the name of a region; expected lower-case letters, digits and hyphens, "
                  "such as cn-north-4",
                  region.origin, region.text));
}

void read_endpoint(setting_source const& reader, client_config& into, field_origins& origins) {
  auto const endpoint = reader.read(service_option::endpoint);
  auto const region = reader.read(service_option::region);
  if (endpoint && region && endpoint->by_flag && region->by_flag) {
    throw usage_error("--endpoint and --region are both given; give one of them");
  }
  if (!endpoint && !region) {
    throw usage_error("no endpoint: give --endpoint URL or --region NAME, or set DATAARTS_ENDPOINT");
  }
  // A flag wins over a variable; the endpoint is the more exact of two variables.
  auto const by_region = region && (!endpoint || (region->by_flag && !endpoint->by_flag));
  into.endpoint = by_region ? region_endpoint(*region) : endpoint->text;
  origins.endpoint = by_region ? region->origin : endpoint->origin;
}

void read_project(setting_source const& reader, client_config& into, field_origins& origins) {
  auto project = reader.read(service_option::project_id);
  if (!project) project = reader.read_variable("HUAWEICLOUD_SDK_PROJECT_ID");
  if (!project) {
    throw usage_error("no project: give --project-id ID, or set DATAARTS_PROJECT_ID or HUAWEICLOUD_SDK_PROJECT_ID");
  }
  into.project_id = project->text;
  origins.project_id = project->origin;
}

}  // namespace

void read_service(setting_source const& reader, client_config& into, field_origins& origins) {
  read_endpoint(reader, into, origins);
  read_project(reader, into, origins);
  if (auto const workspace = reader.read(service_option::workspace)) {
    into.workspace = workspace->text;
    origins.workspace = workspace->origin;
  }
}

}  // namespace dataarts::apps
