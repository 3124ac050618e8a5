#include "canonical_request.hpp"

#include "../ascii.hpp"
#include "../one_line.hpp"
#include "../percent_encoding.hpp"
#include "sha256.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace dataarts::auth {

namespace {

constexpr std::size_t longest_shown = 80;

[[noreturn]] void refuse(std::string_view what, std::string_view shown, std::string_view reason) {
  std::string text(what);
  text += " \"";
  append_one_line(text, shown, longest_shown);
  throw std::invalid_argument(text.append("\" ").append(reason));
}

std::string lower(std::string_view text) {
  std::string made(text);
  for (auto& c : made) c = to_lower(c);
  return made;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  auto const first = text.find_first_not_of(blanks);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string decoded(std::string_view what, std::string_view text) {
  auto made = percent_decoded(text);
  if (!made) refuse(what, text, "has a '%' that is not followed by two hex digits");
  return *std::move(made);
}

/// Pairs in the order of their raw names, then of their raw values. Bytes of UTF-8 sort like code points.
std::string canonical_query(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  while (!query.empty()) {
    auto const pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    auto const equals = std::min(pair.find('='), pair.size());
    auto const value = pair.substr(std::min(equals + 1, pair.size()));
    pairs.emplace_back(decoded("query", pair.substr(0, equals)), decoded("query", value));
  }
  std::sort(pairs.begin(), pairs.end());
  std::string made;
  for (auto const& [name, value] : pairs) {
    if (!made.empty()) made += '&';
    append_percent_encoded(made, name);
    made += '=';
    append_percent_encoded(made, value);
  }
  return made;
}

struct signed_header {
  std::string name;  // lower case
  std::string_view value;
};

std::vector<signed_header> headers_to_sign(std::vector<header_field> const& given) {
  std::vector<signed_header> made;
  for (auto const& [name, value] : given) {
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_token_character)) {
      refuse("header name", name, "is not a name that HTTP allows");
    }
    auto const kept = trimmed(value);
    // The value is not shown: it may be a secret.
    if (std::any_of(kept.begin(), kept.end(), [](char c) { return is_control(c) && c != '\t'; })) {
      refuse("header", name, "has a control character in its value");
    }
    auto small = lower(name);
    if (small == "authorization" || small.find('_') != small.npos) continue;
    made.push_back({std::move(small), kept});
  }
  std::sort(made.begin(), made.end(), [](auto const& a, auto const& b) { return a.name < b.name; });
  auto const twice =
      std::adjacent_find(made.begin(), made.end(), [](auto const& a, auto const& b) { return a.name == b.name; });
  if (twice != made.end()) refuse("header", twice->name, "is there twice, which cannot be signed");
  return made;
}

std::string_view value_of(std::vector<signed_header> const& headers, std::string_view name) {
  auto const found = std::find_if(headers.begin(), headers.end(), [&](auto const& each) { return each.name == name; });
  return found == headers.end() ? std::string_view{} : found->value;
}

}  // namespace

std::string canonical_path(std::string_view path) {
  auto const raw = decoded("path", path);
  std::string made;
  std::string_view rest(raw);
  while (true) {
    auto const slash = rest.find('/');
    append_percent_encoded(made, rest.substr(0, slash));
    if (slash == rest.npos) break;
    made += '/';
    rest.remove_prefix(slash + 1);
  }
  if (!made.ends_with('/')) made += '/';
  return made;
}

canonical_request canonical_form(request_to_sign const& request) {
  if (request.method.empty() || !std::all_of(request.method.begin(), request.method.end(), is_token_character)) {
    refuse("method", request.method, "is not a method that HTTP allows");
  }
  if (!request.target.starts_with('/')) refuse("target", request.target, "has to begin with '/'");
  if (request.target.find('#') != std::string::npos) {
    refuse("target", request.target, "has a fragment ('#'), which is never sent");
  }
  auto const headers = headers_to_sign(request.headers);
  if (value_of(headers, "host").empty()) throw std::invalid_argument("header Host is missing: it has to be signed");

  canonical_request made;
  made.date = value_of(headers, "x-sdk-date");
  std::string_view const target(request.target);
  auto const mark = std::min(target.find('?'), target.size());
  auto& text = made.text;
  for (auto const c : request.method) text += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  text.append(1, '\n').append(canonical_path(target.substr(0, mark)));
  text.append(1, '\n').append(canonical_query(target.substr(std::min(mark + 1, target.size()))));
  text += '\n';
  for (auto const& [name, value] : headers) {
    text.append(name).append(1, ':').append(value).append(1, '\n');
    if (!made.signed_headers.empty()) made.signed_headers += ';';
    made.signed_headers += name;
  }
  text.append(1, '\n').append(made.signed_headers).append(1, '\n');
  auto const hash_given = value_of(headers, "x-sdk-content-sha256");
  if (hash_given.empty()) {
    append_hex(text, sha256::of(request.body));
  } else {
    text += hash_given;
  }
  return made;
}

}  // namespace dataarts::auth
