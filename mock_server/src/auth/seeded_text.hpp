#ifndef DATAARTS_MOCK_AUTH_SEEDED_TEXT_HPP
#define DATAARTS_MOCK_AUTH_SEEDED_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

/// Letters and digits that look like chance, the same for the same source.
std::string seeded_text(std::string_view source, std::size_t size);

}  // namespace dataarts::mock::auth

#endif
