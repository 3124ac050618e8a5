#include <dataarts/mock/auth_options.hpp>

#include "auth/token_mint.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace dataarts::mock {
namespace {

[[noreturn]] void refuse(std::string const& what) { throw std::invalid_argument("auth." + what); }

std::string place(char const* list, std::size_t at) { return std::string(list) + '[' + std::to_string(at) + ']'; }

bool is_printable(std::string_view text, std::string_view but = {}) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c > ' ' && c < 0x7f && but.find(c) == std::string_view::npos; });
}

void check_keys(std::vector<access_key> const& keys) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto const& [access, secret, token] = keys[i];
    auto const where = place("keys", i);
    if (access.empty() || !is_printable(access, ",/")) {
      refuse(where + ".access is empty, or has a blank, a comma, a slash or what is not printable ASCII");
    }
    if (secret.empty()) refuse(where + ".secret is empty");
    if (!is_printable(token)) refuse(where + ".security_token has a blank, or what is not printable ASCII");
    if (!seen.insert(access).second) refuse(where + ".access is that of an earlier key");
  }
}

void check_users(std::vector<iam_user> const& users) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (std::size_t i = 0; i < users.size(); ++i) {
    auto const& user = users[i];
    auto const where = place("users", i);
    if (user.domain.empty()) refuse(where + ".domain is empty");
    if (user.name.empty()) refuse(where + ".name is empty");
    if (user.password.empty()) refuse(where + ".password is empty");
    if (!seen.emplace(user.domain, user.name).second) refuse(where + " is an earlier user once more");
    for (std::size_t j = 0; j < user.projects.size(); ++j) {
      auto const& [id, name] = user.projects[j];
      auto const project = where + '.' + place("projects", j);
      if (id.empty() || name.empty()) refuse(project + " needs an id and a name");
    }
  }
}

void check_life(std::chrono::seconds life, char const* name) {
  constexpr std::chrono::hours most{24 * 365};
  if (life <= std::chrono::seconds::zero() || life > most) {
    refuse(std::string(name) + " is " + std::to_string(life.count()) + " s; it has to be between 1 s and a year");
  }
}

}  // namespace

void auth_options::validate() const {
  check_keys(keys);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].empty() || !is_printable(tokens[i])) {
      refuse(place("tokens", i) + " is empty, or has a blank or what is not printable ASCII");
    }
  }
  check_users(users);
  check_life(token_life, "token_life");
  check_life(temporary_key_life, "temporary_key_life");
  constexpr std::size_t most = 64 * 1024;
  if (token_size < auth::token_mint::least_size || token_size > most) {
    refuse("token_size is " + std::to_string(token_size) + "; it has to be between " +
           std::to_string(auth::token_mint::least_size) + " and " + std::to_string(most));
  }
}

char const* to_text(auth_refusal::reason why) noexcept {
  using reason = auth_refusal::reason;
  switch (why) {
    case reason::no_credentials:
      return "no_credentials";
    case reason::malformed:
      return "malformed";
    case reason::unknown_key:
      return "unknown_key";
    case reason::locked_key:
      return "locked_key";
    case reason::date:
      return "date";
    case reason::security_token:
      return "security_token";
    case reason::signature:
      return "signature";
    case reason::unknown_token:
      return "unknown_token";
    case reason::expired_token:
      return "expired_token";
    case reason::login:
      return "login";
    case reason::metadata_token:
      return "metadata_token";
  }
  return "unknown";
}

std::string to_text(auth_refusal const& refusal) {
  auto text = std::string("refused (") + to_text(refusal.why) + ") " + refusal.method + ' ' + refusal.path;
  if (!refusal.access_key.empty()) text += " by " + refusal.access_key;
  text += ": " + refusal.explanation;
  std::string_view left = refusal.difference;
  while (!left.empty()) {
    auto const end = std::min(left.find('\n'), left.size());
    text.append(" | ").append(left.substr(0, end));
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return text;
}

}  // namespace dataarts::mock
