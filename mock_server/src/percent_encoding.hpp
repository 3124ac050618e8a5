#ifndef DATAARTS_MOCK_PERCENT_ENCODING_HPP
#define DATAARTS_MOCK_PERCENT_ENCODING_HPP

#include <string>
#include <string_view>

namespace dataarts::mock {

/// Appends the text with each `%XX` replaced by its byte. False: a `%` was not followed by two hexadecimal digits; it
/// stands for itself then.
bool append_percent_decoded(std::string& to, std::string_view text);

std::string percent_decoded(std::string_view text);

/// Appends the bytes, with all but letters, digits and `-._~` as `%XX` in capitals.
void append_percent_encoded(std::string& to, std::string_view bytes);

std::string percent_encoded(std::string_view bytes);

}  // namespace dataarts::mock

#endif
