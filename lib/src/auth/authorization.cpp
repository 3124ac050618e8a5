#include "authorization.hpp"

#include "../ascii.hpp"

#include <algorithm>
#include <stdexcept>

namespace dataarts::auth {

authorization::authorization(credentials const& from, signing_options const& options, std::string_view host,
                             std::string_view project_id) {
  secrets_[0] = from.signs() ? from.secret_key() : from.token();
  secrets_[1] = from.security_token();
  if (from.signs()) {
    if (!from.token().empty()) throw std::invalid_argument("both a token and keys: give one of them");
    signer_.emplace(from, options, host, project_id);
  } else if (auto const token = from.token(); !token.empty()) {
    // The value is not shown: it is a secret.
    if (std::any_of(token.begin(), token.end(), is_control)) {
      throw std::invalid_argument(
          "token: contains a control character or a line break, which cannot stand in a header");
    }
    token_line_.append("X-Auth-Token: ").append(token).append("\r\n");
  }
}

void authorization::hide_secrets(std::string& text) const {
  constexpr std::string_view shown = "(hidden)";
  // Shorter ones stand in any text by chance.
  constexpr std::size_t shortest = 8;
  for (auto const& secret : secrets_) {
    if (secret.size() < shortest) continue;
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + shown.size())) {
      text.replace(at, secret.size(), shown);
    }
  }
}

}  // namespace dataarts::auth
