#ifndef DATAARTS_CREDENTIALS_PROFILE_TEXT_HPP
#define DATAARTS_CREDENTIALS_PROFILE_TEXT_HPP

#include <dataarts/credential_source.hpp>

#include <string_view>

namespace dataarts {

/// Reads the keys of section `[basic]` of a profile file: lines `name = value`, comments with `#` or `;`. A failure
/// says which line is wrong, or what is missing; it never repeats a value.
result<issued_credentials> read_profile(std::string_view text);

}  // namespace dataarts

#endif
