#ifndef DATAARTS_MOCK_ADMIN_ROUTER_HPP
#define DATAARTS_MOCK_ADMIN_ROUTER_HPP

#include "admin/call.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::admin {

/// Finds what handles a call by its method and path.
class router {
 public:
  using handler = std::function<reply(call const&)>;

  /// @param path        `/__admin/x/instances/{name}`: each part in braces stands for any text
  /// @param parameters  of the query that are known
  void add(std::string_view method, std::string_view path, handler what, std::vector<std::string_view> parameters = {});

  /// Throws `api_error`: 404 with the path that was probably meant, 405 with `Allow`.
  reply answer_to(request_view const& request) const;

  /// Each "METHOD /path".
  std::vector<std::string> known() const;

 private:
  struct route {
    std::string_view method;
    std::string_view path;
    std::vector<std::string_view> parts;
    std::vector<std::string_view> parameters;
    handler what;
  };

  [[noreturn]] void refuse_path(request_view const& request) const;

  std::vector<route> routes_;
};

}  // namespace dataarts::mock::admin

#endif
