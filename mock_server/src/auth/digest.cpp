#include "auth/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <limits>
#include <stdexcept>

namespace dataarts::mock::auth {
namespace {

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

}  // namespace

digest sha256(std::string_view bytes) {
  digest made;
  SHA256(bytes_of(bytes), bytes.size(), made.data());
  return made;
}

digest hmac_sha256(std::string_view key, std::string_view bytes) {
  if (key.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) throw std::length_error("HMAC key");
  digest made;
  unsigned size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(bytes), bytes.size(), made.data(), &size) ==
      nullptr) {
    throw std::runtime_error("OpenSSL cannot make an HMAC");
  }
  return made;
}

digest hkdf_sha256(std::string_view secret, std::string_view salt, std::string_view info) {
  // 32 bytes are one block of the expansion.
  auto const pseudorandom = hmac_sha256(salt, secret);
  return hmac_sha256(as_text(pseudorandom), std::string(info) + '\x01');
}

std::string hex(digest const& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string made;
  made.reserve(bytes.size() * 2);
  for (auto const byte : bytes) made.append({digits[byte >> 4], digits[byte & 15]});
  return made;
}

std::string_view as_text(digest const& bytes) noexcept {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

bool same_secret(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace dataarts::mock::auth
