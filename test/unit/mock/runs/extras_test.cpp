#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_quotas_and_routes)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::quota_key;
using mock::run_state;
using test::runs_driver;

mock::run_rule anything() {
  mock::run_rule made;
  made.timeline = {{.state = run_state::running, .polls = 1'000'000}, {.state = run_state::finished}};
  return made;
}

struct quota_driver : runs_driver {
  quota_driver() { runs.add(anything()); }

  unsigned status(headers const& sent = {}, std::string const& instance = "i", std::string const& script = "s") {
    return decide("GET", path(script, instance), {}, sent).reply->status();
  }

  // How many of `of` requests are let through.
  int passed(int of, headers const& sent = {}) {
    int made = 0;
    for (int i = 0; i < of; ++i) made += status(sent) == 200 ? 1 : 0;
    return made;
  }
};

runs_driver::headers token(std::string const& value) { return {{"X-Auth-Token", value}}; }
runs_driver::headers signed_by(std::string const& key, char digit) {
  return {
      {"Authorization", "SDK-HMAC-SHA256 Access=" + key + ", SignedHeaders=host, Signature=" + std::string(64, digit)}};
}

BOOST_AUTO_TEST_CASE(each_user_has_30_requests_in_any_second) {
  quota_driver on;
  on.runs.add(mock::quota_rule::per_user());
  BOOST_TEST(on.passed(20, token("a")) == 20);
  on.clock->advance(600ms);
  BOOST_TEST(on.passed(20, token("a")) == 10);
  BOOST_TEST(on.passed(31, token("b")) == 30);
  on.clock->advance(400ms - 1ns);
  BOOST_TEST(on.passed(1, token("a")) == 0);
  on.clock->advance(1ns);
  BOOST_TEST(on.passed(50, token("a")) == 20);  // those of the first moment are over, those after it are not
  on.clock->advance(600ms);
  BOOST_TEST(on.passed(50, token("a")) == 10);
  auto const refused = on.decide("GET", runs_driver::path("s", "i"), {}, token("a")).reply;
  BOOST_TEST(refused->status() == 429U);
  BOOST_TEST(refused->body().find("policy user over ratelimit,limit:30,time:1 second") != std::string::npos);
  BOOST_TEST(refused->body().find(R"("error_code":"APIGW.0308","request_id":")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refused_request_changes_nothing) {
  quota_driver on;
  auto quota = mock::quota_rule::per_user();
  quota.limit = 2;
  on.runs.add(quota);
  BOOST_TEST(on.passed(5) == 2);
  BOOST_TEST(on.runs.looks("s", "i") == 2U);
  BOOST_TEST(on.runs.counts().over_quota == 3U);
  on.clock->advance(1s);
  BOOST_TEST(on.passed(5) == 2);  // refused ones did not count
}

BOOST_AUTO_TEST_CASE(a_user_is_an_access_key_or_a_token) {
  quota_driver on;
  auto quota = mock::quota_rule::per_user();
  quota.limit = 1;
  on.runs.add(quota);
  BOOST_TEST(on.status(signed_by("AK1", 'a')) == 200U);
  BOOST_TEST(on.status(signed_by("AK1", 'b')) == 429U);  // another signature, the same key
  BOOST_TEST(on.status(signed_by("AK2", 'b')) == 200U);
  BOOST_TEST(on.status(token("AK3")) == 200U);
  BOOST_TEST(on.status() == 200U);
  BOOST_TEST(on.status() == 429U);
  BOOST_TEST(on.status({{"Authorization", "Bearer one"}}) == 200U);
  BOOST_TEST(on.status({{"Authorization", "Bearer two"}}) == 429U);
}

BOOST_AUTO_TEST_CASE(quotas_by_api_by_instance_and_for_all) {
  quota_driver on;
  on.runs.add({.name = "api", .key = quota_key::api, .limit = 3, .window = 60s});
  BOOST_TEST(on.passed(5) == 3);
  BOOST_TEST(on.ask("POST", "/v1/p/scripts/s/execute").substr(0, 3) == "200");  // another API
  BOOST_TEST(on.decide("GET", runs_driver::path("s", "i"))
                 .reply->body()
                 .find("policy api over ratelimit,limit:3,time:1 minute") != std::string::npos);
  quota_driver by_instance;
  by_instance.runs.add({.key = quota_key::instance, .limit = 1});
  BOOST_TEST(by_instance.status({}, "i") == 200U);
  BOOST_TEST(by_instance.status({}, "i") == 429U);
  BOOST_TEST(by_instance.status({}, "j") == 200U);
  BOOST_TEST(by_instance.status({{"workspace", "w"}}, "i") == 200U);
  BOOST_TEST(by_instance.ask("GET", "/v1/p/scripts").substr(0, 3) == "200");
  BOOST_TEST(by_instance.ask("GET", "/v1/p/scripts").substr(0, 3) == "200");
  quota_driver all;
  all.runs.add({.key = quota_key::all, .limit = 1});
  BOOST_TEST(all.status({}, "i") == 200U);
  BOOST_TEST(all.ask("GET", "/v1/p/scripts").substr(0, 3) == "429");
  BOOST_TEST(all.ask("GET", "/v9").substr(0, 3) == "501");  // no operation of the script API
}

BOOST_AUTO_TEST_CASE(a_request_counts_for_all_quotas_or_for_none) {
  quota_driver on;
  on.runs.add({.name = "wide", .key = quota_key::all, .limit = 3, .window = 1h, .retry_after = 7s});
  on.runs.add({.name = "narrow", .key = quota_key::instance, .limit = 1, .answer = mock::own_answer{.status = 503}});
  BOOST_TEST(on.status({}, "i") == 200U);
  for (int i = 0; i < 5; ++i) BOOST_TEST(on.status({}, "i") == 503U);
  BOOST_TEST(on.status({}, "j") == 200U);  // of the wide one, two are left
  BOOST_TEST(on.status({}, "k") == 200U);
  auto const refused = on.decide("GET", runs_driver::path("s", "l")).reply;
  BOOST_TEST(refused->status() == 429U);
  BOOST_TEST(refused->head_for(mock::answer::connection::keep).bytes.find("\r\nRetry-After: 7\r\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(sessions_do_not_share_quotas) {
  quota_driver on;
  on.runs.add({.key = quota_key::all, .limit = 1, .window = 1h});
  BOOST_TEST(on.passed(2) == 1);
  BOOST_TEST(on.passed(2, {{"X-Mock-Session", "t1"}}) == 1);
  on.runs.reset_session("t1");
  BOOST_TEST(on.passed(2, {{"X-Mock-Session", "t1"}}) == 1);
  BOOST_TEST(on.passed(2) == 0);
  on.runs.reset_all();
  BOOST_TEST(on.passed(2) == 1);
  BOOST_TEST(on.runs.counts().over_quota == 6U);
}

BOOST_AUTO_TEST_CASE(past_ten_thousand_users_further_ones_share_a_quota) {
  quota_driver on;
  on.runs.add({.limit = 1});
  for (int i = 0; i < 10'000; ++i) BOOST_TEST_REQUIRE(on.status(token(std::to_string(i))) == 200U);
  BOOST_TEST(on.status(token("one more")) == 200U);
  BOOST_TEST(on.status(token("another")) == 429U);
  BOOST_TEST(on.status(token("17")) == 429U);
  on.clock->advance(1s);
  BOOST_TEST(on.status(token("one more")) == 200U);  // the others are forgotten
  BOOST_TEST(on.status(token("another")) == 200U);
}

template <class Rule>
std::string refusal(Rule const& rule) {
  try {
    runs_driver().runs.add(rule);
  } catch (std::invalid_argument const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(quotas_that_make_no_sense_are_refused) {
  using quota = mock::quota_rule;
  BOOST_TEST(refusal(quota{.limit = 0}) == "limit is 0; it has to be between 1 and 100000");
  BOOST_TEST(refusal(quota{.limit = 100'001}) == "limit is 100001; it has to be between 1 and 100000");
  BOOST_TEST(refusal(quota{.window = 0s}) == "window has to be more than 0 and at most a day");
  BOOST_TEST(refusal(quota{.retry_after = -1s}) == "retry_after is -1 s; it has to be 0 or more");
  BOOST_TEST(refusal(quota{.answer = mock::own_answer{.retry_after = 1s}, .retry_after = 1s}) ==
             "retry_after stands beside that of the answer; one is enough");
  BOOST_TEST(refusal(quota{.answer = mock::own_answer{.status = 100}}) ==
             "answer cannot be sent: answer: status 100 is not between 200 and 599");
  BOOST_TEST(refusal(quota::per_api()) == "accepted");
}

mock::canned_answer text(std::string const& body, unsigned status = 200) {
  return mock::own_answer{.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = body};
}

BOOST_AUTO_TEST_CASE(a_route_tells_its_answers_in_turn) {
  runs_driver on;
  on.runs.add(mock::route_rule{
      "jobs", {.method = "POST", .path = "/v1/p/jobs"}, {text("one"), text("two", 503), text("three")}});
  BOOST_TEST(on.ask("POST", "/v1/p/jobs") == "200 one");
  BOOST_TEST(on.ask("POST", "/v1/p/jobs?x=1") == "503 two");
  BOOST_TEST(on.ask("POST", "/v1/p/jobs") == "200 three");
  BOOST_TEST(on.ask("POST", "/v1/p/jobs") == "200 three");
  BOOST_TEST(on.ask("GET", "/v1/p/jobs").substr(0, 3) == "501");
  BOOST_TEST(on.decide("POST", "/v1/p/jobs", {}, runs_driver::headers{{"X-Mock-Session", "t"}}).reply->body() == "one");
  on.runs.reset_session();
  BOOST_TEST(on.ask("POST", "/v1/p/jobs") == "200 one");
  BOOST_TEST(on.runs.counts().routed == 6U);
}

BOOST_AUTO_TEST_CASE(a_route_asks_for_parameters_headers_and_body) {
  runs_driver on;
  on.runs.add(mock::route_rule{"r",
                               {.path = "/x/*/脚 本",
                                .query = {{"a b", "1*"}, {"c", "*"}},
                                .headers = {{"X-Kind", "*json*"}},
                                .body = R"({"id":*})"},
                               {text("yes")}});
  auto const asked = [&](std::string const& target, std::string const& body, std::string const& kind) {
    return on.decide("PUT", target, body, runs_driver::headers{{"other", "1"}, {"x-KIND", kind}}).reply->body() ==
           "yes";
  };
  std::string const path = "/x/y%2Fz/%E8%84%9A%20%E6%9C%AC";
  BOOST_TEST(asked(path + "?z&a%20b=2&a%20b=12&c", R"({"id":7})", "text/json"));
  BOOST_TEST(!asked(path + "?a%20b=2&c", R"({"id":7})", "text/json"));
  BOOST_TEST(!asked(path + "?a%20b=12", R"({"id":7})", "text/json"));
  BOOST_TEST(!asked(path + "?a%20b=12&c", R"({"id":7})", "text/xml"));
  BOOST_TEST(!asked(path + "?a%20b=12&c", R"({"no":7})", "text/json"));
  BOOST_TEST(!asked("/x/y?a%20b=12&c", R"({"id":7})", "text/json"));
}

BOOST_AUTO_TEST_CASE(exact_routes_come_before_the_script_api_and_patterns_after_it) {
  runs_driver on;
  on.runs.add(anything());
  on.runs.add(mock::route_rule{"rest", {}, {text("rest")}});
  on.runs.add(mock::route_rule{"all", {.path = "/v1/*"}, {text("pattern")}});
  on.runs.add(mock::route_rule{"one", {.path = "/v1/p/scripts/s/instances/own"}, {text("own")}});
  BOOST_TEST(on.query("s", "own") == "200 own");
  BOOST_TEST(on.state("s", "i") == "RUNNING");
  BOOST_TEST(on.ask("GET", "/v1/p/scripts").substr(0, 12) == R"(200 {"total")");
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/s/instances/own/") == "200 pattern");
  BOOST_TEST(on.ask("PATCH", "/v1/p/scripts") == "200 pattern");
  BOOST_TEST(on.ask("GET", "/v2") == "200 rest");
  BOOST_TEST(on.runs.looks("s", "own") == 0U);
}

BOOST_AUTO_TEST_CASE(the_most_exact_route_holds) {
  runs_driver on;
  on.runs.add(mock::route_rule{"exact", {.path = "/a"}, {text("exact")}});
  on.runs.add(mock::route_rule{"two", {.path = "/*a*"}, {text("two stars")}});
  on.runs.add(mock::route_rule{"star", {.path = "/a*"}, {text("star")}});
  on.runs.add(mock::route_rule{"get", {.method = "GET", .path = "/a"}, {text("get")}});
  on.runs.add(mock::route_rule{"later", {.path = "/a"}, {text("later")}});
  BOOST_TEST(on.ask("GET", "/a") == "200 get");
  BOOST_TEST(on.ask("PUT", "/a") == "200 later");
  BOOST_TEST(on.ask("GET", "/ab") == "200 star");
  BOOST_TEST(on.ask("GET", "/ba") == "200 two stars");
}

BOOST_AUTO_TEST_CASE(routes_that_make_no_sense_are_refused) {
  using route = mock::route_rule;
  BOOST_TEST(refusal(route{}) == "answers is empty; a route has at least one answer");
  BOOST_TEST(refusal(route{"", {.method = "G T"}, {text("")}}) ==
             "match.method is not the name of a method, such as POST");
  BOOST_TEST(refusal(route{"", {.path = "x"}, {text("")}}) ==
             "match.path does not begin with / or *; it is a path, without scheme, host and query");
  BOOST_TEST(refusal(route{"", {.path = "/x?a=b"}, {text("")}}) ==
             "match.path has a ?; parameters belong into match.query");
  BOOST_TEST(refusal(route{"", {.headers = {{"a b", "c"}}}, {text("")}}) ==
             "match.headers has a name that no header can have");
  BOOST_TEST(refusal(route{"", {}, {text("a"), text("b", 1)}}) ==
             "answers[1] cannot be sent: answer: status 1 is not between 200 and 599");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
