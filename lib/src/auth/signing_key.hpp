#ifndef DATAARTS_AUTH_SIGNING_KEY_HPP
#define DATAARTS_AUTH_SIGNING_KEY_HPP

#include "sha256.hpp"

#include <dataarts/credentials.hpp>
#include <dataarts/signing.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dataarts::auth {

/// Signs with one access key. What depends on the key and the day only is made once. One thread at a time.
class signing_key {
 public:
  /// Throws `std::invalid_argument` for keys or a scope that cannot be used.
  signing_key(credentials keys, signing_options options);

  /// Appends the string to sign, and the value of `Authorization` for it.
  /// @param date  value of `X-Sdk-Date`, `YYYYMMDDTHHMMSSZ`.
  void append_string_to_sign(std::string& out, std::string_view date, digest const& canonical_request);
  void append_authorization(std::string& out, std::string_view date, std::string_view signed_headers,
                            std::string_view string_to_sign);

  credentials const& keys() const noexcept { return keys_; }

 private:
  void make_key_for(std::string_view date);
  bool derives() const noexcept { return options_.algorithm == signing_algorithm::v11_hmac_sha256; }

  credentials keys_;
  signing_options options_;
  std::string scope_;  ///< of the key at hand; empty without derivation
  std::optional<hmac_sha256> key_;
};

/// `YYYYMMDDTHHMMSSZ`.
constexpr std::size_t date_size = 16;
bool is_date(std::string_view text) noexcept;

}  // namespace dataarts::auth

#endif
