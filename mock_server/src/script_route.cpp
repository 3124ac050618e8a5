#include "script_route.hpp"

namespace dataarts::mock {
namespace {

bool reads(std::string_view method) noexcept { return method == "GET" || method == "HEAD"; }

operation of_all_scripts(std::string_view method) noexcept {
  if (reads(method)) return operation::list;
  return method == "POST" ? operation::create : operation::unknown;
}

operation of_script(std::string_view method) noexcept {
  if (reads(method)) return operation::show;
  if (method == "PUT") return operation::modify;
  return method == "DELETE" ? operation::erase : operation::unknown;
}

}  // namespace

script_route find_route(request_view const& request) noexcept {
  auto const& parts = request.segments;
  auto const count = parts.size();
  if (is_instance_query(request)) return {operation::query, parts[3], parts[5]};
  if (count < 3 || count > 7 || parts[0] != "v1" || parts[1].empty() || parts[2] != "scripts") return {};
  if (count == 3) return {of_all_scripts(request.method)};
  auto const script = parts[3];
  if (script.empty()) return {};
  if (count == 4) return {of_script(request.method), script};
  if (count == 5) {
    return {parts[4] == "execute" && request.method == "POST" ? operation::execute : operation::unknown, script};
  }
  auto const instance = parts[5];
  if (parts[4] != "instances" || instance.empty()) return {};
  if (count == 6) return {};
  return {parts[6] == "stop" && request.method == "POST" ? operation::stop : operation::unknown, script, instance};
}

}  // namespace dataarts::mock
