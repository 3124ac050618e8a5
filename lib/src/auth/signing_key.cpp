#include "signing_key.hpp"

#include "../ascii.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace dataarts::auth {

namespace {

constexpr std::size_t day_size = 8;  // YYYYMMDD

}  // namespace

bool is_date(std::string_view text) noexcept {
  if (text.size() != date_size) return false;
  for (std::size_t at = 0; at < date_size; ++at) {
    auto const c = text[at];
    if (at == day_size ? c != 'T' : (at == date_size - 1 ? c != 'Z' : c < '0' || c > '9')) return false;
  }
  return true;
}

signing_key::signing_key(credentials keys, signing_options options)
    : keys_(std::move(keys)), options_(std::move(options)) {
  auto const access = keys_.access_key();
  if (access.empty()) throw std::invalid_argument("access key: is empty");
  if (keys_.secret_key().empty()) throw std::invalid_argument("secret key: is empty");
  // Neither is shown. The access key is no secret, but people swap the two.
  if (!std::all_of(access.begin(), access.end(), is_visible) || access.find(',') != access.npos) {
    throw std::invalid_argument("access key: has a character that cannot be in one");
  }
  if (derives()) {
    auto const usable = [](std::string const& part) {
      return !part.empty() && std::all_of(part.begin(), part.end(), is_visible) &&
             part.find_first_of("/,") == part.npos;
    };
    if (!usable(options_.region)) {
      throw std::invalid_argument("signing.region: V11-HMAC-SHA256 needs a region, such as cn-north-4");
    }
    if (!usable(options_.service)) {
      throw std::invalid_argument("signing.service: V11-HMAC-SHA256 needs the name of a service, such as dayu");
    }
  } else {
    key_.emplace(keys_.secret_key());
  }
}

void signing_key::make_key_for(std::string_view date) {
  if (!derives() || std::string_view(scope_).substr(0, day_size) == date.substr(0, day_size)) return;
  scope_.assign(date.substr(0, day_size))
      .append(1, '/')
      .append(options_.region)
      .append(1, '/')
      .append(options_.service);
  // HKDF (RFC 5869) for a single block: extract with the access key as salt, expand with the scope. What signs is
  // the lower-case hex text of it, not the bytes.
  auto const extracted = hmac_sha256(keys_.access_key()).of(keys_.secret_key());
  auto expanded = hmac_sha256(bytes_of(extracted)).of(scope_ + '\x01');
  std::string text;
  append_hex(text, expanded);
  key_.emplace(text);
  OPENSSL_cleanse(text.data(), text.size());
  OPENSSL_cleanse(expanded.data(), expanded.size());
}

void signing_key::append_string_to_sign(std::string& out, std::string_view date, digest const& canonical_request) {
  make_key_for(date);
  out.append(derives() ? "V11-HMAC-SHA256\n" : "SDK-HMAC-SHA256\n").append(date).append(1, '\n');
  if (derives()) out.append(scope_).append(1, '\n');
  append_hex(out, canonical_request);
}

void signing_key::append_authorization(std::string& out, std::string_view date, std::string_view signed_headers,
                                       std::string_view string_to_sign) {
  make_key_for(date);
  out.append(derives() ? "V11-HMAC-SHA256 Credential=" : "SDK-HMAC-SHA256 Access=").append(keys_.access_key());
  if (derives()) out.append(1, '/').append(scope_);
  out.append(", SignedHeaders=").append(signed_headers).append(", Signature=");
  append_hex(out, key_->of(string_to_sign));
}

}  // namespace dataarts::auth
