#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "guarded.hpp"

BOOST_AUTO_TEST_SUITE(mock_signature_forms)

namespace {

namespace data = boost::unit_test::data;
namespace mock = dataarts::mock;
using mock::auth::hex;
using mock::auth::sha256;

std::string const nothing = hex(sha256(""));

// A request as sent, and the canonical request that its signer has made of it.
struct deviation {
  char const* name;
  std::string sent;  // method to headers, without Host, X-Sdk-Date and Authorization, each line with its end
  std::string body;
  std::string canonical;
  std::string signed_headers;
  bool lenient_accepts;
  std::string explanation;
  std::string difference;
};
std::ostream& operator<<(std::ostream& to, deviation const& what) { return to << what.name; }

std::string const plain_headers = "host:h:80\nx-sdk-date:20260115T083000Z\n\nhost;x-sdk-date";

std::string canonical(std::string const& path, std::string const& query = {}, std::string const& payload = nothing,
                      std::string const& headers = plain_headers, std::string const& method = "GET") {
  return method + '\n' + path + '\n' + query + '\n' + headers + '\n' + payload;
}

std::vector<deviation> const deviations{
    {"encoded twice", "GET /a%20b/%E6%97%A5 HTTP/1.1\r\n", "", canonical("/a%2520b/%25E6%2597%25A5/"),
     "host;x-sdk-date", true, "the path was encoded twice",
     "server: /a%20b/%E6%97%A5/\nsigned: /a%2520b/%25E6%2597%25A5/"},
    {"blanks encoded twice", "GET /a%20b/%E6%97%A5 HTTP/1.1\r\n", "", canonical("/a%2520b/%E6%97%A5/"),
     "host;x-sdk-date", true, "blanks and the like in the path were encoded twice",
     "server: /a%20b/%E6%97%A5/\nsigned: /a%2520b/%E6%97%A5/"},
    {"no slash at the end", "GET /a HTTP/1.1\r\n", "", canonical("/a"), "host;x-sdk-date", false,
     "the path was signed without the slash at its end", "server: /a/\nsigned: /a"},
    {"slash kept", "GET /a%2Fb HTTP/1.1\r\n", "", canonical("/a%2Fb/"), "host;x-sdk-date", false,
     "a slash inside a part of the path was kept as %2F", "server: /a/b/\nsigned: /a%2Fb/"},
    {"not encoded", "GET /a%20b HTTP/1.1\r\n", "", canonical("/a b/"), "host;x-sdk-date", false,
     "the path was not encoded", "server: /a%20b/\nsigned: /a b/"},
    {"as sent", "GET /a%7Eb HTTP/1.1\r\n", "", canonical("/a%7Eb/"), "host;x-sdk-date", false,
     "the path was signed as it was sent, without encoding it anew", "server: /a~b/\nsigned: /a%7Eb/"},
    {"sorted by encoded name", "GET /a?%C3%A9=1&z=2 HTTP/1.1\r\n", "", canonical("/a/", "%C3%A9=1&z=2"),
     "host;x-sdk-date", true, "the query was sorted by encoded instead of raw names",
     "server: z=2&%C3%A9=1\nsigned: %C3%A9=1&z=2"},
    {"names in lower case", "GET /a?scriptName=X&limit=2 HTTP/1.1\r\n", "", canonical("/a/", "limit=2&scriptname=X"),
     "host;x-sdk-date", true, "the names in the query were made lower case",
     "server: limit=2&scriptName=X\nsigned: limit=2&scriptname=X"},
    {"query not sorted", "GET /a?b=1&a=2 HTTP/1.1\r\n", "", canonical("/a/", "b=1&a=2"), "host;x-sdk-date", false,
     "the query was not sorted", "server: a=2&b=1\nsigned: b=1&a=2"},
    {"query as sent", "GET /a?b&a=* HTTP/1.1\r\n", "", canonical("/a/", "b&a=*"), "host;x-sdk-date", false,
     "the query was signed as it was sent", "server: a=%2A&b=\nsigned: b&a=*"},
    {"plus is a blank", "GET /a?b=1+2 HTTP/1.1\r\n", "", canonical("/a/", "b=1%202"), "host;x-sdk-date", false,
     "a + in the query was taken for a blank", "server: b=1%2B2\nsigned: b=1%202"},
    {"query not signed", "GET /a?b=1 HTTP/1.1\r\n", "", canonical("/a/"), "host;x-sdk-date", false,
     "the query was not signed", "server: b=1\nsigned: "},
    {"not trimmed", "GET /a HTTP/1.1\r\nX-Foo:   bar \r\n", "",
     canonical("/a/", "", nothing, "host:h:80\nx-foo:  bar \nx-sdk-date:20260115T083000Z\n\nhost;x-foo;x-sdk-date"),
     "host;x-foo;x-sdk-date", true, "not trimmed: the value of x-foo", "server: x-foo:bar\nsigned: x-foo:  bar "},
    {"names sorted as words", "GET /a HTTP/1.1\r\nx-a-b: 1\r\nx-a_b: 2\r\n", "",
     canonical("/a/", "", nothing,
               "host:h:80\nx-a_b:2\nx-a-b:1\nx-sdk-date:20260115T083000Z\n\nhost;x-a-b;x-a_b;x-sdk-date"),
     "host;x-a-b;x-a_b;x-sdk-date", true, "the headers were sorted with _ before - and letters",
     "server: x-a-b:1\nsigned: x-a_b:2\nserver: x-a_b:2\nsigned: x-a-b:1"},
    {"host without port", "GET /a HTTP/1.1\r\n", "",
     canonical("/a/", "", nothing, "host:h\nx-sdk-date:20260115T083000Z\n\nhost;x-sdk-date"), "host;x-sdk-date", false,
     "Host was signed without its port", "server: host:h:80\nsigned: host:h"},
    {"names not sorted", "GET /a HTTP/1.1\r\n", "",
     canonical("/a/", "", nothing, "x-sdk-date:20260115T083000Z\nhost:h:80\n\nx-sdk-date;host"), "x-sdk-date;host",
     false, "the names of the signed headers were not sorted, or not in lower case",
     "server: host:h:80\nsigned: x-sdk-date:20260115T083000Z\nserver: x-sdk-date:20260115T083000Z\nsigned: host:h:80\n"
     "server: host;x-sdk-date\nsigned: x-sdk-date;host"},
    {"body made anew", "POST /a HTTP/1.1\r\n", R"({ "a": "b \" c", "d": [1, 2] })",
     canonical("/a/", "", hex(sha256(R"({"a":"b \" c","d":[1,2]})")), plain_headers, "POST"), "host;x-sdk-date", true,
     "the body was hashed after re-serialisation",
     "server: " + hex(sha256(R"({ "a": "b \" c", "d": [1, 2] })")) +
         "\nsigned: " + hex(sha256(R"({"a":"b \" c","d":[1,2]})"))},
    {"body not hashed", "POST /a HTTP/1.1\r\n", "text", canonical("/a/", "", nothing, plain_headers, "POST"),
     "host;x-sdk-date", false, "the body was not hashed", "server: " + hex(sha256("text")) + "\nsigned: " + nothing},
    {"unsigned payload without the header", "POST /a HTTP/1.1\r\n", "text",
     canonical("/a/", "", "UNSIGNED-PAYLOAD", plain_headers, "POST"), "host;x-sdk-date", false,
     "UNSIGNED-PAYLOAD was signed without sending X-Sdk-Content-Sha256",
     "server: " + hex(sha256("text")) + "\nsigned: UNSIGNED-PAYLOAD"},
    {"two deviations", "GET /a%20b?b=1&a=2 HTTP/1.1\r\n", "", canonical("/a%2520b/", "b=1&a=2"), "host;x-sdk-date",
     false, "the path was encoded twice; the query was not sorted",
     "server: /a%20b/\nsigned: /a%2520b/\nserver: a=2&b=1\nsigned: b=1&a=2"},
    {"two official deviations", "POST /a%20b HTTP/1.1\r\n", "[ 1 ]",
     canonical("/a%2520b/", "", hex(sha256("[1]")), plain_headers, "POST"), "host;x-sdk-date", true,
     "the path was encoded twice; the body was hashed after re-serialisation",
     "server: /a%20b/\nsigned: /a%2520b/\nserver: " + hex(sha256("[ 1 ]")) + "\nsigned: " + hex(sha256("[1]"))},
};

std::string bytes_of(deviation const& each) {
  return each.sent + "Host: h:80\r\nX-Sdk-Date: 20260115T083000Z\r\nAuthorization: " +
         test::authorization_for(each.canonical, each.signed_headers) +
         "\r\nContent-Length: " + std::to_string(each.body.size()) + "\r\n\r\n" + each.body;
}

BOOST_DATA_TEST_CASE(strict_refuses_and_explains, data::make(deviations), each) {
  test::guarded server(test::with_key(mock::auth_mode::strict));
  auto const answer = server.ask(bytes_of(each));
  BOOST_TEST(test::status_line(answer) == "HTTP/1.1 401 Unauthorized");
  auto const refusal = server.last_refusal();
  BOOST_TEST(refusal.explanation == "Another form of the request was signed: " + each.explanation + ".");
  BOOST_TEST(refusal.difference == each.difference);
}

BOOST_DATA_TEST_CASE(lenient_accepts_what_official_signers_make, data::make(deviations), each) {
  test::guarded server(test::with_key(mock::auth_mode::lenient));
  BOOST_TEST(server.accepts(bytes_of(each)) == each.lenient_accepts);
  BOOST_TEST(server.answers->counts().signatures_of_another_form == (each.lenient_accepts ? 1U : 0U));
}

BOOST_AUTO_TEST_CASE(the_answer_shows_the_canonical_request_of_the_server) {
  test::guarded server(test::with_key(mock::auth_mode::strict));
  auto const answer = server.ask(bytes_of(deviations.front()));
  auto const id_at = answer.find("X-Request-Id: ") + 14;
  BOOST_TEST(test::body_of(answer) ==
             R"({"error_msg":"Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:)"
             "GET|/a%20b/%E6%97%A5/||host:h:80|x-sdk-date:20260115T083000Z||host;x-sdk-date|" +
                 nothing + R"(","error_code":"APIGW.0301","request_id":")" + answer.substr(id_at, 32) + "\"}");
}

