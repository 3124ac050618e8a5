#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "guarded.hpp"

BOOST_AUTO_TEST_SUITE(mock_authenticator)

namespace {

namespace data = boost::unit_test::data;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::auth::hex;
using mock::auth::sha256;
using reason = mock::auth_refusal::reason;

// A request that is signed correctly, over these header lines (`name:value`, sorted).
std::string signed_request(std::vector<std::pair<std::string, std::string>> const& headers,
                           std::string const& payload_hash = hex(sha256("")), std::string const& unsigned_lines = {},
                           std::string const& body = {}) {
  std::string lines;
  std::string names;
  std::string sent = "GET /a HTTP/1.1\r\n";
  std::string date;
  for (auto const& [name, value] : headers) {
    lines += name + ':' + value + '\n';
    names += (names.empty() ? "" : ";") + name;
    sent += name + ": " + value + "\r\n";
    if (name == "x-sdk-date") date = value;
  }
  auto const canonical = "GET\n/a/\n\n" + lines + '\n' + names + '\n' + payload_hash;
  return sent + unsigned_lines + "Content-Length: " + std::to_string(body.size()) +
         "\r\nAuthorization: " + test::authorization_for(canonical, names, date) + "\r\n\r\n" + body;
}

std::pair<std::string, std::string> const host{"host", "h"};
std::pair<std::string, std::string> const date{"x-sdk-date", "20260115T083000Z"};

std::string message_of(std::string_view answer) {
  auto const body = std::string(test::body_of(answer));
  constexpr std::string_view before = R"({"error_msg":"Incorrect IAM authentication information: )";
  BOOST_TEST(body.starts_with(before), body);
  return body.substr(before.size(), body.find("\",\"error_code\"") - before.size());
}

struct refused {
  char const* name;
  mock::access_key key;
  std::string request;
  reason why;
  std::string message;
  std::string explanation;
};
std::ostream& operator<<(std::ostream& to, refused const& what) { return to << what.name; }

mock::access_key const permanent{"AK", "SK", ""};
mock::access_key const temporary{"AK", "SK", "TOKEN"};
std::string const incomplete = "signed headers are incomplete";
std::string const unusable = "authorization format is incorrect";
std::string const get = "GET /a HTTP/1.1\r\nHost: h\r\n";
std::string const sdk_form =
    "it has to be SDK-HMAC-SHA256 Access=AK, SignedHeaders=a;b, Signature=64 hexadecimal digits in lower case.";
std::string const v11_form =
    "it has to be V11-HMAC-SHA256 Credential=AK/YYYYMMDD/REGION/SERVICE, SignedHeaders=a;b, Signature=64 hexadecimal "
    "digits in lower case.";

