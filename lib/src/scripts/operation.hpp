#ifndef DATAARTS_SCRIPTS_OPERATION_HPP
#define DATAARTS_SCRIPTS_OPERATION_HPP

#include <dataarts/failure.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

/// What is the same for all requests of one kind. The template is a literal, so that no name or id becomes a label.
struct operation_kind {
  std::string_view name;
  std::string_view method;
  std::string_view url_template;

  /// Sending it twice does what sending it once does. Otherwise it is repeated only if the first request was surely not
  /// carried out.
  bool repeatable = true;
};

/// One call of any operation but the query: the request, and the answer when it has come.
struct operation {
  operation_kind const* kind = nullptr;
  std::string path;       ///< percent-encoded, below `/v1/{project_id}/scripts`; empty or with a '/' in front
  std::string query;      ///< percent-encoded `name=value`, by name; may be empty
  std::string workspace;  ///< empty: that of the client
  std::string body;       ///< JSON; may be empty

  /// What keeps it from being sent.
  struct objection {
    errc code;
    std::string text;
  };
  std::optional<objection> problem = {};

  std::string answer = {};     ///< body of the answer, HTTP 2xx
  failure::details base = {};  ///< status, request id and what else is known when that has come
};

}  // namespace dataarts

#endif
