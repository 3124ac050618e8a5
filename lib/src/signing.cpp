#include "ascii.hpp"
#include "auth/canonical_request.hpp"
#include "auth/date_text.hpp"
#include "auth/sha256.hpp"
#include "auth/signing_key.hpp"

#include <dataarts/signing.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace dataarts {

namespace {

constexpr std::string_view date_header = "X-Sdk-Date";

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return to_lower(x) == to_lower(y); });
}

}  // namespace

signed_request sign(request_to_sign const& request, credentials const& keys, clock::wall_time at,
                    signing_options const& options) {
  auth::signing_key key(keys, options);
  signed_request made;
  auto whole = request;
  auto const add = [&](std::string_view name, std::string_view value) {
    made.headers.push_back({std::string(name), std::string(value)});
    whole.headers.push_back(made.headers.back());
  };
  bool const dated = std::any_of(request.headers.begin(), request.headers.end(),
                                 [](header_field const& each) { return same_name(each.name, date_header); });
  if (!dated) add(date_header, auth::date_text(at));
  if (auto const token = keys.security_token(); !std::all_of(token.begin(), token.end(), is_visible)) {
    throw std::invalid_argument("security token: has a character that cannot be in one");
  }
  if (!keys.security_token().empty()) add("X-Security-Token", keys.security_token());

  auto canonical = auth::canonical_form(whole);
  if (!auth::is_date(canonical.date)) {
    throw std::invalid_argument("header X-Sdk-Date is not of the form YYYYMMDDTHHMMSSZ");
  }
  key.append_string_to_sign(made.string_to_sign, canonical.date, auth::sha256::of(canonical.text));
  std::string authorization;
  key.append_authorization(authorization, canonical.date, canonical.signed_headers, made.string_to_sign);
  made.headers.push_back({"Authorization", std::move(authorization)});
  made.signed_headers = std::move(canonical.signed_headers);
  made.canonical_request = std::move(canonical.text);
  return made;
}

}  // namespace dataarts
