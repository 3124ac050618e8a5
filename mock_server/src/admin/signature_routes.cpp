#include "admin/api_error.hpp"
#include "admin/body_members.hpp"
#include "admin/routes.hpp"
#include "admin/told_request.hpp"
#include "auth/authorization_header.hpp"
#include "auth/difference.hpp"
#include "auth/names_to_sign.hpp"
#include "auth/signature_check.hpp"
#include "auth/signed_forms.hpp"

#include <algorithm>
#include <variant>

namespace dataarts::mock::admin {
namespace {

namespace json = boost::json;

void add_headers(told_request& to, json::object const& from) {
  auto const* found = from.if_contains("headers");
  if (found == nullptr) return;
  auto const* headers = found->if_object();
  if (headers == nullptr) throw api_error(400, "headers has to be an object of names and values.", "/headers");
  for (auto const& each : *headers) {
    std::string const name(each.key().data(), each.key().size());
    to.add_header(name, *text_member(*headers, name, "/headers"));
  }
}

// What a signer would have to sign.
std::shared_ptr<answer const> explain_unsigned(request_view const& request) {
  auth::authorization_header would;
  would.algorithm = "SDK-HMAC-SHA256";
  auto const names = auth::names_to_sign(request);
  would.signed_headers = names;
  auto const date = request.header("X-Sdk-Date");
  auto const canonical = auth::documented_request(request, would);
  auto explanation = "The request has no Authorization header; with SignedHeaders=" + names + " this would be signed.";
  if (!date) explanation += " A signature needs the header X-Sdk-Date, such as 20260115T083000Z.";
  return json_answer(
      json::object{{"canonicalRequest", auth::without_secrets(canonical)},
                   {"stringToSign", auth::string_to_sign(would, date.value_or(std::string_view()), canonical)},
                   {"verdict", "not signed"},
                   {"explanation", explanation}});
}

std::shared_ptr<answer const> explain_signature(context const& what, call const& made) {
  auto const body = made.object();
  static constexpr std::string_view known[] = {"method", "url", "headers", "body"};
  know_members(body, known);
  auto const url = text_member(body, "url");
  if (!url) throw api_error(400, R"(url is missing; such as "/v1/p/scripts".)", "/url");
  told_request told(text_member(body, "method").value_or("GET"), *url, text_member(body, "body").value_or(""));
  add_headers(told, body);
  auto const request = told.view();
  auto const sent = request.header("Authorization");
  if (!sent) return explain_unsigned(request);
  auto const parsed = auth::parse_authorization(*sent);
  if (auto const* wrong = std::get_if<std::string>(&parsed)) throw api_error(400, *wrong, "/headers/Authorization");
  auto const& authorization = std::get<auth::authorization_header>(parsed);
  auto const date = request.header("X-Sdk-Date").value_or(std::string_view());
  auto const canonical = auth::documented_request(request, authorization);
  json::object shown{{"canonicalRequest", canonical},
                     {"stringToSign", auth::string_to_sign(authorization, date, canonical)}};
  if (auto const missing = auth::missing_in_signature(request, authorization, auth_mode::strict); !missing.empty()) {
    shown["missing"] = missing;
  }
  auto const& keys = what.auth.keys;
  auto const key =
      std::find_if(keys.begin(), keys.end(), [&](auto const& each) { return each.access == authorization.access_key; });
  if (key == keys.end()) {
    shown["verdict"] = "unknown key";
    shown["explanation"] = "This server does not know the access key, so that the signature itself was not compared.";
    return json_answer(shown);
  }
  auto found = auth::check_signature(request, authorization, key->secret, date, auth_mode::strict);
  shown["verdict"] = found.accepted ? "good" : "wrong";
  if (!found.explanation.empty()) shown["explanation"] = found.explanation;
  if (!found.difference.empty()) shown["difference"] = found.difference;
  return json_answer(shown);
}

}  // namespace

void add_signature_routes(router& to, shared_context const& what) {
  to.add("POST", "/__admin/x/signature/explain", [what](call const& made) { return explain_signature(*what, made); });
}

}  // namespace dataarts::mock::admin
