#include <dataarts/client.hpp>
#include <dataarts/mock/server.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_auth)

namespace {

namespace json = boost::json;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using dataarts::client;
using dataarts::credentials;
using reason = mock::auth_refusal::reason;

struct auth_fixture : test::mock_fixture {
  static mock::options strict() {
    mock::options made;
    made.auth.mode = mock::auth_mode::strict;
    made.auth.keys = {{"AK-permanent", "a secret key", ""}, {"AK-temporary", "the second secret", "security-token"}};
    made.auth.tokens = {"a-fixed-token"};
    made.auth.users = {{"domain", "user", "pass word", {}}};
    return made;
  }

  dataarts::client_config config(credentials with) const {
    dataarts::client_config made;
    made.endpoint = server->url();
    made.project_id = "p1";
    made.auth = std::move(with);
    made.time = clock;
    made.retry.max_attempts = 1;
    return made;
  }

  dataarts::result<dataarts::script_instance> query(client& asking, dataarts::instance_ref const& which) {
    return test::run(context, asking.query(which));
  }
  dataarts::result<dataarts::script_instance> query(credentials with) {
    client asking(context.get_executor(), config(std::move(with)));
    return query(asking, {"dwsscript", "running"});
  }

  std::string ask(std::string const& request) {
    test::raw_client raw(context, server->port());
    raw.send(request);
    return raw.answer();
  }

  std::string issue_token(std::string const& password = "pass word") {
    auto const body = R"({"auth":{"identity":{"methods":["password"],"password":{"user":{"domain":{"name":"domain"},)"
                      R"("name":"user","password":")" +
                      password + R"("}}},"scope":{"project":{"name":"cn-north-4"}}}})";
    return ask("POST /v3/auth/tokens?nocatalog=true HTTP/1.1\r\nHost: iam\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body);
  }

  json::object issue_key() {
    auto const token =
        body_of(ask("PUT /meta-data/latest/api/token HTTP/1.1\r\nHost: m\r\nX-Metadata-Token-Ttl-Seconds: 21600\r\n"
                    "Content-Length: 0\r\n\r\n"));
    auto const key = body_of(
        ask("GET /openstack/latest/securitykey HTTP/1.1\r\nHost: m\r\nX-Metadata-Token: " + token + "\r\n\r\n"));
    return json::parse(key).at("credential").as_object();
  }

  static std::string body_of(std::string const& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

  static std::string header_of(std::string const& answer, std::string const& name) {
    auto const at = answer.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    auto const from = at + name.size() + 4;
    return answer.substr(from, answer.find("\r\n", from) - from);
  }

  static credentials keys_of(json::object const& key) {
    auto const text = [&](char const* name) { return std::string(key.at(name).as_string()); };
    return credentials::keys(text("access"), text("secret"), text("securitytoken"));
  }
};

