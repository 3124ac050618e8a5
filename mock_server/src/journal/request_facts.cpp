#include "journal/request_facts.hpp"

#include "ascii.hpp"
#include "mix.hpp"

#include <algorithm>

namespace dataarts::mock::journals {
namespace {

// What stands behind `name=` in an Authorization header, up to the next comma.
std::string_view part_of_authorization(std::string_view value, std::string_view name) noexcept {
  auto const at = value.find(name);
  if (at == std::string_view::npos) return {};
  auto const part = value.substr(at + name.size());
  return trimmed(part.substr(0, part.find(',')));
}

bool contains_ignoring_case(std::string_view text, std::string_view lower) noexcept {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                     [](char a, char b) { return to_lower(a) == b; }) != text.end();
}

bool names_a_credential(std::string_view name) noexcept {
  static constexpr std::string_view marks[] = {"%",    "token", "secret", "sign", "key",
                                               "pass", "cred",  "auth",   "pwd",  "session"};
  static constexpr std::string_view names[] = {"ak", "sk", "jwt"};
  return std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return contains_ignoring_case(name, mark); }) ||
         std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view each) { return equal_ignoring_case(name, each); });
}

}  // namespace

request_facts::request_facts(request_view const& request) noexcept {
  std::string_view authorization;
  bool has_token = false;
  for (auto const& each : request.headers) {
    auto const is = [&](std::string_view name) { return equal_ignoring_case(request.name(each), name); };
    switch (each.name_size) {
      case 9:
        if (workspace.empty() && is("workspace")) workspace = request.value(each);
        break;
      case 12:
        has_token = has_token || is("x-auth-token");
        break;
      case 13:
        if (authorization.empty() && is("authorization")) authorization = request.value(each);
        break;
      case 14:
        if (session.empty() && is("x-mock-session")) session = request.value(each);
        break;
      default:
        break;
    }
  }
  if (has_token) scheme = "token";
  if (authorization.empty()) return;
  // Another scheme may have the secret itself as its first word.
  scheme = "other";
  for (std::string_view const known : {"SDK-HMAC-SHA256", "V11-HMAC-SHA256"}) {
    if (!authorization.starts_with(known) || authorization.substr(known.size(), 1) != " ") continue;
    scheme = known;
    access_key = part_of_authorization(authorization, "Access=");
    if (access_key.empty()) {
      access_key = part_of_authorization(authorization, "Credential=");
      access_key = access_key.substr(0, access_key.find('/'));
    }
    signed_headers = part_of_authorization(authorization, "SignedHeaders=");
    // Anything else than a list of names may be what somebody pasted there.
    auto const listed = [](char c) { return c == ';' || is_token_char(c); };
    if (!std::all_of(signed_headers.begin(), signed_headers.end(), listed)) signed_headers = {};
  }
}

std::array<char, 11> alias_of(std::string_view access_key) noexcept {
  std::uint64_t hash = 0;
  for (auto const c : access_key) hash = mix(hash ^ static_cast<unsigned char>(c));
  std::array<char, 11> made{'a', 'k', '-'};
  for (std::size_t i = 3; i < made.size(); ++i, hash >>= 4) made[i] = "0123456789abcdef"[hash & 15];
  return made;
}

void append_target(std::string& to, std::string_view target) {
  auto const question = target.find('?');
  to.append(target.substr(0, question));
  if (question == std::string_view::npos) return;
  auto left = target.substr(question);
  while (!left.empty()) {  // begins with ? or &
    auto const pair = left.substr(0, left.find('&', 1));
    auto const equals = pair.find('=');
    if (equals != std::string_view::npos && names_a_credential(pair.substr(1, equals - 1))) {
      to.append(pair.substr(0, equals + 1)).append("***");
    } else {
      to.append(pair);
    }
    left.remove_prefix(pair.size());
  }
}

}  // namespace dataarts::mock::journals