std::vector<refused> const refusals{
    {"nothing", permanent, get + "\r\n", reason::no_credentials, "x-auth-token not found",
     "There is neither an Authorization nor an X-Auth-Token header."},
    {"another scheme", permanent, get + "Authorization: Bearer secret\r\n\r\n", reason::malformed, unusable,
     "The algorithm of Authorization, Bearer, is neither SDK-HMAC-SHA256 nor V11-HMAC-SHA256."},
    {"a bare secret", permanent, get + "Authorization: secret\r\n\r\n", reason::malformed, unusable,
     "The algorithm of Authorization is neither SDK-HMAC-SHA256 nor V11-HMAC-SHA256."},
    {"no parts", permanent, get + "Authorization: SDK-HMAC-SHA256\r\n\r\n", reason::malformed, unusable,
     "Authorization lacks a part, or its signature has another form; " + sdk_form},
    {"short signature", permanent,
     get + "Authorization: SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature=1\r\n\r\n", reason::malformed,
     unusable, "Authorization lacks a part, or its signature has another form; " + sdk_form},
    {"signature in capitals", permanent,
     get + "Authorization: SDK-HMAC-SHA256 Access=AK, SignedHeaders=a, Signature=" + std::string(64, 'A') + "\r\n\r\n",
     reason::malformed, unusable, "Authorization lacks a part, or its signature has another form; " + sdk_form},
    {"unknown part", permanent, get + "Authorization: SDK-HMAC-SHA256 Credential=AK\r\n\r\n", reason::malformed,
     unusable, "Authorization has a part that is unknown, twice there, or has no value; " + sdk_form},
    {"no scope", permanent, get + "Authorization: V11-HMAC-SHA256 Credential=AK/2026/x\r\n\r\n", reason::malformed,
     unusable, "Authorization has no scope after the access key; " + v11_form},
    {"unknown key",
     {"OTHER", "SK", ""},
     signed_request({host, date}),
     reason::unknown_key,
     "Get secretKey failed,ak:AK,err:ak not exist",
     "There is no such access key."},
    {"host not signed", permanent, signed_request({date}, hex(sha256("")), "Host: h\r\n"), reason::malformed,
     incomplete, "The header host is not among SignedHeaders."},
    {"date not signed", permanent, signed_request({host}, hex(sha256("")), "X-Sdk-Date: 20260115T083000Z\r\n"),
     reason::date, incomplete, "The header x-sdk-date is not among SignedHeaders."},
    {"date not sent", permanent, get + "Authorization: " + test::authorization_for("", "host;x-sdk-date") + "\r\n\r\n",
     reason::date, "x-sdk-date is missing or malformed", "There is no X-Sdk-Date header."},
    {"date malformed", permanent, signed_request({host, {"x-sdk-date", "20260230T083000Z"}}), reason::date,
     "x-sdk-date is missing or malformed", "X-Sdk-Date is 20260230T083000Z; it has to be a date as 20260115T083000Z."},
    {"scope of another day", permanent,
     get +
         "X-Sdk-Date: 20260115T083000Z\r\nAuthorization: V11-HMAC-SHA256 Credential=AK/20260114/r/s, "
         "SignedHeaders=host;x-sdk-date, Signature=" +
         std::string(64, '0') + "\r\n\r\n",
     reason::date, "credential scope is incorrect", "The scope is of another day than X-Sdk-Date, 20260115T083000Z."},
    {"no security token", temporary, signed_request({host, date}), reason::security_token, "security token is invalid",
     "The key is a temporary one: X-Security-Token is needed."},
    {"another security token", temporary, signed_request({host, date, {"x-security-token", "OTHER"}}),
     reason::security_token, "security token is invalid", "X-Security-Token is not that of the key."},
    {"security token not signed", temporary,
     signed_request({host, date}, hex(sha256("")), "X-Security-Token: TOKEN\r\n"), reason::malformed, incomplete,
     "The header x-security-token is not among SignedHeaders."},
    {"security token of a permanent key", permanent, signed_request({host, date, {"x-security-token", "TOKEN"}}),
     reason::security_token, "security token is invalid", "The key is a permanent one, which has no security token."},
    {"payload header not signed", permanent,
     signed_request({host, date}, "UNSIGNED-PAYLOAD", "X-Sdk-Content-Sha256: UNSIGNED-PAYLOAD\r\n"), reason::malformed,
     incomplete, "The header x-sdk-content-sha256 is not among SignedHeaders."},
};

BOOST_DATA_TEST_CASE(a_refusal_says_what_is_wrong, data::make(refusals), each) {
  test::guarded server(test::with_key(mock::auth_mode::strict, each.key));
  auto const answer = server.ask(each.request);
  BOOST_TEST(test::status_line(answer) == "HTTP/1.1 401 Unauthorized");
  BOOST_TEST(message_of(answer) == each.message);
  auto const told = server.last_refusal();
  BOOST_TEST(to_text(told.why) == to_text(each.why));
  BOOST_TEST(told.explanation == each.explanation);
  BOOST_TEST(server.answers->counts().refused(each.why) == 1U);
  BOOST_TEST(server.answers->counts().refused() == 1U);
}

BOOST_AUTO_TEST_CASE(lenient_needs_no_signed_host) {
  test::guarded server(test::with_key(mock::auth_mode::lenient));
  BOOST_TEST(server.accepts(signed_request({date}, hex(sha256("")), "Host: h\r\n")));
}

