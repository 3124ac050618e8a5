#ifndef DATAARTS_MOCK_AUTH_OPTIONS_HPP
#define DATAARTS_MOCK_AUTH_OPTIONS_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace dataarts::mock {

/// How closely the server looks at tokens and signatures.
enum class auth_mode {
  off,      ///< not at all
  lenient,  ///< takes what any official signer makes, where those differ from the documented form
  strict,   ///< takes the documented form only, with `Host` signed
};

/// An access key (AK) and its secret key (SK).
struct access_key {
  std::string access = {};
  std::string secret = {};
  std::string security_token = {};  ///< of a temporary key: `X-Security-Token` has to be sent, signed, and equal to it
};

/// A project in which a user may get tokens.
struct iam_project {
  std::string id = {};
  std::string name = {};
};

/// Who may get tokens by `POST /v3/auth/tokens`.
struct iam_user {
  std::string domain = {};
  std::string name = {};
  std::string password = {};
  std::vector<iam_project> projects = {};  ///< empty: any project
};

/// What the metadata service of an instance in the cloud does, which hands out temporary keys.
enum class metadata_service {
  absent,          ///< 404, as on a machine that has none
  without_token,   ///< keys without a session token; asking for one gets 404
  optional_token,  ///< keys with or without a session token; a wrong one is refused
  required_token,  ///< keys with a session token only
};

/// A request that was refused for its authentication. Holds no secret key, token, password or signature.
struct auth_refusal {
  enum class reason {
    no_credentials,  ///< neither `Authorization` nor `X-Auth-Token`
    malformed,       ///< `Authorization` cannot be read, or signs too little
    unknown_key,     ///< no such access key, or a temporary one that has expired
    locked_key,      ///< too many wrong signatures in a row
    date,            ///< `X-Sdk-Date` is missing, not signed, malformed, or too far from the server's time
    security_token,  ///< `X-Security-Token` is missing, not signed, or not that of the key
    signature,       ///< the signature does not match
    unknown_token,   ///< no token that this server knows or has issued
    expired_token,   ///< a token that it has issued, and that has expired
    login,           ///< a token was asked for with a wrong user, password or project
    metadata_token,  ///< the session token of the metadata service is missing, unknown or expired
  };

  reason why = reason::no_credentials;
  std::string method = {};
  std::string path = {};         ///< percent-encoded, without the query
  std::string access_key = {};   ///< as sent, if the request was signed
  std::string explanation = {};  ///< a sentence or more, for people: what is wrong, and what the signer did instead

  /// For `reason::signature`, if a known mistake explains the signature: the lines of the canonical request in which
  /// the server and the signer differ, as `server: …` and `signed: …`. The values of secret headers are left out.
  std::string difference = {};
};

/// All of it in one line.
std::string to_text(auth_refusal const& refusal);

/// The name of a reason: `signature`, `locked_key` …
char const* to_text(auth_refusal::reason why) noexcept;

/// What the server demands of requests. Without a mode nothing else here has an effect.
///
/// In the other modes each request needs a signature of one of the keys or one of the tokens, but for these, which the
/// server then answers itself: `POST /v3/auth/tokens`, `PUT /meta-data/latest/api/token` and
/// `GET /openstack/latest/securitykey`.
struct auth_options {
  auth_mode mode = auth_mode::off;
  std::vector<access_key> keys = {};
  std::vector<std::string> tokens = {};  ///< that are good as `X-Auth-Token`, for ever
  std::vector<iam_user> users = {};

  std::chrono::seconds token_life = std::chrono::hours(24);  ///< of issued tokens; the service's own is 24 h
  std::size_t token_size = 9'120;  ///< of issued tokens, in characters: as in the documentation

  metadata_service metadata = metadata_service::required_token;
  std::chrono::seconds temporary_key_life = std::chrono::hours(24);  ///< of the keys of the metadata service

  /// Called for each refused request, before its answer is sent; from all serving threads at once. Must not throw.
  std::function<void(auth_refusal const&)> on_refusal = {};

  /// Throws `std::invalid_argument` that names the field and what would be right, and repeats no secret.
  void validate() const;
};

/// What happened so far. Numbers only grow.
struct auth_counters {
  std::uint64_t signatures_accepted = 0;
  std::uint64_t signatures_of_another_form = 0;  ///< of them, those that `auth_mode::strict` would have refused
  std::uint64_t tokens_accepted = 0;
  std::uint64_t tokens_issued = 0;
  std::uint64_t temporary_keys_issued = 0;
  std::uint64_t metadata_tokens_issued = 0;
  std::uint64_t keys_locked = 0;  ///< how often a key was locked
  std::vector<std::uint64_t> refused_by_reason = {};

  std::uint64_t refused(auth_refusal::reason why) const noexcept {
    auto const at = static_cast<std::size_t>(why);
    return at < refused_by_reason.size() ? refused_by_reason[at] : 0;
  }
  std::uint64_t refused() const noexcept {
    std::uint64_t sum = 0;
    for (auto const each : refused_by_reason) sum += each;
    return sum;
  }
};

}  // namespace dataarts::mock

#endif
