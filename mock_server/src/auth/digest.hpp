#ifndef DATAARTS_MOCK_AUTH_DIGEST_HPP
#define DATAARTS_MOCK_AUTH_DIGEST_HPP

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace dataarts::mock::auth {

using digest = std::array<unsigned char, 32>;

digest sha256(std::string_view bytes);
digest hmac_sha256(std::string_view key, std::string_view bytes);

/// HKDF of RFC 5869 with SHA-256, extract and expand, 32 bytes.
digest hkdf_sha256(std::string_view secret, std::string_view salt, std::string_view info);

/// In lower case.
std::string hex(digest const& bytes);

std::string_view as_text(digest const& bytes) noexcept;

/// Takes as long for texts that differ early as for those that differ late.
bool same_secret(std::string_view a, std::string_view b) noexcept;

}  // namespace dataarts::mock::auth

#endif
