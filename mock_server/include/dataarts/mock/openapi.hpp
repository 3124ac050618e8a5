#ifndef DATAARTS_MOCK_OPENAPI_HPP
#define DATAARTS_MOCK_OPENAPI_HPP

#include <string_view>

namespace dataarts::mock {

/// The OpenAPI 3.0 document of the script API that the server mocks, and of its admin API: JSON, valid for ever.
std::string_view openapi_document() noexcept;

}  // namespace dataarts::mock

#endif