BOOST_AUTO_TEST_CASE(a_signed_header_that_is_not_sent_is_named) {
  test::guarded server(test::with_key(mock::auth_mode::strict));
  auto const signed_text =
      canonical("/a/", "", nothing, "host:h:80\nx-foo:1\nx-sdk-date:20260115T083000Z\n\nhost;x-foo;x-sdk-date");
  server.ask("GET /a HTTP/1.1\r\nHost: h:80\r\nX-Sdk-Date: 20260115T083000Z\r\nAuthorization: " +
             test::authorization_for(signed_text, "host;x-foo;x-sdk-date") + "\r\n\r\n");
  BOOST_TEST(server.last_refusal().explanation ==
             "The secret key differs, or a part of the request is not what was signed. Signed but not sent: x-foo.");
}

BOOST_AUTO_TEST_CASE(secret_values_are_left_out_of_the_difference) {
  test::guarded server(test::with_key(mock::auth_mode::strict, {"AK", "SK", "TOKEN"}));
  auto const signed_text = canonical("/a/", "", nothing,
                                     "host:h:80\nx-sdk-date:20260115T083000Z\nx-security-token:TOKEN  \n\n"
                                     "host;x-sdk-date;x-security-token");
  server.ask(
      "GET /a HTTP/1.1\r\nHost: h:80\r\nX-Sdk-Date: 20260115T083000Z\r\nX-Security-Token: TOKEN  \r\nAuthorization: " +
      test::authorization_for(signed_text, "host;x-sdk-date;x-security-token") + "\r\n\r\n");
  BOOST_TEST(server.last_refusal().difference == "server: x-security-token:...\nsigned: x-security-token:...");
  BOOST_TEST(to_text(server.last_refusal()).find("TOKEN") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(wrong_uses_of_the_derived_key_are_explained) {
  using namespace mock::auth;
  std::string const scope = "20260115/cn-north-4/dayu";
  auto const derived = hkdf_sha256("SK", "AK", scope);
  auto const text = "V11-HMAC-SHA256\n20260115T083000Z\n" + scope + '\n' + hex(sha256(canonical("/a/")));
  struct use {
    std::string key;
    std::string explanation;
  };
  for (auto const& each :
       {use{std::string(as_text(derived)), "the derived key was used as 32 bytes, not as their 64 hexadecimal digits"},
        use{"SK", "the secret key was used where the key derived from it has to sign"}, use{hex(derived), ""}}) {
    test::guarded server(test::with_key(mock::auth_mode::lenient));
    auto const accepted = server.accepts(
        "GET /a HTTP/1.1\r\nHost: h:80\r\nX-Sdk-Date: 20260115T083000Z\r\n"
        "Authorization: V11-HMAC-SHA256 Credential=AK/" +
        scope + ", SignedHeaders=host;x-sdk-date, Signature=" + hex(hmac_sha256(each.key, text)) + "\r\n\r\n");
    BOOST_TEST(accepted == each.explanation.empty());
    if (accepted) continue;
    BOOST_TEST(server.last_refusal().explanation ==
               "Another form of the request was signed: " + each.explanation + ".");
    BOOST_TEST(server.last_refusal().difference == "");
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
