#ifndef DATAARTS_MOCK_AUTH_DIFFERENCE_HPP
#define DATAARTS_MOCK_AUTH_DIFFERENCE_HPP

#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// The lines in which two canonical requests differ, each as `server: …` and `signed: …`, with line feeds between them.
/// In place of the value of a header that is a secret there are three dots.
std::string difference(std::string_view server, std::string_view signed_text);

/// A canonical request with three dots in place of the value of each header that is a secret, and `?` for what cannot
/// be printed.
std::string without_secrets(std::string_view canonical);

}  // namespace dataarts::mock::auth

#endif
