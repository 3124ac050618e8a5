#ifndef DATAARTS_MOCK_SCENARIO_SECRET_SHAPE_HPP
#define DATAARTS_MOCK_SCENARIO_SECRET_SHAPE_HPP

#include <string_view>

namespace dataarts::mock::scenarios {

/// What of a text is shaped as a secret: "an access key", "a secret key", "a web token" or "a token of the service";
/// empty: nothing. By form alone: it may be none.
std::string_view secret_shape(std::string_view text) noexcept;

/// Whether a header of that name, in any case, holds credentials.
bool is_secret_header(std::string_view name) noexcept;

}  // namespace dataarts::mock::scenarios

#endif
