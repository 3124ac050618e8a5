#ifndef DATAARTS_MOCK_AUTH_PAYLOAD_FORMS_HPP
#define DATAARTS_MOCK_AUTH_PAYLOAD_FORMS_HPP

#include "auth/signed_forms.hpp"

#include <string>
#include <vector>

namespace dataarts::mock::auth {

std::string documented_payload(request_view const& request);

/// What may stand for the body. The documented one comes first.
std::vector<signed_form> payload_forms(request_view const& request);

}  // namespace dataarts::mock::auth

#endif
