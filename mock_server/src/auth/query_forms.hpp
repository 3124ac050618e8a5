#ifndef DATAARTS_MOCK_AUTH_QUERY_FORMS_HPP
#define DATAARTS_MOCK_AUTH_QUERY_FORMS_HPP

#include "auth/signed_forms.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dataarts::mock::auth {

std::string documented_query(std::string_view query);

/// The ways to write the query. The documented one comes first.
std::vector<signed_form> query_forms(std::string_view query);

}  // namespace dataarts::mock::auth

#endif
