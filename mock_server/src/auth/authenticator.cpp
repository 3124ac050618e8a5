#include "auth/authenticator.hpp"

#include "auth/digest.hpp"
#include "auth/signature_check.hpp"
#include "auth/timestamp.hpp"
#include "error_body.hpp"

#include <algorithm>
#include <utility>

namespace dataarts::mock::auth {
namespace {

using reason = auth_refusal::reason;

constexpr std::chrono::minutes greatest_skew{15};
constexpr std::string_view wrong_information = "Incorrect IAM authentication information: ";

refusal refuse(request_view const& request, reason why, std::string_view message, std::string explanation) {
  return {describe(request, why, std::move(explanation)),
          gateway_refusal("APIGW.0301", std::string(wrong_information).append(message))};
}

// What the gateway shows of its own canonical request.
std::string on_one_line(std::string canonical) {
  std::replace(canonical.begin(), canonical.end(), '\n', '|');
  return canonical;
}

}  // namespace

authenticator::authenticator(auth_options const& settings, std::shared_ptr<clock> time, issued const& known)
    : mode_(settings.mode),
      tokens_(settings.tokens.begin(), settings.tokens.end()),
      clock_(std::move(time)),
      issued_(known) {
  for (auto const& each : settings.keys) keys_.emplace(each.access, each);
}

std::optional<refusal> authenticator::check(request_view const& request) {
  if (auto const authorization = request.header("Authorization")) return check_signed(request, *authorization);
  if (auto const token = request.header("X-Auth-Token")) return check_token(request, *token);
  return refuse(request, reason::no_credentials, "x-auth-token not found",
                "There is neither an Authorization nor an X-Auth-Token header.");
}

std::optional<refusal> authenticator::check_token(request_view const& request, std::string_view token) {
  auto const now = clock_->wall_now();
  auto const found = issued_.tokens.find(token, now);
  if (found.state == token_mint::state::good || tokens_.contains(token)) {
    tokens_accepted_.fetch_add(1, std::memory_order_relaxed);
    return std::nullopt;
  }
  if (found.state == token_mint::state::unknown) {
    return refuse(request, reason::unknown_token, "decrypt token fail",
                  "X-Auth-Token, " + std::to_string(token.size()) +
                      " characters long, is neither a configured token nor one that this server has issued.");
  }
  auto const end = iso_date(found.expires);
  return refusal{
      describe(request, reason::expired_token, "The token expired at " + end + "; it is " + iso_date(now) + "."),
      gateway_refusal("APIGW.0307", "The token must be updated: token expires, expires_at:" + end)};
}

std::optional<refusal> authenticator::check_signed(request_view const& request, std::string_view authorization) {
  auto const parsed = parse_authorization(authorization);
  if (auto const* wrong = std::get_if<std::string>(&parsed)) {
    return refuse(request, reason::malformed, "authorization format is incorrect", *wrong);
  }
  auto const& parts = std::get<authorization_header>(parsed);
  auto const name = printable(parts.access_key);
  auto const key = find_key(parts.access_key);
  std::optional<refusal> refused;
  if (!key) {
    refused = refuse(request, reason::unknown_key, "Get secretKey failed,ak:" + name + ",err:ak not exist",
                     "There is no such access key.");
  } else if (key->expires && clock_->wall_now() >= *key->expires) {
    refused = refuse(request, reason::unknown_key, "Get secretKey failed,ak:" + name + ",err:ak expired",
                     "The temporary key expired at " + iso_date(*key->expires) + ".");
  } else {
    refused = check_key(request, parts, *key);
  }
  if (refused) refused->told.access_key = name;
  return refused;
}

std::optional<refusal> authenticator::check_key(request_view const& request, authorization_header const& authorization,
                                                found_key const& key) {
  if (locks_.locked(authorization.access_key, clock_->now())) {
    return refuse(request, reason::locked_key, "AK access failed to reach the limit,forbidden.",
                  "The key is locked for five minutes after more than five wrong signatures in a row.");
  }
  if (auto const missing = missing_in_signature(request, authorization, mode_); !missing.empty()) {
    return refuse(request, missing.find("x-sdk-date") != std::string::npos ? reason::date : reason::malformed,
                  "signed headers are incomplete", missing);
  }
  if (auto refused = check_date(request, authorization)) return refused;
  auto const sent_token = request.header("X-Security-Token").value_or(std::string_view());
  if (!same_secret(sent_token, key.parts.security_token)) {
    return refuse(request, reason::security_token, "security token is invalid",
                  key.parts.security_token.empty() ? "The key is a permanent one, which has no security token."
                  : sent_token.empty()             ? "The key is a temporary one: X-Security-Token is needed."
                                                   : "X-Security-Token is not that of the key.");
  }
  auto found = check_signature(request, authorization, key.parts.secret, *request.header("X-Sdk-Date"), mode_);
  if (found.accepted) {
    locks_.note_success(authorization.access_key);
    signatures_.fetch_add(1, std::memory_order_relaxed);
    if (!found.documented) other_forms_.fetch_add(1, std::memory_order_relaxed);
    return std::nullopt;
  }
  if (locks_.note_failure(authorization.access_key, clock_->now())) locked_.fetch_add(1, std::memory_order_relaxed);
  auto refused = refuse(request, reason::signature,
                        "verify aksk signature fail, canonicalRequest:" + on_one_line(std::move(found.canonical)),
                        found.explanation);
  refused.told.difference = std::move(found.difference);
  return refused;
}

std::optional<refusal> authenticator::check_date(request_view const& request,
                                                 authorization_header const& authorization) const {
  auto const text = request.header("X-Sdk-Date").value_or(std::string_view());
  auto const date = parse_sdk_date(text);
  if (!date) {
    return refuse(request, reason::date, "x-sdk-date is missing or malformed",
                  text.empty() ? "There is no X-Sdk-Date header."
                               : "X-Sdk-Date is " + printable(text) + "; it has to be a date as 20260115T083000Z.");
  }
  auto const now = clock_->wall_now();
  auto const late = std::chrono::ceil<std::chrono::seconds>(now) - *date;
  auto const early = *date - std::chrono::floor<std::chrono::seconds>(now);
  if (late > greatest_skew || early > greatest_skew) {
    return refuse(
        request, reason::date,
        "signature expired, signature time:" + std::string(text) + ",server time:" + sdk_date(now),
        "X-Sdk-Date is " + std::string(text) + ", more than 15 minutes from the server's " + sdk_date(now) + ".");
  }
  if (authorization.derived() && authorization.scope.substr(0, 8) != text.substr(0, 8)) {
    return refuse(request, reason::date, "credential scope is incorrect",
                  "The scope is of another day than X-Sdk-Date, " + std::string(text) + ".");
  }
  return std::nullopt;
}

std::optional<authenticator::found_key> authenticator::find_key(std::string_view access) const {
  auto const known = keys_.find(access);
  if (known != keys_.end()) return found_key{known->second, std::nullopt};
  auto const temporary = issued_.keys.find(access);
  if (temporary) return found_key{temporary->parts, temporary->expires};
  return std::nullopt;
}

void authenticator::add_to(auth_counters& counts) const {
  counts.signatures_accepted += signatures_;
  counts.signatures_of_another_form += other_forms_;
  counts.tokens_accepted += tokens_accepted_;
  counts.keys_locked += locked_;
}

}  // namespace dataarts::mock::auth
