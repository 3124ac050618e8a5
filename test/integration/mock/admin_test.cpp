#include <dataarts/mock/adjustable_clock.hpp>
#include <dataarts/mock/script_runs.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_admin)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

// Answers after ten seconds.
class slow_answers final : public mock::answer_source {
 public:
  mock::decision decide(mock::request_view const&) override {
    return {std::make_shared<mock::answer const>(200, "{\"slow\":true}"), 10s};
  }
};

// The clock of the mocked service is the test's to move; connections live on the clock of the fixture.
struct admin_fixture : test::mock_fixture {
  std::shared_ptr<mock::adjustable_clock> service =
      std::make_shared<mock::adjustable_clock>(dataarts::clock::wall_time(1'700'000'000s), clock);

  mock::server& start_admin(mock::options settings = {}) {
    settings.admin.enabled = true;
    settings.admin.clock = service;
    settings.clock = service;
    settings.wire_clock = clock;
    server.emplace(context, std::move(settings));
    return *server;
  }
};

std::string call(std::string const& method, std::string const& path, std::string const& body = {}) {
  auto made = method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!body.empty()) made += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return made + "\r\n" + body;
}

std::string told(std::string const& answer) {
  return answer.substr(9, 3) + ' ' + answer.substr(answer.find("\r\n\r\n") + 4);
}

std::string ask(test::raw_client& client, std::string const& what) {
  client.send(what);
  return told(client.answer());
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(moving_the_clock_sends_what_is_delayed_and_closes_nothing, admin_fixture) {
  mock::options settings;
  settings.answers = std::make_shared<slow_answers>();
  auto& started = start_admin(std::move(settings));
  test::raw_client slow(context, started.port());
  test::raw_client idle(context, started.port());
  test::raw_client admin(context, started.port());
  slow.send(call("GET", "/v1/p/scripts"));
  BOOST_TEST(!slow.readable());
  ask(admin, call("POST", "/__admin/x/clock/advance", R"({"by":"9s"})"));
  BOOST_TEST(!slow.readable());
  ask(admin, call("POST", "/__admin/x/clock/advance", R"({"by":"1h"})"));
  auto const answer = slow.answer();
  BOOST_TEST(told(answer) == R"(200 {"slow":true})");
  BOOST_TEST(answer.find("Date: Tue, 14 Nov 2023 23:13:29 GMT\r\n") != std::string::npos);
  BOOST_TEST(!idle.readable());  // an hour of the mocked service is none of its connections
  advance(76s);
  BOOST_TEST(idle.until_closed() == "");
  BOOST_TEST(started.counters().idle_closed == 3U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(a_delayed_answer_does_not_hold_up_a_stop_for_ever, admin_fixture) {
  mock::options settings;
  settings.answers = std::make_shared<slow_answers>();
  auto& started = start_admin(std::move(settings));
  test::raw_client slow(context, started.port());
  slow.send(call("GET", "/v1/p/scripts"));
  BOOST_TEST(!slow.readable());
  started.stop();
  advance(5s);
  BOOST_TEST(slow.until_closed() == "");
  BOOST_TEST(started.counters().connections_open == 0U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(a_scenario_is_moved_judged_and_recorded, admin_fixture) {
  mock::script_runs_options options;
  options.clock = service;
  auto const runs = std::make_shared<mock::script_runs>(options);
  mock::run_rule rule;
  rule.name = "nightly";
  rule.script = "load";
  rule.timeline = {{.state = mock::run_state::running, .lasts = 9min}, {.state = mock::run_state::finished}};
  runs->add(rule);
  mock::options settings;
  settings.answers = runs;
  settings.journal = std::make_shared<mock::journal>();
  auto& started = start_admin(std::move(settings));
  test::raw_client client(context, started.port());
  auto const query = call("GET", "/v1/p/scripts/load/instances/i-1");
  BOOST_TEST(ask(client, query) == R"(200 {"results":[],"status":"RUNNING"})");
  ask(client, call("POST", "/__admin/x/clock/advance", R"({"by":"9m"})"));
  BOOST_TEST(ask(client, query) == R"(200 {"results":[],"status":"FINISHED"})");
  BOOST_TEST(ask(client, call("POST", "/__admin/requests/count", "{}")).starts_with("200 {\"count\":2"));
  BOOST_TEST(ask(client, call("GET", "/__admin/x/coverage")).starts_with("200 {\"percent\":"));
  BOOST_TEST(ask(client, call("POST", "/__admin/x/verify")).starts_with("200 {\"ok\":true"));
  ask(client, call("GET", "/v1/p/scripts/lod/instances/i-1"));
  auto const misses =
      ask(client, call("POST", "/__admin/near-misses/request", R"({"url":"/v1/p/scripts/lod/instances/i-1"})"));
  BOOST_TEST(misses.find(R"("expected":"load","got":"lod")") != std::string::npos);
  BOOST_TEST(started.counters().requests == 3U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(the_journal_is_followed_until_the_server_stops, admin_fixture) {
  mock::options settings;
  settings.journal = std::make_shared<mock::journal>();
  auto& started = start_admin(std::move(settings));
  test::raw_client client(context, started.port());
  ask(client, call("GET", "/v1/a"));
  test::raw_client follower(context, started.port());
  follower.send(call("GET", "/__admin/x/journal?follow=1&since=0"));
  auto const head = follower.answer();
  BOOST_TEST(head.find("Transfer-Encoding: chunked\r\n") != std::string::npos);
  BOOST_TEST(head.find("Content-Length") == std::string::npos);
  BOOST_TEST(head.find("Content-Type: application/x-ndjson\r\n") != std::string::npos);
  ask(client, call("GET", "/v1/b"));
  advance(mock::answer_stream::interval);
  ask(client, call("GET", "/v1/c"));
  advance(mock::answer_stream::interval);
  started.stop();
  advance(mock::answer_stream::interval);
  auto const lines = head + follower.until_closed();
  auto const a = lines.find(R"("target":"/v1/a")");
  auto const b = lines.find(R"("target":"/v1/b")");
  auto const c = lines.find(R"("target":"/v1/c")");
  BOOST_TEST(a < b);
  BOOST_TEST(b < c);
  BOOST_TEST(c != std::string::npos);
  BOOST_TEST(lines.ends_with("\r\n0\r\n\r\n"));
  finish();
}

BOOST_FIXTURE_TEST_CASE(who_follows_in_silence_gets_blank_lines, admin_fixture) {
  mock::options settings;
  settings.journal = std::make_shared<mock::journal>();
  auto& started = start_admin(std::move(settings));
  test::raw_client follower(context, started.port());
  follower.send("GET /__admin/x/journal?follow=1 HTTP/1.0\r\n\r\n");
  auto const head = follower.answer();
  BOOST_TEST(head.ends_with("Connection: close\r\n\r\n"));
  advance(31s);
  started.stop();
  advance(mock::answer_stream::interval);
  BOOST_TEST(follower.until_closed() == "\n\n");
  finish();
}

BOOST_FIXTURE_TEST_CASE(the_api_has_a_listener_of_its_own_if_told, admin_fixture) {
  mock::options settings;
  settings.admin.own_listener = mock::admin_options::listen();
  auto& started = start_admin(std::move(settings));
  auto const url = started.admin_url();
  BOOST_TEST(url != started.url() + "/__admin");
  auto const port = static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
  test::raw_client client(context, started.port());
  test::raw_client admin(context, port);
  BOOST_TEST(ask(client, call("GET", "/__admin/version")).starts_with("501 "));
  BOOST_TEST(ask(admin, call("GET", "/__admin/version")).starts_with("200 "));
  BOOST_TEST(ask(admin, call("GET", "/v1/p/scripts/dwsscript/instances/running")).starts_with("404 "));
  started.stop();
  BOOST_TEST(client.until_closed() == "");
  BOOST_TEST(admin.until_closed() == "");
  finish();
}

BOOST_FIXTURE_TEST_CASE(the_server_can_be_shut_down_by_a_call, admin_fixture) {
  mock::options settings;
  settings.admin.shut_down = [this] { server->stop(); };
  auto& started = start_admin(std::move(settings));
  test::raw_client client(context, started.port());
  client.send(call("POST", "/__admin/shutdown"));
  auto const answer = client.answer();
  BOOST_TEST(told(answer) == "200 {}");
  BOOST_TEST(answer.find("Connection: close\r\n") != std::string::npos);
  BOOST_TEST(client.until_closed() == "");
  finish();
}

BOOST_FIXTURE_TEST_CASE(an_api_that_is_off_is_not_there, test::mock_fixture) {
  auto& started = start();
  BOOST_TEST(started.admin_url() == "");
  test::raw_client client(context, started.port());
  BOOST_TEST(ask(client, call("GET", "/__admin/health")).starts_with("501 "));
  BOOST_TEST(started.counters().requests == 1U);
  finish();
}

BOOST_FIXTURE_TEST_CASE(rules_that_a_test_adds_later_are_there_too, admin_fixture) {
  start_admin();
  test::raw_client client(context, server->port());
  BOOST_TEST(ask(client, call("GET", "/__admin/x/instances")).starts_with("501 "));
  BOOST_TEST(ask(client, call("GET", "/__admin/scenarios")) == R"(200 {"scenarios":[]})");
  mock::run_rule rule;
  rule.name = "nightly";
  rule.script = "load";
  rule.timeline = {{.state = mock::run_state::running, .hold = true}, {.state = mock::run_state::finished}};
  server->add(rule);
  BOOST_TEST(
      ask(client, call("PUT", "/__admin/x/instances/load%2Fi-1", R"({"state":"FINISHED"})")).starts_with("200 "));
  BOOST_TEST(ask(client, call("GET", "/v1/p/scripts/load/instances/i-1")) ==
             R"(200 {"results":[],"status":"FINISHED"})");
  BOOST_TEST(ask(client, call("GET", "/__admin/mappings")).find("nightly") != std::string::npos);
  BOOST_TEST(ask(client, call("POST", "/__admin/x/verify")).starts_with("200 "));
  BOOST_TEST(ask(client, call("GET", "/__admin/x/coverage")).find("nightly") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