BOOST_FIXTURE_TEST_CASE(the_client_signs_as_a_strict_server_wants_it, auth_fixture) {
  start(strict());
  for (auto const algorithm :
       {dataarts::signing_algorithm::sdk_hmac_sha256, dataarts::signing_algorithm::v11_hmac_sha256}) {
    for (auto const& with : {credentials::keys("AK-permanent", "a secret key"),
                             credentials::keys("AK-temporary", "the second secret", "security-token")}) {
      auto settings = config(with);
      settings.signing = {algorithm, "cn-north-4", "dayu"};
      settings.workspace = "w1";
      client asking(context.get_executor(), settings);
      for (auto const* script : {"dwsscript", "daily report", "日报 脚本", "100% + 'x' ~"}) {
        auto const answer = query(asking, {script, "running"});
        auto const known = std::string(script) == "dwsscript";
        BOOST_TEST(answer.has_value() == known, script);
        if (!known) BOOST_TEST(answer.error().service_code() == "DLF.6201", script);
      }
    }
  }
  auto const counts = server->auth_counters();
  BOOST_TEST(counts.signatures_accepted == 16U);
  BOOST_TEST(counts.signatures_of_another_form == 0U);
  BOOST_TEST(counts.refused() == 0U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(the_refusals_of_the_gateway_reach_the_caller, auth_fixture) {
  start(strict());
  auto const wrong = query(credentials::keys("AK-permanent", "a wrong key"));
  BOOST_TEST_REQUIRE(wrong.has_error());
  BOOST_TEST(wrong.error().http_status() == 401);
  BOOST_TEST(wrong.error().service_code() == "APIGW.0301");
  auto const told = std::string(wrong.error().service_message());
  BOOST_TEST(
      told.starts_with("Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:GET|"
                       "/v1/p1/scripts/dwsscript/instances/running/||"),
      told);
  BOOST_TEST(wrong.error().request_id().size() == 32U);
  auto const unknown = query(credentials::keys("AK-nobody", "x"));
  BOOST_TEST(unknown.error().service_message() ==
             "Incorrect IAM authentication information: Get secretKey failed,ak:AK-nobody,err:ak not exist");
  auto const none = query(credentials());
  BOOST_TEST(none.error().service_message() == "Incorrect IAM authentication information: x-auth-token not found");
  auto const other = query(credentials::token("a-token-of-somebody"));
  BOOST_TEST(other.error().service_message() == "Incorrect IAM authentication information: decrypt token fail");
  BOOST_TEST(query(credentials::token("a-fixed-token")).has_value());
  auto const counts = server->auth_counters();
  BOOST_TEST(counts.refused() == 4U);
  BOOST_TEST(counts.refused(reason::signature) == 1U);
  BOOST_TEST(counts.refused(reason::unknown_key) == 1U);
  BOOST_TEST(counts.refused(reason::no_credentials) == 1U);
  BOOST_TEST(counts.refused(reason::unknown_token) == 1U);
  BOOST_TEST(server->refusals().size() == 4U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(an_error_repeats_its_request_id, auth_fixture) {
  start(strict());
  auto const answer = ask(test::mock_request("running"));
  auto const body = json::parse(body_of(answer));
  auto const id = header_of(answer, "X-Request-Id");
  BOOST_TEST(id.size() == 32U);
  BOOST_TEST(std::string(body.at("request_id").as_string()) == id);
  finish();
}

BOOST_FIXTURE_TEST_CASE(an_issued_token_is_good_until_it_expires, auth_fixture) {
  start(strict());
  auto const answer = issue_token();
  BOOST_TEST(answer.starts_with("HTTP/1.1 201 Created\r\n"));
  auto const token = header_of(answer, "X-Subject-Token");
  BOOST_TEST(token.size() == 9'120U);
  auto const body = json::parse(body_of(answer)).at("token");
  BOOST_TEST(std::string(body.at("expires_at").as_string()) == "2020-01-02T00:00:00.000000Z");
  BOOST_TEST(std::string(body.at("issued_at").as_string()) == "2020-01-01T00:00:00.000000Z");
  BOOST_TEST(std::string(body.at("project").at("name").as_string()) == "cn-north-4");
  BOOST_TEST(!body.as_object().contains("catalog"));
  client asking(context.get_executor(), config(credentials::token(token)));
  BOOST_TEST(query(asking, {"dwsscript", "running"}).has_value());
  advance(24h - 1ms);
  BOOST_TEST(query(asking, {"dwsscript", "running"}).has_value());
  advance(1ms);
  auto const late = query(asking, {"dwsscript", "running"});
  BOOST_TEST_REQUIRE(late.has_error());
  BOOST_TEST(late.error().service_code() == "APIGW.0307");
  BOOST_TEST(server->auth_counters().tokens_issued == 1U);
  BOOST_TEST(server->auth_counters().tokens_accepted == 2U);
  BOOST_TEST(server->auth_counters().refused(reason::expired_token) == 1U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(all_that_was_issued_can_be_made_to_expire, auth_fixture) {
  start(strict());
  auto const token = header_of(issue_token(), "X-Subject-Token");
  auto const key = keys_of(issue_key());
  BOOST_TEST(query(credentials::token(token)).has_value());
  BOOST_TEST(query(key).has_value());
  server->expire_issued();
  BOOST_TEST(query(credentials::token(token)).error().service_code() == "APIGW.0307");
  BOOST_TEST(query(key).error().service_message().ends_with("err:ak expired"));
  BOOST_TEST(query(credentials::token(header_of(issue_token(), "X-Subject-Token"))).has_value());
  BOOST_TEST(query(keys_of(issue_key())).has_value());
  BOOST_TEST(query(credentials::token("a-fixed-token")).has_value());
  finish();
}

BOOST_FIXTURE_TEST_CASE(temporary_keys_of_the_metadata_service_sign_until_they_expire, auth_fixture) {
  start(strict());
  auto const issued = issue_key();
  BOOST_TEST(std::string(issued.at("expires_at").as_string()) == "2020-01-02T00:00:00.000000Z");
  auto const key = keys_of(issued);
  BOOST_TEST(query(key).has_value());
  auto const stripped = credentials::keys(std::string(key.access_key()), std::string(key.secret_key()));
  BOOST_TEST(query(stripped).error().service_code() == "APIGW.0301");
  BOOST_TEST(server->auth_counters().refused(reason::security_token) == 1U);
  advance(24h);
  BOOST_TEST(query(key).has_error());
  BOOST_TEST(server->auth_counters().refused(reason::unknown_key) == 1U);
  BOOST_TEST(server->auth_counters().temporary_keys_issued == 1U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(a_wrong_password_is_refused_as_the_identity_service_does_it, auth_fixture) {
  start(strict());
  auto const answer = issue_token("guessed");
  BOOST_TEST(answer.starts_with("HTTP/1.1 401 Unauthorized\r\n"));
  BOOST_TEST(body_of(answer) ==
             R"({"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}})");
  BOOST_TEST(server->auth_counters().refused(reason::login) == 1U);
  BOOST_TEST(server->auth_counters().tokens_issued == 0U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(a_key_is_locked_after_more_than_five_failures_and_unlocked_in_time, auth_fixture) {
  start(strict());
  auto const good = credentials::keys("AK-permanent", "a secret key");
  auto const bad = credentials::keys("AK-permanent", "a wrong key");
  for (int i = 0; i < 5; ++i) BOOST_TEST(query(bad).has_error());
  BOOST_TEST(query(good).has_value());  // resets the count
  for (int i = 0; i < 6; ++i) BOOST_TEST(query(bad).has_error());
  BOOST_TEST(server->auth_counters().keys_locked == 1U);
  auto const locked = query(good);
  BOOST_TEST_REQUIRE(locked.has_error());
  BOOST_TEST(locked.error().service_message() ==
             "Incorrect IAM authentication information: AK access failed to reach the limit,forbidden.");
  BOOST_TEST(query(credentials::keys("AK-temporary", "the second secret", "security-token")).has_value());
  advance(5min - 1ms);
  BOOST_TEST(query(good).has_error());
  advance(1ms);
  BOOST_TEST(query(good).has_value());
  BOOST_TEST(server->auth_counters().refused(reason::locked_key) == 2U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(off_is_as_it_was, auth_fixture) {
  start();
  BOOST_TEST(ask(test::mock_request("running")).starts_with("HTTP/1.1 200 OK\r\n"));
  BOOST_TEST(issue_token().starts_with("HTTP/1.1 501 "));
  BOOST_TEST(server->auth_counters().refused() == 0U);
  BOOST_TEST(server->refusals().empty());
  finish();
}

BOOST_FIXTURE_TEST_CASE(the_observer_hears_of_each_refusal_and_of_no_secret, auth_fixture) {
  auto settings = strict();
  std::vector<mock::auth_refusal> heard;
  settings.auth.on_refusal = [&](mock::auth_refusal const& what) { heard.push_back(what); };
  start(settings);
  query(credentials::keys("AK-temporary", "a wrong key", "security-token"));
  query(credentials::keys("AK-temporary", "the second secret", "other-token"));
  query(credentials::token("somebody's-token"));
  issue_token("guessed");
  BOOST_TEST_REQUIRE(heard.size() == 4U);
  for (auto const& each : heard) {
    auto const text = to_text(each);
    BOOST_TEST(text.find('\n') == std::string::npos, text);
    for (auto const* secret : {"security-token", "other-token", "somebody's-token", "a wrong key", "the second secret",
                               "guessed", "pass word"}) {
      BOOST_TEST(text.find(secret) == std::string::npos, text);
    }
  }
  BOOST_TEST(to_text(heard[0]) ==
             "refused (signature) GET /v1/p1/scripts/dwsscript/instances/running by AK-temporary: The secret key "
             "differs, or a part of the request is not what was signed.");
  finish();
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
