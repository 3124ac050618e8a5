#include "authorization.hpp"

#include "../ascii.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace dataarts::auth {

namespace {

/// Shorter ones stand in any text by chance.
constexpr std::size_t shortest_secret = 8;

std::string replaced(std::string_view text, std::string_view what, std::string_view with) {
  std::string made;
  for (auto at = text.find(what); at != text.npos; at = text.find(what)) {
    made.append(text.substr(0, at)).append(with);
    text.remove_prefix(at + what.size());
  }
  return made.append(text);
}

/// A text that was cut in the middle of a secret.
void hide_beginning(std::string& text, std::string_view secret, std::string_view shown) {
  for (auto size = std::min(secret.size() - 1, text.size()); size >= shortest_secret; --size) {
    if (!text.ends_with(secret.substr(0, size))) continue;
    text.replace(text.size() - size, size, shown);
    return;
  }
}

}  // namespace

authorization::authorization(credentials const& from, signing_options const& options, std::string_view host,
                             std::string_view project_id)
    : content_(from) {
  for (auto const given : {content_.token(), content_.secret_key(), content_.security_token()}) {
    if (given.size() < shortest_secret) continue;
    // As it is, and as those who write JSON for a browser write it.
    auto const slashes = replaced(given, "/", "\\/");
    secrets_.emplace_back(given);
    if (slashes != given) secrets_.push_back(slashes);
    for (auto const& each : {std::string(given), slashes}) {
      if (auto made = replaced(each, "=", "\\u003d"); made != each) secrets_.push_back(std::move(made));
    }
  }
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
  for (auto const& secret : secrets_) {
    for (auto at = text.find(secret); at != text.npos; at = text.find(secret, at + shown.size())) {
      text.replace(at, secret.size(), shown);
    }
    hide_beginning(text, secret, shown);
  }
  if (!signs()) return;
  // Whoever has a signature can send the request again for some minutes.
  constexpr std::string_view before = "Signature=";
  for (auto at = text.find(before); at != text.npos; at = text.find(before, at)) {
    at += before.size();
    auto const end = std::min(text.find_first_not_of("0123456789abcdefABCDEF", at), text.size());
    if (end - at >= shortest_secret) text.replace(at, end - at, shown);
  }
}

}  // namespace dataarts::auth
