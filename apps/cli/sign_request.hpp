#ifndef DATAARTS_CLI_SIGN_REQUEST_HPP
#define DATAARTS_CLI_SIGN_REQUEST_HPP

#include "environment.hpp"
#include "sign_arguments.hpp"

#include <dataarts/signing.hpp>

#include <vector>

namespace dataarts::cli {

/// A request that is to be signed, and what the user did not write but has to send.
struct planned_request {
  request_to_sign request;
  std::vector<header_field> added;  ///< headers of `request`; `Host` is not among them, any HTTP client adds it
};

/// The request of METHOD URL, its headers and body. Reads the body. Throws `usage_error`.
planned_request plan_request(sign_arguments const& given, credentials const& keys);

/// The request that `dataarts query` sends for SCRIPT INSTANCE with the same options and environment. Throws
/// `usage_error`.
planned_request plan_query(sign_arguments const& given, credentials const& keys, apps::environment const& variables);

}  // namespace dataarts::cli

#endif
