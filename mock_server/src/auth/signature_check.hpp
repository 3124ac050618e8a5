#ifndef DATAARTS_MOCK_AUTH_SIGNATURE_CHECK_HPP
#define DATAARTS_MOCK_AUTH_SIGNATURE_CHECK_HPP

#include <dataarts/mock/auth_options.hpp>
#include <dataarts/mock/request_view.hpp>

#include "auth/authorization_header.hpp"

#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// What was found out about a signature.
struct signature_finding {
  bool accepted = false;
  bool documented = false;       ///< it is that of the documented form
  std::string canonical = {};    ///< the canonical request in the documented form; empty if it was not needed
  std::string explanation = {};  ///< of a refusal, in sentences
  std::string difference = {};   ///< as in `auth_refusal`
};

/// What `Authorization` leaves out that has to be signed, as a sentence, or nothing.
std::string missing_in_signature(request_view const& request, authorization_header const& authorization,
                                 auth_mode mode);

/// Rebuilds what was signed from the request as it came, and compares the signatures.
///
/// @param date  the value of `X-Sdk-Date`
signature_finding check_signature(request_view const& request, authorization_header const& authorization,
                                  std::string_view secret, std::string_view date, auth_mode mode);

}  // namespace dataarts::mock::auth

#endif
