#include <dataarts/mock/auth_options.hpp>

#include "auth/check_options.hpp"
#include "auth/token_mint.hpp"
#include "problem_list.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace dataarts::mock {
namespace {

std::string place(char const* list, std::size_t at) { return std::string(list) + '[' + std::to_string(at) + ']'; }

bool is_printable(std::string_view text, std::string_view but = {}) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return c > ' ' && c < 0x7f && but.find(c) == std::string_view::npos; });
}

void check_keys(problem_list& found, std::vector<access_key> const& keys) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    auto const& [access, secret, token] = keys[i];
    auto const where = place("keys", i);
    if (access.empty() || !is_printable(access, ",/")) {
      found.add(where + ".access is empty, or has a blank, a comma, a slash or what is not printable ASCII");
    }
    if (secret.empty()) found.add(where + ".secret is empty");
    if (!is_printable(token)) found.add(where + ".security_token has a blank, or what is not printable ASCII");
    if (!seen.insert(access).second) found.add(where + ".access is that of an earlier key");
  }
}

void check_users(problem_list& found, std::vector<iam_user> const& users) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (std::size_t i = 0; i < users.size(); ++i) {
    auto const& user = users[i];
    auto const where = place("users", i);
    if (user.domain.empty()) found.add(where + ".domain is empty");
    if (user.name.empty()) found.add(where + ".name is empty");
    if (user.password.empty()) found.add(where + ".password is empty");
    if (!seen.emplace(user.domain, user.name).second) found.add(where + " is an earlier user once more");
    for (std::size_t j = 0; j < user.projects.size(); ++j) {
      auto const& [id, name] = user.projects[j];
      auto const project = where + '.' + place("projects", j);
      if (id.empty() || name.empty()) found.add(project + " needs an id and a name", {project});
    }
  }
}

void check_life(problem_list& found, std::chrono::seconds life, char const* name) {
  constexpr std::chrono::hours most{24 * 365};
  if (life <= std::chrono::seconds::zero() || life > most) {
    found.add(std::string(name) + " is " + std::to_string(life.count()) + " s; it has to be between 1 s and a year");
  }
}

}  // namespace

namespace auth {

void check_options(auth_options const& of) {
  problem_list found;
  check_keys(found, of.keys);
  for (std::size_t i = 0; i < of.tokens.size(); ++i) {
    if (of.tokens[i].empty() || !is_printable(of.tokens[i])) {
      found.add(place("tokens", i) + " is empty, or has a blank or what is not printable ASCII");
    }
  }
  check_users(found, of.users);
  check_life(found, of.token_life, "token_life");
  check_life(found, of.temporary_key_life, "temporary_key_life");
  constexpr std::size_t most = 64 * 1024;
  if (of.token_size < token_mint::least_size || of.token_size > most) {
    found.add("token_size is " + std::to_string(of.token_size) + "; it has to be between " +
              std::to_string(token_mint::least_size) + " and " + std::to_string(most));
  }
  found.throw_any();
}

}  // namespace auth

void auth_options::validate() const {
  problem_list found;
  found.add_from("auth.", {}, [&] { auth::check_options(*this); });
  found.throw_any();
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