BOOST_AUTO_TEST_CASE(fifteen_minutes_of_skew_are_accepted_and_no_more) {
  struct skew {
    char const* date;
    bool accepted;
  };
  for (auto const& each :
       {skew{"20260115T081500Z", true}, skew{"20260115T081459Z", false}, skew{"20260115T084500Z", true},
        skew{"20260115T084501Z", false}, skew{"99991231T235959Z", false}, skew{"00000101T000000Z", false}}) {
    test::guarded server(test::with_key(mock::auth_mode::strict));
    auto const answer = server.ask(signed_request({host, {"x-sdk-date", each.date}}));
    BOOST_TEST(server.answers->counts().signatures_accepted == (each.accepted ? 1U : 0U), each.date);
    if (each.accepted) continue;
    BOOST_TEST(message_of(answer) ==
               std::string("signature expired, signature time:") + each.date + ",server time:20260115T083000Z");
    BOOST_TEST(server.answers->counts().refused(reason::date) == 1U);
  }
}

BOOST_AUTO_TEST_CASE(an_old_signature_does_not_pass_again) {
  test::guarded server(test::with_key(mock::auth_mode::strict));
  auto const request = signed_request({host, date});
  server.clock->advance(15min);
  BOOST_TEST(server.accepts(request));
  server.clock->advance(1ms);
  BOOST_TEST(!server.accepts(request));
}

BOOST_AUTO_TEST_CASE(the_told_hash_of_the_body_has_to_be_its_hash) {
  auto const told = [&](std::string const& value) {
    return signed_request({host, {"x-sdk-content-sha256", value}, date}, value, {}, "the body");
  };
  for (auto const mode : {mock::auth_mode::lenient, mock::auth_mode::strict}) {
    test::guarded server(test::with_key(mode));
    BOOST_TEST(server.accepts(told(hex(sha256("the body")))));
    BOOST_TEST(server.accepts(told("UNSIGNED-PAYLOAD")));
    BOOST_TEST(!server.accepts(told(hex(sha256("another body")))));
    BOOST_TEST(server.last_refusal().explanation ==
               "X-Sdk-Content-Sha256 is neither UNSIGNED-PAYLOAD nor the hash of the body.");
  }
}

BOOST_AUTO_TEST_CASE(a_signer_that_ignores_the_told_hash_of_no_body_is_an_official_one) {
  auto const request =
      signed_request({host, {"x-sdk-content-sha256", "UNSIGNED-PAYLOAD"}, date}, hex(sha256("")), {}, "");
  test::guarded lenient(test::with_key(mock::auth_mode::lenient));
  BOOST_TEST(lenient.accepts(request));
  test::guarded strict(test::with_key(mock::auth_mode::strict));
  BOOST_TEST(!strict.accepts(request));
  auto const with_body =
      signed_request({host, {"x-sdk-content-sha256", "UNSIGNED-PAYLOAD"}, date}, hex(sha256("x")), {}, "x");
  BOOST_TEST(!lenient.accepts(with_body));
}

BOOST_AUTO_TEST_CASE(a_header_that_comes_twice_is_signed_line_by_line) {
  test::guarded server(test::with_key(mock::auth_mode::strict));
  auto const canonical =
      "GET\n/a/\n\nhost:h\nx-foo:1\nx-foo:2\nx-sdk-date:20260115T083000Z\n\nhost;x-foo;x-sdk-date\n" + hex(sha256(""));
  BOOST_TEST(server.accepts(get + "X-Foo: 2\r\nX-Sdk-Date: 20260115T083000Z\r\nx-foo: 1\r\nAuthorization: " +
                            test::authorization_for(canonical, "host;x-foo;x-sdk-date") + "\r\n\r\n"));
}

BOOST_AUTO_TEST_CASE(only_the_last_refusals_are_kept_and_all_are_counted) {
  test::guarded server(test::with_key(mock::auth_mode::strict));
  for (int i = 0; i < 250; ++i) server.ask("GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: h\r\n\r\n");
  auto const kept = server.answers->refusals();
  BOOST_TEST_REQUIRE(kept.size() == 100U);
  BOOST_TEST(kept.front().path == "/150");
  BOOST_TEST(kept.back().path == "/249");
  BOOST_TEST(server.answers->counts().refused() == 250U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
