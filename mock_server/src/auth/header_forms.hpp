#ifndef DATAARTS_MOCK_AUTH_HEADER_FORMS_HPP
#define DATAARTS_MOCK_AUTH_HEADER_FORMS_HPP

#include "auth/signed_forms.hpp"

#include <string>
#include <vector>

namespace dataarts::mock::auth {

std::string documented_headers(request_view const& request, authorization_header const& authorization);

/// The ways to write the signed headers and the list of their names. The documented one comes first.
std::vector<signed_form> header_forms(request_view const& request, authorization_header const& authorization);

}  // namespace dataarts::mock::auth

#endif
