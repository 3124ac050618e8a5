#ifndef DATAARTS_MOCK_SERVICE_ERROR_HPP
#define DATAARTS_MOCK_SERVICE_ERROR_HPP

#include <dataarts/mock/answer.hpp>

#include <string_view>
#include <vector>

namespace dataarts::mock {

/// An error of the service, which are all HTTP 400: `{"error_code":"DLF.6201","error_msg":"…"}`. `message` has to be
/// UTF-8.
answer service_error(std::string_view code, std::string_view message, std::vector<answer::header> const& headers = {});

}  // namespace dataarts::mock

#endif
