#include <boost/json/parse.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "guarded.hpp"

namespace {

namespace data = boost::unit_test::data;
namespace json = boost::json;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using reason = mock::auth_refusal::reason;

mock::auth_options with_user(std::vector<mock::iam_project> projects = {}) {
  mock::auth_options made;
  made.mode = mock::auth_mode::strict;
  made.users = {{"d", "u", "p", std::move(projects)}};
  return made;
}

std::string post(std::string const& body, std::string const& query = {}) {
  return "POST /v3/auth/tokens" + query + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string identity(std::string const& user, std::string const& scope) {
  return R"({"auth":{"identity":{"methods":["password"],"password":{"user":)" + user + R"(}},"scope":)" + scope + "}}";
}

std::string const user = R"({"domain":{"name":"d"},"name":"u","password":"p"})";
std::string const scope = R"({"project":{"id":"p-1"}})";

struct malformed {
  char const* name;
  std::string body;
  std::string message;
};
std::ostream& operator<<(std::ostream& to, malformed const& what) { return to << what.name; }

std::vector<malformed> const malformed_bodies{
    {"empty", "", "The body is not JSON."},
    {"no object", "[]", "The body has no auth.identity.methods."},
    {"no methods", "{}", "The body has no auth.identity.methods."},
    {"another method", R"({"auth":{"identity":{"methods":["totp"]}}})",
     R"(auth.identity.methods is not [\"password\"], the only method known here.)"},
    {"no domain", identity(R"({"name":"u","password":"p"})", scope),
     "The body has no auth.identity.password.user.domain.name."},
    {"password of another type", identity(R"({"domain":{"name":"d"},"name":"u","password":1})", scope),
     "auth.identity.password.user.password is not a text."},
    {"no project", identity(user, R"({"domain":{"name":"d"}})"), "The body has no auth.scope.project."},
    {"empty project", identity(user, R"({"project":{}})"), "auth.scope.project has neither an id nor a name."},
};

BOOST_AUTO_TEST_SUITE(mock_identity_service)

BOOST_DATA_TEST_CASE(a_malformed_body_is_said_to_be_one, data::make(malformed_bodies), each) {
  test::guarded server(with_user());
  auto const answer = server.ask(post(each.body));
  BOOST_TEST(test::status_line(answer) == "HTTP/1.1 400 Bad Request");
  BOOST_TEST(test::body_of(answer) ==
             R"({"error":{"code":400,"message":")" + each.message + R"(","title":"Bad Request"}})");
  BOOST_TEST(server.answers->counts().tokens_issued == 0U);
}

BOOST_AUTO_TEST_CASE(a_token_tells_what_it_is_for) {
  test::guarded server(with_user());
  auto const token = json::parse(std::string(test::body_of(server.ask(post(identity(user, scope)))))).at("token");
  BOOST_TEST(std::string(token.at("issued_at").as_string()) == "2026-01-15T08:30:00.000000Z");
  BOOST_TEST(std::string(token.at("expires_at").as_string()) == "2026-01-16T08:30:00.000000Z");
  BOOST_TEST(token.at("methods").as_array() == json::array{"password"});
  BOOST_TEST(std::string(token.at("project").at("id").as_string()) == "p-1");
  BOOST_TEST(std::string(token.at("user").at("name").as_string()) == "u");
  BOOST_TEST(std::string(token.at("user").at("domain").at("name").as_string()) == "d");
  BOOST_TEST(token.as_object().contains("catalog"));
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_answers) {
  auto const request = post(identity(user, scope));
  auto settings = with_user();
  settings.token_size = 500;
  test::guarded first(settings), again(settings), other(settings, 2);
  auto const answer = first.ask(request);
  BOOST_TEST(answer == again.ask(request));
  BOOST_TEST(answer != other.ask(request));
  BOOST_TEST(answer != first.ask(request));
}

BOOST_AUTO_TEST_CASE(a_user_gets_tokens_for_its_projects_only) {
  test::guarded server(with_user({{"p-1", "cn-north-4"}, {"p-2", "eu-west-101"}}));
  auto const project_of = [&](std::string const& asked) {
    auto const answer = server.ask(post(identity(user, R"({"project":)" + asked + "}")));
    if (!answer.starts_with("HTTP/1.1 201 ")) return std::string(test::status_line(answer));
    auto const project = json::parse(std::string(test::body_of(answer))).at("token").at("project");
    return std::string(project.at("id").as_string()) + ' ' + std::string(project.at("name").as_string());
  };
  BOOST_TEST(project_of(R"({"id":"p-1"})") == "p-1 cn-north-4");
  BOOST_TEST(project_of(R"({"name":"eu-west-101"})") == "p-2 eu-west-101");
  BOOST_TEST(project_of(R"({"id":"p-1","name":"eu-west-101"})") == "HTTP/1.1 401 Unauthorized");
  BOOST_TEST(project_of(R"({"id":"p-3"})") == "HTTP/1.1 401 Unauthorized");
  BOOST_TEST(server.last_refusal().explanation == "The project is not one of the user's.");
  BOOST_TEST(server.answers->counts().refused(reason::login) == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

mock::auth_options with_metadata(mock::metadata_service kind) {
  mock::auth_options made;
  made.mode = mock::auth_mode::strict;
  made.metadata = kind;
  return made;
}

std::string put_token(std::string const& life) {
  return "PUT /meta-data/latest/api/token HTTP/1.1\r\nHost: h\r\n" +
         (life.empty() ? life : "X-Metadata-Token-Ttl-Seconds: " + life + "\r\n") + "\r\n";
}
std::string get_key(std::string const& token = {}) {
  return "GET /openstack/latest/securitykey HTTP/1.1\r\nHost: h\r\n" +
         (token.empty() ? token : "X-Metadata-Token: " + token + "\r\n") + "\r\n";
}

std::string const ok = "HTTP/1.1 200 OK";
std::string const not_found = "HTTP/1.1 404 Not Found";
std::string const unauthorized = "HTTP/1.1 401 Unauthorized";

BOOST_AUTO_TEST_SUITE(mock_instance_metadata)

BOOST_AUTO_TEST_CASE(each_kind_of_service_wants_its_own_token) {
  struct kind {
    mock::metadata_service what;
    std::string token, key_without_token, key_with_wrong_token;
  };
  for (auto const& each : {kind{mock::metadata_service::absent, not_found, not_found, not_found},
                           kind{mock::metadata_service::without_token, not_found, ok, ok},
                           kind{mock::metadata_service::optional_token, ok, ok, unauthorized},
                           kind{mock::metadata_service::required_token, ok, unauthorized, unauthorized}}) {
    test::guarded server(with_metadata(each.what));
    BOOST_TEST(test::status_line(server.ask(put_token("60"))) == each.token);
    BOOST_TEST(test::status_line(server.ask(get_key())) == each.key_without_token);
    BOOST_TEST(test::status_line(server.ask(get_key("wrong"))) == each.key_with_wrong_token);
  }
}

BOOST_AUTO_TEST_CASE(a_session_token_needs_a_life_and_ends_with_it) {
  test::guarded server(with_metadata(mock::metadata_service::required_token));
  for (auto const* life : {"", "0", "21601", "six hours", "1h", "-1"}) {
    BOOST_TEST(test::status_line(server.ask(put_token(life))) == "HTTP/1.1 400 Bad Request", life);
  }
  auto const token = std::string(test::body_of(server.ask(put_token("60"))));
  server.clock->advance(60s - 1ms);
  BOOST_TEST(test::status_line(server.ask(get_key(token))) == ok);
  server.clock->advance(1ms);
  BOOST_TEST(test::status_line(server.ask(get_key(token))) == unauthorized);
  BOOST_TEST(server.last_refusal().explanation == "X-Metadata-Token expired at 2026-01-15T08:31:00.000000Z.");
  BOOST_TEST(server.answers->counts().metadata_tokens_issued == 1U);
  BOOST_TEST(server.answers->counts().temporary_keys_issued == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
