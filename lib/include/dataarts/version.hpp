#ifndef DATAARTS_VERSION_HPP
#define DATAARTS_VERSION_HPP

#include <string_view>

namespace dataarts {

/// The version of these headers, MAJOR.MINOR.PATCH. The build file reads it from here.
inline constexpr std::string_view header_version = "0.1.0";

/// The version of the library that the program was linked with.
std::string_view version() noexcept;

}  // namespace dataarts

#endif
