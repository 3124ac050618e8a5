#include "scenario/secret_shape.hpp"

#include "ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace dataarts::mock::scenarios {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_number(char c) { return c >= '0' && c <= '9'; }
bool is_key_character(char c) { return is_lower(c) || is_upper(c) || is_number(c); }
bool is_base64(char c) { return is_key_character(c) || c == '-' || c == '_' || c == '+' || c == '/'; }

bool has(std::string_view text, bool (*of_kind)(char)) { return std::any_of(text.begin(), text.end(), of_kind); }

// A whole run of letters and digits.
std::string_view shape_of_key(std::string_view key) {
  constexpr std::size_t access_key_size = 20;
  constexpr std::size_t secret_key_size = 40;
  if (!has(key, is_upper) || !has(key, is_number)) return {};
  if (key.size() == access_key_size && !has(key, is_lower)) return "an access key";
  if (key.size() == secret_key_size && has(key, is_lower)) return "a secret key";
  return {};
}

// A whole run of base64, in the alphabet of either kind, and what follows it.
std::string_view shape_of_token(std::string_view run, char next) {
  constexpr std::size_t least_web_token = 15;
  constexpr std::size_t least_token = 500;
  if (run.starts_with("eyJ") && run.size() >= least_web_token && next == '.') return "a web token";
  if (run.starts_with("MII") && run.size() >= least_token) return "a token of the service";
  return {};
}

template <class Shape>
std::string_view first_shape(std::string_view text, bool (*belongs)(char), Shape shape) {
  while (!text.empty()) {
    auto const begin = std::find_if(text.begin(), text.end(), belongs);
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    auto const size = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), belongs) - text.begin());
    auto const next = size < text.size() ? text[size] : '\0';
    if (auto const found = shape(text.substr(0, size), next); !found.empty()) return found;
    text.remove_prefix(size);
  }
  return {};
}

}  // namespace

std::string_view secret_shape(std::string_view text) noexcept {
  auto const token = first_shape(text, is_base64, shape_of_token);
  if (!token.empty()) return token;
  return first_shape(text, is_key_character, [](std::string_view key, char) { return shape_of_key(key); });
}

bool is_secret_header(std::string_view name) noexcept {
  static constexpr std::string_view names[] = {"Authorization",    "X-Auth-Token",       "X-Subject-Token",
                                               "X-Security-Token", "X-Sdk-Date",         "Cookie",
                                               "Set-Cookie",       "Proxy-Authorization"};
  return std::any_of(std::begin(names), std::end(names), [&](auto each) { return equal_ignoring_case(each, name); });
}

}  // namespace dataarts::mock::scenarios
