#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <memory>
#include <string>

#include "../runs/runs_driver.hpp"
#include "admin/scenario_reports.hpp"
#include "admin/scenario_runs.hpp"
#include "admin_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_admin_real_runs)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_state;

// The admin API over a scenario, in place of made-up runs.
struct with_scenario : test::admin_driver {
  test::runs_driver service;

  with_scenario() {
    auto const runs_there = [this]() -> mock::script_runs& { return service.runs; };
    what.runs = std::make_shared<mock::admin::scenario_runs>(runs_there, service.clock);
    auto const reports = std::make_shared<mock::admin::scenario_reports>(runs_there, nullptr);
    what.rules = reports;
    what.expectations = reports;
  }

  mock::run_rule rule(std::string const& script) {
    mock::run_rule made;
    made.name = "rule of " + script;
    made.script = script;
    made.timeline = {{.state = run_state::running, .lasts = 10s}, {.state = run_state::finished}};
    return made;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_state_is_told_by_a_run_that_would_fail, with_scenario) {
  auto failing = rule("load");
  failing.failed = 1;
  service.runs.add(failing);
  service.query("load", "i-1");
  service.query("load", "i-2");
  BOOST_TEST(ask("PUT", "/__admin/scenarios/load%2Fi-1/state", R"({"state":"FINISHED"})") == "200 {}");
  BOOST_TEST(service.state("load", "i-1") == "FINISHED");
  BOOST_TEST(ask("PUT", "/__admin/x/instances/load%2Fi-2", R"({"state":"finished"})").find(R"("state":"FINISHED")") !=
             std::string::npos);
  BOOST_TEST(service.state("load", "i-2") == "FINISHED");
}

BOOST_FIXTURE_TEST_CASE(a_state_that_the_timeline_does_not_have_is_told_all_the_same, with_scenario) {
  service.runs.add(rule("load"));
  for (auto const* const each : {"LAUNCHING", "RUNNING", "FINISHED", "FAILED"}) {
    auto const body = std::string(R"({"state":")") + each + "\"}";
    BOOST_TEST(ask("PUT", "/__admin/scenarios/load%2Fi-1/state", body) == "200 {}");
    BOOST_TEST(service.state("load", "i-1") == each);
    BOOST_TEST(ask("PUT", "/__admin/x/instances/load%2Fi-2", body).starts_with("200 "));
    BOOST_TEST(service.state("load", "i-2") == each);
  }
  BOOST_TEST(refusal("PUT", "/__admin/scenarios/load%2Fi-1/state", R"({"state":"DONE"})") ==
             "422 The timeline of load/i-1 has no step DONE; it has RUNNING, FINISHED. LAUNCHING, RUNNING, FINISHED "
             "and FAILED are states of every run. [/state]");
}

BOOST_FIXTURE_TEST_CASE(steps_of_other_answers_have_names, with_scenario) {
  auto of = rule("load");
  mock::own_answer broken;
  broken.status = 502;
  of.timeline = {{.hold = true},
                 {.error = mock::documented_error::throttled, .hold = true},
                 {.error = mock::documented_error::dlf6201, .hold = true},
                 {.error = broken, .hold = true},
                 {.state = run_state::finished}};
  service.runs.add(of);
  service.query("load", "i-1");
  auto const steps = get("/__admin/x/instances/i-1").at("steps");
  BOOST_TEST(steps.at(1).at("state").as_string() == "throttled");
  BOOST_TEST(steps.at(2).at("state").as_string() == "dlf6201");
  BOOST_TEST(steps.at(3).at("state").as_string() == "answer 502");
  BOOST_TEST(get("/__admin/scenarios").at("scenarios").at(0).at("possibleStates").as_array().size() == 5U);
  BOOST_TEST(ask("PUT", "/__admin/scenarios/load%2Fi-1/state", R"({"state":"dlf6201"})") == "200 {}");
  BOOST_TEST(service.state("load", "i-1") == "DLF.6201");
  BOOST_TEST(ask("PUT", "/__admin/scenarios/load%2Fi-1/state", R"({"state":"answer 502"})") == "200 {}");
  BOOST_TEST(service.state("load", "i-1").starts_with("502"));
}

BOOST_FIXTURE_TEST_CASE(steps_belong_to_the_rule_that_a_run_follows, with_scenario) {
  for (auto const* const script : {"a", "b"}) {
    auto unnamed = rule(script);
    unnamed.name.clear();
    if (*script == 'a') unnamed.timeline[0].state = run_state::launching;
    service.runs.add(unnamed);
  }
  service.query("a", "i");
  service.clock->advance(1h);
  BOOST_TEST(get("/__admin/x/instances/a%2Fi").at("steps").at(0).at("state").as_string() == "LAUNCHING");
}

BOOST_FIXTURE_TEST_CASE(names_that_are_no_utf_8_are_shown_escaped_and_found_so, with_scenario) {
  service.runs.add(rule("load*"));
  service.ask("GET", "/v1/p/scripts/load%FF/instances/%C3%A4%C3", {}, "w\xe4\x80");
  auto const told = std::string(test::body_of(send("GET", "/__admin/x/instances")));
  BOOST_TEST(told.find("\"workspace\":\"w%E4%80\"") != std::string::npos, told);
  auto const one = boost::json::parse(told).at("instances").at(0);
  BOOST_TEST(one.at("script").as_string() == "load%FF");
  BOOST_TEST(one.at("instance").as_string() == "\xc3\xa4%C3");
  BOOST_TEST(one.at("name").as_string() == "load%FF/\xc3\xa4%C3");
  for (auto const* const path : {"/__admin/scenarios", "/__admin/mappings", "/__admin/x/coverage"}) {
    BOOST_CHECK_NO_THROW(get(path));
  }
  // By its bytes, and by what the API shows, percent-encoded as any name.
  for (auto const* const name :
       {"load%FF%2F%C3%A4%C3?workspace=w%E4%80", "load%25FF%2F%C3%A4%25C3?workspace=w%25E4%2580", "%C3%A4%25C3"}) {
    BOOST_TEST(ask("GET", std::string("/__admin/x/instances/") + name).starts_with("200 "), name);
    auto reset = std::string("/__admin/x/instances/") + name;
    reset.insert(std::min(reset.find('?'), reset.size()), "/reset");
    BOOST_TEST(ask("POST", reset).starts_with("200 "), reset);
    service.ask("GET", "/v1/p/scripts/load%FF/instances/%C3%A4%C3", {}, "w\xe4\x80");
  }
  // What refuses with a name in it is JSON, too.
  BOOST_CHECK_NO_THROW(refusal("POST", "/__admin/x/instances/nothing%FF%2Fi/advance"));
}

BOOST_FIXTURE_TEST_CASE(pages_of_others_read_nothing_but_by_a_link, test::admin_driver) {
  auto const status = [&](std::string const& method, std::string const& headers) {
    return ask(method, "/__admin/version", {}, "Host: localhost:8080\r\n" + headers).substr(0, 3);
  };
  for (auto const* const method : {"GET", "HEAD"}) {
    for (std::string const bad :
         {"Origin: http://evil.example\r\n", "Origin: http://localhost:8081\r\n", "Origin: null\r\n",
          "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image\r\n",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n",
          "Origin: http://evil.example\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"}) {
      BOOST_TEST(status(method, bad) == "403", bad);
    }
    for (std::string const good :
         {"", "Sec-Fetch-Site: none\r\n", "Sec-Fetch-Site: same-origin\r\n", "Origin: http://localhost:8080\r\n",
          "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n"}) {
      BOOST_TEST(status(method, good) == "200", good);
    }
  }
  BOOST_TEST(refusal("GET", "/__admin/x/plan", {}, "Host: localhost\r\nSec-Fetch-Site: cross-site\r\n") ==
             "403 A page of another site may not read this server (Sec-Fetch-Site: cross-site).");
}

BOOST_FIXTURE_TEST_CASE(expectations_and_coverage_can_be_those_of_a_session, with_scenario) {
  auto of = rule("load");
  of.expect.emplace();
  of.expect->after_terminal = 0;
  service.runs.add(of);
  service.clock->advance(1h);
  for (auto const* const session : {"good", "bad"}) service.state_of(session, "load", "i-1");
  service.clock->advance(1h);
  for (auto const* const session : {"good", "bad"}) service.state_of(session, "load", "i-1");
  service.state_of("bad", "load", "i-1");
  BOOST_TEST(ask("POST", "/__admin/x/verify").starts_with("409 "));
  BOOST_TEST(ask("POST", "/__admin/x/verify?session=bad").starts_with("409 "));
  BOOST_TEST(ask("POST", "/__admin/x/verify?session=good").starts_with("200 "));
  BOOST_TEST(ask("POST", "/__admin/x/verify?session=").starts_with("200 "));  // the default one
}

// The same name as in the 501.
BOOST_FIXTURE_TEST_CASE(the_report_of_a_near_miss_tells_its_distance, with_scenario) {
  service.runs.add(rule("load"));
  auto const answered = ask("POST", "/__admin/near-misses/request", R"({"url":"/v1/p/scripts/lod/instances/i"})");
  auto const told = boost::json::parse(answered.substr(std::string("200 ").size()));
  auto const& report = told.at("nearMisses").at(0).at("report").as_object();
  BOOST_TEST(report.at("distance").to_number<int>() == 1);
  int sum = 0;
  for (auto const& each : report.at("criteria").as_array()) sum += each.at("distance").to_number<int>();
  BOOST_TEST(sum == 1);
}

BOOST_FIXTURE_TEST_CASE(expectations_of_a_session_that_is_not_there_are_not_judged, with_scenario) {
  auto of = rule("load");
  of.expect.emplace();
  of.expect->after_terminal = 0;
  service.runs.add(of);
  service.state_of("nightly", "load", "i-1");
  BOOST_TEST(refusal("POST", "/__admin/x/verify?session=nigthly") ==
             "404 There is no session nigthly; did you mean nightly?");
  BOOST_TEST(refusal("POST", "/__admin/x/verify?session=other") ==
             "404 There is no session other; the first request with its name in X-Mock-Session begins it.");
  service.runs.reset_session("nightly");
  BOOST_TEST(refusal("POST", "/__admin/x/verify?session=nightly").starts_with("404 "));
}

BOOST_AUTO_TEST_SUITE_END()
