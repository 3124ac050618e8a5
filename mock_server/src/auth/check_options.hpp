#ifndef DATAARTS_MOCK_AUTH_CHECK_OPTIONS_HPP
#define DATAARTS_MOCK_AUTH_CHECK_OPTIONS_HPP

#include <dataarts/mock/auth_options.hpp>

namespace dataarts::mock::auth {

/// As `auth_options::validate`: throws `invalid_value`, whose problems begin with a path such as `keys[1].secret`.
void check_options(auth_options const& of);

}  // namespace dataarts::mock::auth

#endif
