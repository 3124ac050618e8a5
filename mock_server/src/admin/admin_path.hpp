#ifndef DATAARTS_MOCK_ADMIN_ADMIN_PATH_HPP
#define DATAARTS_MOCK_ADMIN_ADMIN_PATH_HPP

#include <string_view>

namespace dataarts::mock::admin {

/// Whether a path is one of the admin API: `/__admin`, or below it.
inline bool is_admin_path(std::string_view path) noexcept {
  constexpr std::string_view root = "/__admin";
  return path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
}

}  // namespace dataarts::mock::admin

#endif
