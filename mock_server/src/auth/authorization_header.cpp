#include "auth/authorization_header.hpp"

#include "ascii.hpp"
#include "error_body.hpp"

#include <algorithm>

namespace dataarts::mock::auth {
namespace {

bool is_scope(std::string_view text) {
  auto const first = text.find('/');
  if (first != 8 || !std::all_of(text.begin(), text.begin() + 8, is_digit)) return false;
  auto const second = text.find('/', first + 1);
  return second != std::string_view::npos && second > first + 1 && second + 1 < text.size() &&
         text.find('/', second + 1) == std::string_view::npos;
}

bool is_signature(std::string_view text) {
  return text.size() == 64 &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

// Notes one "Name=value". False: a name that is unknown or was there before.
bool note(authorization_header& made, std::string_view& credential, std::string_view part) {
  auto const equals = part.find('=');
  if (equals == std::string_view::npos) return false;
  auto const name = part.substr(0, equals);
  auto const value = part.substr(equals + 1);
  auto const set = [&](std::string_view& to) {
    if (!to.empty()) return false;
    to = value;
    return true;
  };
  if (name == (made.derived() ? "Credential" : "Access")) return set(credential);
  if (name == "SignedHeaders") return set(made.signed_headers);
  if (name == "Signature") return set(made.signature);
  return false;
}

std::string expected(authorization_header const& made) {
  return std::string("it has to be ") +
         (made.derived() ? "V11-HMAC-SHA256 Credential=AK/YYYYMMDD/REGION/SERVICE" : "SDK-HMAC-SHA256 Access=AK") +
         ", SignedHeaders=a;b, Signature=64 hexadecimal digits in lower case";
}

}  // namespace

std::vector<std::string_view> authorization_header::signed_names() const {
  std::vector<std::string_view> names;
  for (auto left = signed_headers;;) {
    auto const end = left.find(';');
    names.push_back(left.substr(0, end));
    if (end == std::string_view::npos) return names;
    left.remove_prefix(end + 1);
  }
}

std::variant<authorization_header, std::string> parse_authorization(std::string_view value) {
  authorization_header made;
  auto const space = value.find(' ');
  made.algorithm = value.substr(0, space);
  if (made.algorithm != "SDK-HMAC-SHA256" && !made.derived()) {
    // Another scheme may have the secret itself as its first word.
    auto const shown = space != std::string_view::npos && made.algorithm.size() <= 32;
    return "The algorithm of Authorization" + (shown ? ", " + printable(made.algorithm) + "," : std::string()) +
           " is neither SDK-HMAC-SHA256 nor V11-HMAC-SHA256.";
  }
  std::string_view credential;
  auto left = space == std::string_view::npos ? std::string_view() : value.substr(space + 1);
  while (!left.empty()) {
    auto const comma = left.find(',');
    if (!note(made, credential, trimmed(left.substr(0, comma)))) {
      return "Authorization has a part that is unknown, twice there, or has no value; " + expected(made) + '.';
    }
    left.remove_prefix(comma == std::string_view::npos ? left.size() : comma + 1);
  }
  made.access_key = credential;
  if (made.derived()) {
    auto const slash = credential.find('/');
    made.access_key = credential.substr(0, slash);
    if (slash != std::string_view::npos) made.scope = credential.substr(slash + 1);
    if (!is_scope(made.scope)) return "Authorization has no scope after the access key; " + expected(made) + '.';
  }
  if (made.access_key.empty() || made.signed_headers.empty() || !is_signature(made.signature)) {
    return "Authorization lacks a part, or its signature has another form; " + expected(made) + '.';
  }
  return made;
}

}  // namespace dataarts::mock::auth
