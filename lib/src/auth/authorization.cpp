#include "authorization.hpp"

#include "../ascii.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::auth {

authorization::authorization(credentials const& from, signing_options const& options, std::string_view host,
                             std::string_view project_id)
    : content_(from), options_(options) {
  for (auto const given : {content_.token(), content_.secret_key(), content_.security_token()}) secrets_.add(given);
  if (from.signs()) {
    // Whoever has a signature can send the request again for some minutes.
    secrets_.add_hex_after("Signature=");
    if (!from.token().empty()) throw std::invalid_argument("both a token and keys: give one of them");
    signer_.emplace(from, options, host, project_id);
  } else if (from.bears_token()) {
    auto const token = from.token();
    if (token.empty()) throw std::invalid_argument("token: is empty");
    // The value is not shown: it is a secret.
    if (std::any_of(token.begin(), token.end(), is_control)) {
      throw std::invalid_argument(
          "token: contains a control character or a line break, which cannot stand in a header");
    }
    token_line_.append("X-Auth-Token: ").append(token).append("\r\n");
  }
}

}  // namespace dataarts::auth
