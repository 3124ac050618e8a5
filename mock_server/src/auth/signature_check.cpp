#include "auth/signature_check.hpp"

#include "ascii.hpp"
#include "auth/difference.hpp"
#include "auth/digest.hpp"
#include "auth/signed_forms.hpp"
#include "error_body.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace dataarts::mock::auth {
namespace {

// What the secret key becomes before it signs.
struct key_form {
  std::string key;
  std::string deviation = {};
};

std::vector<key_form> key_forms(authorization_header const& authorization, std::string_view secret) {
  if (!authorization.derived()) return {{std::string(secret)}};
  auto const derived = hkdf_sha256(secret, authorization.access_key, authorization.scope);
  return {
      {hex(derived)},
      {std::string(as_text(derived)), "the derived key was used as 32 bytes, not as their 64 hexadecimal digits"},
      {std::string(secret), "the secret key was used where the key derived from it has to sign"},
  };
}

// Compares signatures of canonical requests with the one that was sent.
class comparison {
 public:
  comparison(authorization_header const& authorization, std::string_view secret, std::string_view date)
      : keys_(key_forms(authorization, secret)), signature_(authorization.signature) {
    before_hash_.append(authorization.algorithm).append("\n").append(date).append("\n");
    if (authorization.derived()) before_hash_.append(authorization.scope).append("\n");
  }

  struct choice {
    std::string canonical;
    std::vector<std::string const*> deviations;
    bool official = true;
    bool documented_payload = true;
  };

  bool matches(key_form const& key, std::string const& canonical) const {
    auto const text = before_hash_ + hex(sha256(canonical));
    return same_secret(hex(hmac_sha256(key.key, text)), signature_);
  }
  bool matches(std::string const& canonical) const { return matches(keys_[0], canonical); }

  // The choice of forms, other than the documented one, with the fewest deviations that gives the signature.
  std::optional<choice> search(signed_forms const& forms, bool official_only) const {
    std::optional<choice> best;
    for (auto const& key : keys_) {
      if (official_only && !key.deviation.empty()) continue;
      for (auto const& path : forms.paths) {
        for (auto const& query : forms.queries) {
          for (auto const& header : forms.headers) {
            for (auto const& payload : forms.payloads) {
              auto made = choose(key, {&path, &query, &header, &payload});
              if (made.deviations.empty() || (official_only && !made.official)) continue;
              if (best && best->deviations.size() <= made.deviations.size()) continue;
              made.canonical = forms.canonical(path, query, header, payload);
              if (matches(key, made.canonical)) best = std::move(made);
            }
          }
        }
      }
    }
    return best;
  }

 private:
  static choice choose(key_form const& key, std::initializer_list<signed_form const*> parts) {
    choice made;
    for (auto const* part : parts) {
      if (part->deviation.empty()) continue;
      made.deviations.push_back(&part->deviation);
      made.official = made.official && part->official;
    }
    made.documented_payload = (*(parts.end() - 1))->deviation.empty();
    if (!key.deviation.empty()) {
      made.deviations.push_back(&key.deviation);
      made.official = false;
    }
    return made;
  }

  std::vector<key_form> keys_;
  std::string_view signature_;
  std::string before_hash_;
};

// A signed hash that is not that of the body, as a sentence, or nothing.
std::string wrong_body_hash(request_view const& request) {
  auto const told = request.header("X-Sdk-Content-Sha256").value_or(std::string_view());
  if (told.empty() || told == "UNSIGNED-PAYLOAD" || equal_ignoring_case(told, hex(sha256(request.body)))) return {};
  return "X-Sdk-Content-Sha256 is neither UNSIGNED-PAYLOAD nor the hash of the body.";
}

std::string unsent_headers(request_view const& request, authorization_header const& authorization) {
  std::string names;
  for (auto const name : authorization.signed_names()) {
    if (!request.header(name)) names.append(names.empty() ? "" : ", ").append(printable(name));
  }
  return names.empty() ? names : " Signed but not sent: " + names + '.';
}

std::string join(std::vector<std::string const*> const& deviations) {
  std::string made;
  for (auto const* each : deviations) made.append(made.empty() ? "" : "; ").append(*each);
  return made;
}

bool is_signed(authorization_header const& authorization, std::string_view name) {
  auto const names = authorization.signed_names();
  return std::any_of(names.begin(), names.end(), [&](auto each) { return equal_ignoring_case(each, name); });
}

}  // namespace

std::string missing_in_signature(request_view const& request, authorization_header const& authorization,
                                 auth_mode mode) {
  if (!is_signed(authorization, "X-Sdk-Date")) return "The header x-sdk-date is not among SignedHeaders.";
  if (request.header("X-Security-Token") && !is_signed(authorization, "X-Security-Token")) {
    return "The header x-security-token is not among SignedHeaders.";
  }
  if (mode != auth_mode::strict) return {};
  if (!is_signed(authorization, "Host")) return "The header host is not among SignedHeaders.";
  if (request.header("X-Sdk-Content-Sha256") && !is_signed(authorization, "X-Sdk-Content-Sha256")) {
    return "The header x-sdk-content-sha256 is not among SignedHeaders.";
  }
  return {};
}

signature_finding check_signature(request_view const& request, authorization_header const& authorization,
                                  std::string_view secret, std::string_view date, auth_mode mode) {
  comparison const compared(authorization, secret, date);
  signature_finding made;
  made.canonical = documented_request(request, authorization);
  auto wrong_hash = wrong_body_hash(request);
  if (compared.matches(made.canonical)) {
    made.documented = true;
    made.accepted = wrong_hash.empty();
    made.explanation = std::move(wrong_hash);
    return made;
  }
  signed_forms const forms(request, authorization);
  if (mode == auth_mode::lenient) {
    auto const found = compared.search(forms, true);
    made.accepted = found && (wrong_hash.empty() || !found->documented_payload);
    if (made.accepted) return made;
  }
  if (auto const found = compared.search(forms, false)) {
    made.explanation = "Another form of the request was signed: " + join(found->deviations) + ".";
    made.difference = difference(made.canonical, found->canonical);
  } else {
    made.explanation = "The secret key differs, or a part of the request is not what was signed." +
                       unsent_headers(request, authorization);
  }
  if (!wrong_hash.empty()) made.explanation += " " + wrong_hash;
  return made;
}

}  // namespace dataarts::mock::auth
