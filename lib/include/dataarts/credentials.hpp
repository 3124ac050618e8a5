#ifndef DATAARTS_CREDENTIALS_HPP
#define DATAARTS_CREDENTIALS_HPP

#include <string>
#include <string_view>
#include <utility>

namespace dataarts {

/// How requests are signed with an access key. The service's "API Request Signing Guide" defines both.
enum class signing_algorithm {
  sdk_hmac_sha256,  ///< SDK-HMAC-SHA256: the secret key signs
  v11_hmac_sha256,  ///< V11-HMAC-SHA256: a key derived from it for one day, region and service signs
};

/// Settings of the signature.
struct signing_options {
  signing_algorithm algorithm = signing_algorithm::sdk_hmac_sha256;

  /// Parts of the scope of `v11_hmac_sha256`, e.g. "cn-north-4" and "dayu". Required there, else unused.
  std::string region = {};
  std::string service = {};

  /// Until the service has accepted one signature of new keys, and after a refusal, have no more than two requests
  /// under way: more refusals in a row would lock the key. Off: all go at once, for keys that are known to be good.
  bool prove_keys = true;
};

/// How calls are authorised.
///
/// A value type. Its content is never written to logs, errors or reports, and there is no stream output on purpose.
class credentials {
 public:
  /// No authorisation: nothing is added to a request.
  credentials() = default;

  /// A project-scoped IAM token, sent as `X-Auth-Token`. A token with a character that cannot stand in a header
  /// (control characters, line breaks), and an empty one, is refused by the constructor of `client`.
  static credentials token(std::string value) {
    credentials made;
    made.bears_token_ = true;
    made.token_ = std::move(value);
    return made;
  }

  /// An access key (AK) and its secret key (SK), which signs every request. Temporary keys come with a security token,
  /// which is sent as `X-Security-Token`.
  static credentials keys(std::string access_key, std::string secret_key, std::string security_token = {}) {
    credentials made;
    made.signs_ = true;
    made.access_key_ = std::move(access_key);
    made.secret_key_ = std::move(secret_key);
    made.security_token_ = std::move(security_token);
    return made;
  }

  /// True if there is nothing to authorise with.
  bool empty() const noexcept { return token_.empty() && !signs(); }

  /// True if requests are signed, false if they carry a token.
  bool signs() const noexcept { return signs_; }

  /// True if requests are meant to carry a token, even if it is empty.
  bool bears_token() const noexcept { return bears_token_; }

  std::string_view token() const noexcept { return token_; }
  std::string_view access_key() const noexcept { return access_key_; }
  std::string_view secret_key() const noexcept { return secret_key_; }
  std::string_view security_token() const noexcept { return security_token_; }

  friend bool operator==(credentials const&, credentials const&) = default;

 private:
  bool signs_ = false;
  bool bears_token_ = false;
  std::string token_;
  std::string access_key_;
  std::string secret_key_;
  std::string security_token_;
};

}  // namespace dataarts

#endif
