#include "sha256.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <tuple>

// Deprecated since OpenSSL 3.0 in favour of EVP; see the header.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace dataarts::auth {

namespace {

constexpr std::size_t block_size = 64;

}  // namespace

sha256::sha256() noexcept { SHA256_Init(&state_); }

sha256& sha256::add(std::string_view bytes) noexcept {
  SHA256_Update(&state_, bytes.data(), bytes.size());
  return *this;
}

digest sha256::finish() noexcept {
  digest made{};
  SHA256_Final(made.data(), &state_);
  return made;
}

hmac_sha256::hmac_sha256(std::string_view key) noexcept {
  constexpr char inner_pad = 0x36;
  constexpr char outer_pad = 0x5c;
  std::array<char, block_size> block{};
  if (key.size() > block_size) {
    auto const shorter = sha256::of(key);
    std::memcpy(block.data(), shorter.data(), shorter.size());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  for (auto& c : block) c = static_cast<char>(c ^ inner_pad);
  inner_.add({block.data(), block.size()});
  for (auto& c : block) c = static_cast<char>(c ^ inner_pad ^ outer_pad);
  outer_.add({block.data(), block.size()});
  OPENSSL_cleanse(block.data(), block.size());
}

hmac_sha256::~hmac_sha256() {
  OPENSSL_cleanse(&inner_.state_, sizeof inner_.state_);
  OPENSSL_cleanse(&outer_.state_, sizeof outer_.state_);
}

digest hmac_sha256::of(std::string_view message) const noexcept {
  auto const inner = sha256(inner_).add(message).finish();
  return sha256(outer_).add(bytes_of(inner)).finish();
}

void append_hex(std::string& out, digest const& bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::array<char, 2 * std::tuple_size_v<digest>> text;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    text[2 * at] = digits[bytes[at] >> 4];
    text[2 * at + 1] = digits[bytes[at] & 15];
  }
  out.append(text.data(), text.size());
}

}  // namespace dataarts::auth
