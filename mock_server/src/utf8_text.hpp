#ifndef DATAARTS_MOCK_UTF8_TEXT_HPP
#define DATAARTS_MOCK_UTF8_TEXT_HPP

#include <string>
#include <string_view>

namespace dataarts::mock {

/// The text, with each byte that is no UTF-8 as `%FF`: a reader of JSON would refuse the whole document for it. Such
/// bytes come from percent-encoded paths and from headers.
std::string utf8_text(std::string_view text);

bool is_utf8(std::string_view text) noexcept;

}  // namespace dataarts::mock

#endif
