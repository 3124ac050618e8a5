#ifndef DATAARTS_MOCK_AUTH_NAMES_TO_SIGN_HPP
#define DATAARTS_MOCK_AUTH_NAMES_TO_SIGN_HPP

#include <dataarts/mock/request_view.hpp>

#include <string>

namespace dataarts::mock::auth {

/// The `SignedHeaders` that a signer would write for a request: the names of all headers but those that are changed on
/// the way, and that which carries the signature.
std::string names_to_sign(request_view const& request);

}  // namespace dataarts::mock::auth

#endif
