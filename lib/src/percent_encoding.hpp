#ifndef DATAARTS_PERCENT_ENCODING_HPP
#define DATAARTS_PERCENT_ENCODING_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace dataarts {

/// True if no byte would be encoded: all are of `A-Z a-z 0-9 - _ . ~` (RFC 3986, 2.3).
bool is_all_unreserved(std::string_view text) noexcept;

/// Appends `text` with every other byte as `%XX`, upper case.
void append_percent_encoded(std::string& out, std::string_view text);

/// The size of what `append_percent_encoded` appends.
std::size_t percent_encoded_size(std::string_view text) noexcept;

/// The bytes that an encoded text stands for; '+' stays. Nothing if a '%' is not followed by two hex digits.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace dataarts

#endif
