#ifndef DATAARTS_MOCK_SCRIPT_ROUTE_HPP
#define DATAARTS_MOCK_SCRIPT_ROUTE_HPP

#include <dataarts/mock/request_view.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace dataarts::mock {

/// The operations of the script API.
enum class operation { create, list, show, modify, erase, execute, query, stop, unknown };

/// Method and path of each operation but `unknown`, in its order.
inline constexpr std::array<std::string_view, 8> operation_templates{
    "POST /v1/{project_id}/scripts",
    "GET /v1/{project_id}/scripts",
    "GET /v1/{project_id}/scripts/{script_name}",
    "PUT /v1/{project_id}/scripts/{script_name}",
    "DELETE /v1/{project_id}/scripts/{script_name}",
    "POST /v1/{project_id}/scripts/{script_name}/execute",
    "GET /v1/{project_id}/scripts/{script_name}/instances/{instance_id}",
    "POST /v1/{project_id}/scripts/{script_name}/instances/{instance_id}/stop"};

constexpr std::string_view template_of(operation what) { return operation_templates[static_cast<std::size_t>(what)]; }

/// What a request asks for. Empty where the operation names no script or instance.
struct script_route {
  operation what = operation::unknown;
  std::string_view script = {};
  std::string_view instance = {};
};

/// `HEAD` is as `GET`.
inline bool is_instance_query(request_view const& request) noexcept {
  auto const& parts = request.segments;
  return (request.method == "GET" || request.method == "HEAD") && parts.size() == 6 && parts[0] == "v1" &&
         !parts[1].empty() && parts[2] == "scripts" && !parts[3].empty() && parts[4] == "instances" &&
         !parts[5].empty();
}

script_route find_route(request_view const& request) noexcept;

}  // namespace dataarts::mock

#endif
