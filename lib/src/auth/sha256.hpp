#ifndef DATAARTS_AUTH_SHA256_HPP
#define DATAARTS_AUTH_SHA256_HPP

#include <openssl/sha.h>

#include <array>
#include <string>
#include <string_view>

namespace dataarts::auth {

using digest = std::array<unsigned char, 32>;

inline std::string_view bytes_of(digest const& from) noexcept {
  return {reinterpret_cast<char const*>(from.data()), from.size()};
}

/// SHA-256 of what is added. A value: a copy goes on from the same state. Allocates nothing, which OpenSSL's EVP
/// interface cannot do before 3.2 (it makes a new state at every start), hence its older one.
class sha256 {
 public:
  sha256() noexcept;
  sha256& add(std::string_view bytes) noexcept;
  digest finish() noexcept;

  static digest of(std::string_view bytes) noexcept { return sha256().add(bytes).finish(); }

 private:
  friend class hmac_sha256;
  SHA256_CTX state_;
};

/// HMAC-SHA256 (RFC 2104) with a fixed key, of which it keeps the two states after the padded blocks; both are wiped
/// at the end.
class hmac_sha256 {
 public:
  explicit hmac_sha256(std::string_view key) noexcept;
  hmac_sha256(hmac_sha256 const&) = default;
  hmac_sha256& operator=(hmac_sha256 const&) = default;
  ~hmac_sha256();

  digest of(std::string_view message) const noexcept;

 private:
  sha256 inner_;
  sha256 outer_;
};

/// Appends lower-case hex.
void append_hex(std::string& out, digest const& bytes);

}  // namespace dataarts::auth

#endif
