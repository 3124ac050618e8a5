#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

#include "admin_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_admin_wiremock_calls)

namespace {

struct with_requests : test::admin_driver {
  with_requests() {
    traffic->add("GET", "/v1/p/scripts/a/instances/i-1");
    traffic->add("GET", "/v1/p/scripts/a/instances/i-2?x=1&y=two").workspace = "blue";
    traffic->add("POST", "/v1/p/scripts/a/execute").session = "t1";
    traffic->add("GET", "/v1/p/script/a", 501, false);
  }

  std::string count(std::string const& pattern) {
    auto const told = ask("POST", "/__admin/requests/count", pattern);
    return told.substr(0, told.find(",\"requestJournal"));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(requests_are_listed_the_last_one_first, with_requests) {
  auto const all = get("/__admin/requests");
  BOOST_TEST(all.at("requests").as_array().size() == 4U);
  BOOST_TEST(all.at("meta").at("total").as_int64() == 4);
  BOOST_TEST(all.at("requestJournalDisabled").as_bool() == false);
  auto const& first = all.at("requests").at(0);
  BOOST_TEST(first.at("id").as_string() == "4");
  BOOST_TEST(first.at("request").at("url").as_string() == "/v1/p/script/a");
  BOOST_TEST(first.at("request").at("loggedDateString").as_string() == "2020-09-13T12:26:44.000000Z");
  BOOST_TEST(first.at("wasMatched").as_bool() == false);
  BOOST_TEST(first.at("response").at("status").as_int64() == 501);
  BOOST_TEST(get("/__admin/requests?limit=1").at("meta").at("total").as_int64() == 4);
  BOOST_TEST(get("/__admin/requests?limit=1").at("requests").as_array().size() == 1U);
  BOOST_TEST(get("/__admin/requests?unmatched=true").at("requests").as_array().size() == 1U);
  BOOST_TEST(get("/__admin/requests?unmatched=true").at("meta").at("total").as_int64() == 1);
  BOOST_TEST(get("/__admin/requests?since=2020-09-13T12:26:43Z").at("requests").as_array().size() == 2U);
  auto const later = get("/__admin/requests?since=2020-09-13T12:26:43.5Z");
  BOOST_TEST(later.at("requests").as_array().size() == 1U);
  BOOST_TEST(later.at("meta").at("total").as_int64() == 4);  // WireMock counts the earlier ones, too
  for (auto const* const wrong : {"yesterday", "2020-09-13", "2020-13-13T12:26:43Z", "2020-09-13T12:26:43.Z",
                                  "2020-09-13T12:26:43.xZ", "2020-09-13T12:26:43", "20200913T122643Z"}) {
    BOOST_TEST(refusal("GET", std::string("/__admin/requests?since=") + wrong).starts_with("400 The time is '"), wrong);
  }
}

BOOST_FIXTURE_TEST_CASE(one_request_is_shown_and_forgotten, with_requests) {
  BOOST_TEST(get("/__admin/requests/3").at("request").at("method").as_string() == "POST");
  BOOST_TEST(ask("DELETE", "/__admin/requests/3") == "200 {}");
  BOOST_TEST(refusal("GET", "/__admin/requests/3").starts_with("404 There is no request 3;"));
  BOOST_TEST(refusal("GET", "/__admin/requests/3x").starts_with("404 There is no request 3x;"));
  BOOST_TEST(ask("DELETE", "/__admin/requests/3") == "200 {}");
  BOOST_TEST(ask("DELETE", "/__admin/requests/3x") == "200 {}");
  BOOST_TEST(traffic->kept.size() == 3U);
  BOOST_TEST(ask("DELETE", "/__admin/requests") == "200 {}");
  BOOST_TEST(traffic->kept.empty());
}

BOOST_FIXTURE_TEST_CASE(requests_have_their_parameters_and_rules_as_wiremock_has_them, test::admin_driver) {
  traffic->add("GET", "/v1/a?x=1&y=a%20b&x=2").rule = "nightly";
  auto const shown = get("/__admin/requests/1");
  BOOST_TEST(serialize(shown.at("request").at("queryParams")) ==
             R"({"x":{"key":"x","values":["1","2"]},"y":{"key":"y","values":["a b"]}})");
  BOOST_TEST(serialize(shown.at("stubMapping")) == R"({"id":"nightly","name":"nightly"})");
}

BOOST_FIXTURE_TEST_CASE(requests_are_counted_by_patterns, with_requests) {
  BOOST_TEST(count("{}") == "200 {\"count\":4");
  BOOST_TEST(count(R"({"method":"ANY"})") == "200 {\"count\":4");
  BOOST_TEST(count(R"({"method":"POST"})") == "200 {\"count\":1");
  BOOST_TEST(count(R"({"url":"/v1/p/scripts/a/instances/i-2"})") == "200 {\"count\":0");
  BOOST_TEST(count(R"({"url":"/v1/p/scripts/a/instances/i-2?x=1&y=two"})") == "200 {\"count\":1");
  BOOST_TEST(count(R"({"urlPath":"/v1/p/scripts/a/instances/i-2"})") == "200 {\"count\":1");
  BOOST_TEST(count(R"({"urlPattern":"/v1/.*/instances/.*"})") == "200 {\"count\":2");
  BOOST_TEST(count(R"({"urlPathPattern":".*i-\\d"})") == "200 {\"count\":2");
  BOOST_TEST(count(R"({"urlPathPattern":"i-\\d"})") == "200 {\"count\":0");
  BOOST_TEST(count(R"({"queryParameters":{"x":{"equalTo":"1"}}})") == "200 {\"count\":1");
  BOOST_TEST(count(R"({"queryParameters":{"x":{"absent":true}}})") == "200 {\"count\":3");
  BOOST_TEST(count(R"({"queryParameters":{"y":{"contains":"w","doesNotMatch":"t"}}})") == "200 {\"count\":1");
  BOOST_TEST(count(R"({"queryParameters":{"y":{"equalTo":"TWO","caseInsensitive":true}}})") == "200 {\"count\":1");
  BOOST_TEST(count(R"({"headers":{"Workspace":{"matches":"b.*"}}})") == "200 {\"count\":1");
  // What is absent neither matches nor contains anything.
  BOOST_TEST(count(R"({"headers":{"X-Mock-Session":{"doesNotContain":"2"}}})") == "200 {\"count\":4");
  BOOST_TEST(count(R"({"headers":{"X-Mock-Session":{"doesNotContain":"t"}}})") == "200 {\"count\":3");
  BOOST_TEST(count(R"({"headers":{"workspace":{"doesNotMatch":"b.*"}}})") == "200 {\"count\":3");
  BOOST_TEST(count(R"({"queryParameters":{"x":{"doesNotMatch":"2"}}})") == "200 {\"count\":4");
}

BOOST_FIXTURE_TEST_CASE(a_pattern_that_cannot_be_tested_is_refused, with_requests) {
  auto const refused = [&](std::string const& pattern) { return refusal("POST", "/__admin/requests/count", pattern); };
  BOOST_TEST(refused(R"({"metod":"GET"})") == "400 metod is not known; did you mean method? [/metod]");
  BOOST_TEST(refused(R"({"bodyPatterns":[]})").starts_with("400 bodyPatterns is not known; known: method, url,"));
  BOOST_TEST(refused(R"({"urlPattern":"("})").starts_with("400 This is no regular expression: "));
  BOOST_TEST(refused(R"({"headers":{"Accept":{"equalTo":"x"}}})") ==
             "400 The header Accept is not journaled; workspace and X-Mock-Session are. [/headers/Accept]");
  BOOST_TEST(refused(R"({"queryParameters":{"x":{"eqalTo":"1"}}})") ==
             "400 eqalTo is not known; did you mean equalTo? [/queryParameters/x/eqalTo]");
  BOOST_TEST(refused(R"({"queryParameters":{"x":"1"}})").ends_with(" [/queryParameters/x]"));
  BOOST_TEST(refused(R"({"queryParameters":{"x":{}}})").ends_with(" [/queryParameters/x]"));
}

BOOST_FIXTURE_TEST_CASE(a_pattern_that_would_take_for_ever_fits_nothing, test::admin_driver) {
  traffic->add("GET", '/' + std::string(4'000, 'a') + '!');
  BOOST_TEST(ask("POST", "/__admin/requests/count", R"({"urlPattern":"/(a|aa|aaa)*(a|aa)*b"})")
                 .starts_with("200 {\"count\":0"));
}

BOOST_FIXTURE_TEST_CASE(requests_are_found_and_removed_by_patterns, with_requests) {
  auto const found = ask("POST", "/__admin/requests/find", R"({"urlPathPattern":".*i-\\d"})");
  BOOST_TEST(found.find("i-1") < found.find("i-2"));
  auto const removed = ask("POST", "/__admin/requests/remove", R"({"method":"GET"})");
  // The last one first, as WireMock has them.
  BOOST_TEST(removed.starts_with("200 {\"serveEvents\":[{\"id\":\"4\""));
  BOOST_TEST(removed.find("requestJournalDisabled") == std::string::npos);
  BOOST_TEST(traffic->kept.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_was_not_matched_is_listed_with_the_closest_rules, with_requests) {
  rules->kept = {{"nightly", false}, {"weekly", true}};
  traffic->add("GET", "/v1/later", 501, false);
  auto const unmatched = get("/__admin/requests/unmatched").at("requests").as_array();
  BOOST_TEST_REQUIRE(unmatched.size() == 2U);
  BOOST_TEST(unmatched[0].at("url").as_string() == "/v1/later");  // the last one first
  auto const misses = get("/__admin/requests/unmatched/near-misses").at("nearMisses").as_array();
  BOOST_TEST_REQUIRE(misses.size() == 4U);
  BOOST_TEST(misses[0].at("request").at("url").as_string() == "/v1/later");
  BOOST_TEST(misses[0].at("stubMapping").at("name").as_string() == "nightly");
  BOOST_TEST(misses[0].at("stubMapping").at("id").as_string() == "nightly");
  BOOST_TEST(misses[0].at("matchResult").at("distance").as_double() == 0.25);
  auto const asked = ask("POST", "/__admin/near-misses/request", R"({"url":"/v1/x","method":"GET"})");
  BOOST_TEST(asked.find("GET /v1/x") != std::string::npos);
  BOOST_TEST(asked.find("loggedDate") == std::string::npos);  // it was never sent
  BOOST_TEST(refusal("POST", "/__admin/near-misses/request", "{}").ends_with("[/url]"));
}

BOOST_FIXTURE_TEST_CASE(without_a_journal_that_is_said, test::admin_driver) {
  what.traffic.reset();
  BOOST_TEST(get("/__admin/requests").at("requestJournalDisabled").as_bool());
  BOOST_TEST(ask("POST", "/__admin/requests/count", "{}") == R"(200 {"count":0,"requestJournalDisabled":true})");
  BOOST_TEST(refusal("GET", "/__admin/requests/1").starts_with("404"));
  BOOST_TEST(refusal("GET", "/__admin/x/journal").starts_with("501"));
  BOOST_TEST(ask("DELETE", "/__admin/requests") == "200 {}");
}

BOOST_FIXTURE_TEST_CASE(the_journal_is_lines_from_either_end, with_requests) {
  BOOST_TEST(ask("GET", "/__admin/x/journal?limit=2") == "200 {\"seq\":3}\n{\"seq\":4}\n");
  BOOST_TEST(ask("GET", "/__admin/x/journal?since=1&limit=2") == "200 {\"seq\":2}\n{\"seq\":3}\n");
  BOOST_TEST(ask("GET", "/__admin/x/journal?since=4") == "200");
}

BOOST_FIXTURE_TEST_CASE(rules_are_mappings, test::admin_driver) {
  rules->kept = {{"nightly", false}, {"weekly", true}};
  auto const all = get("/__admin/mappings");
  BOOST_TEST(all.at("meta").at("total").as_int64() == 2);
  BOOST_TEST(all.at("mappings").at(1).at("metadata").at("used").as_bool());
  auto const unused = get("/__admin/mappings/unmatched").at("mappings").as_array();
  BOOST_TEST(unused.size() == 1U);
  BOOST_TEST(unused[0].at("name").as_string() == "nightly");
  BOOST_TEST(get("/__admin/mappings?offset=1&limit=5").at("mappings").at(0).at("name").as_string() == "weekly");
}

BOOST_FIXTURE_TEST_CASE(instances_are_scenarios, test::admin_driver) {
  runs->add("load", "i-1");
  auto const shown = get("/__admin/scenarios").at("scenarios").at(0);
  BOOST_TEST(shown.at("name").as_string() == "load/i-1");
  BOOST_TEST(shown.at("state").as_string() == "LAUNCHING");
  BOOST_TEST(shown.at("possibleStates").as_array().size() == 3U);
  BOOST_TEST(shown.at("mappings").at(0).at("id") == shown.at("mappings").at(0).at("name"));
  auto const state = "/__admin/scenarios/load%2Fi-1/state";
  BOOST_TEST(ask("PUT", state, R"({"state":"FINISHED"})") == "200 {}");
  BOOST_TEST(runs->kept[0].state == "FINISHED");
  BOOST_TEST(ask("PUT", state, R"({"state":"FAILED"})") == "200 {}");
  BOOST_TEST(runs->kept[0].state == "FAILED");
  BOOST_TEST(
      refusal("PUT", state, R"({"state":"DONE"})").starts_with("422 The timeline of load/i-1 has no step DONE;"));
  BOOST_TEST(ask("PUT", state) == "200 {}");
  BOOST_TEST(runs->kept[0].state == "LAUNCHING");
  BOOST_TEST(
      refusal("PUT", "/__admin/scenarios/load%2Fi-2/state").starts_with("404 There is no instance load/i-2; did"));
  ask("PUT", state, R"({"state":"RUNNING"})");
  BOOST_TEST(ask("POST", "/__admin/scenarios/reset") == "200 {}");
  BOOST_TEST(runs->kept[0].state == "LAUNCHING");
}

BOOST_AUTO_TEST_SUITE_END()
