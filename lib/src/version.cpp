#include <dataarts/version.hpp>

namespace dataarts {

std::string_view version() noexcept { return header_version; }

}  // namespace dataarts
