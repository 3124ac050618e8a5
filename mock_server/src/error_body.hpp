#ifndef DATAARTS_MOCK_ERROR_BODY_HPP
#define DATAARTS_MOCK_ERROR_BODY_HPP

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace dataarts::mock {

/// The mock server's own errors, in the shape of the service's: `{"error_code":"MOCK.0501","error_msg":"…"}`.
boost::json::object error_body(unsigned status, std::string_view message);

/// What a client sent, fit for a message: percent-encoded where it is no printable ASCII, cut after 1,024 characters.
std::string printable(std::string_view sent);

}  // namespace dataarts::mock

#endif
