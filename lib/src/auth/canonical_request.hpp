#ifndef DATAARTS_AUTH_CANONICAL_REQUEST_HPP
#define DATAARTS_AUTH_CANONICAL_REQUEST_HPP

#include <dataarts/signing.hpp>

#include <string>
#include <string_view>

namespace dataarts::auth {

/// The request in the one form that both sides can make, from the "API Request Signing Guide".
struct canonical_request {
  std::string text;
  std::string signed_headers;  ///< names, joined by ';'
  std::string date;            ///< value of `X-Sdk-Date`
};

/// `request` has to hold every header that is to be signed, `X-Sdk-Date` too.
/// Throws `std::invalid_argument` for what cannot be signed, see `sign`.
canonical_request canonical_form(request_to_sign const& request);

/// The path of a request target in canonical form: every segment encoded anew, a slash at the end. An encoded slash
/// counts as a separator, as in the official signers. Throws `std::invalid_argument` for a broken percent-encoding.
std::string canonical_path(std::string_view path);

}  // namespace dataarts::auth

#endif
