#ifndef DATAARTS_SCRIPTS_OPERATION_REQUEST_HPP
#define DATAARTS_SCRIPTS_OPERATION_REQUEST_HPP

#include "scripts/operation.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts {

class clock;

namespace auth {
class authorization;
}

/// Writes the requests of all operations but the query, which has a template of its own for the sake of speed.
class operation_request_template {
 public:
  /// As for `query_request_template`.
  operation_request_template(std::string_view path_prefix, std::string_view project_id, std::string_view host,
                             std::string_view user_agent, std::string_view default_workspace);

  /// Appends the request up to and including the blank line; the body follows. The credentials have to be fit for a
  /// signed header, as `auth::authorization` sees to.
  void append_head(std::string& out, operation const& what, auth::authorization const& authorization,
                   clock const& time) const;

  /// The size of that, or a little more.
  std::size_t size_of_head(operation const& what, auth::authorization const& authorization) const;

 private:
  std::string_view workspace_of(operation const& what) const noexcept;

  std::string path_;
  std::string project_id_;
  std::string host_;
  std::string user_agent_;
  std::string default_workspace_;
};

}  // namespace dataarts

#endif
