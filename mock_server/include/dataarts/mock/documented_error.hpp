#ifndef DATAARTS_MOCK_DOCUMENTED_ERROR_HPP
#define DATAARTS_MOCK_DOCUMENTED_ERROR_HPP

#include <dataarts/mock/answer.hpp>

#include <vector>

namespace dataarts::mock {

/// The errors that the service's documentation, or its API gateway's, shows.
enum class documented_error {
  dlf6201,       ///< 400, the script does not exist
  dlf6205,       ///< 400, the script execution instance does not exist
  dlf20819,      ///< 400, the workspace does not exist
  unauthorized,  ///< 401 APIGW.0301, wrong token or signature
  throttled,     ///< 429 APIGW.0308, too many requests
  no_api,        ///< 404 APIGW.0101, no such API
};

/// @param headers  further ones, such as `Retry-After`
answer make_answer(documented_error what, std::vector<answer::header> const& headers = {});

}  // namespace dataarts::mock

#endif
