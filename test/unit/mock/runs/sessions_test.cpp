#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_run_sessions)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_state;
using test::runs_driver;

mock::run_rule two_polls() {
  mock::run_rule made;
  made.name = "polled";
  made.script = "etl";
  made.timeline = {{.state = run_state::running, .polls = 2}, {.state = run_state::finished}};
  return made;
}

runs_driver::headers in(std::string session) { return {{"X-Mock-Session", std::move(session)}}; }

std::string body(mock::decision const& of) { return of.reply->body(); }

BOOST_AUTO_TEST_CASE(sessions_do_not_see_each_other) {
  runs_driver on;
  on.runs.add(two_polls());
  on.query("etl", "i");
  on.query("etl", "i");
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
  BOOST_TEST(on.state_of("t1", "etl", "i") == "RUNNING");
  BOOST_TEST(on.state_of("t2", "etl", "i") == "RUNNING");
  BOOST_TEST(on.state_of("t1", "etl", "i") == "RUNNING");
  BOOST_TEST(on.state_of("t1", "etl", "i") == "FINISHED");
  BOOST_TEST(on.state_of("t2", "etl", "i") == "RUNNING");
  BOOST_TEST(on.runs.looks("etl", "i") == 3U);
  BOOST_TEST(on.runs.looks({.script = "etl", .instance = "i", .session = "t2"}) == 2U);
  BOOST_TEST(on.runs.counts().looks == 8U);
}

BOOST_AUTO_TEST_CASE(scripts_and_ids_are_those_of_the_session) {
  runs_driver on;
  on.runs.add(mock::script_definition{.name = "there"});
  auto const create = R"({"name":"mine","type":"Shell","content":"ls"})";
  BOOST_TEST(on.decide("POST", "/v1/p/scripts", create, in("t1")).reply->status() == 204U);
  BOOST_TEST(on.decide("GET", "/v1/p/scripts/mine", {}, in("t1")).reply->status() == 200U);
  BOOST_TEST(on.decide("GET", "/v1/p/scripts/mine", {}, in("t2")).reply->status() == 400U);
  BOOST_TEST(on.decide("GET", "/v1/p/scripts/mine", {}, in("")).reply->status() == 400U);
  on.decide("DELETE", "/v1/p/scripts/there", {}, in("t1"));
  BOOST_TEST(on.decide("GET", "/v1/p/scripts/there", {}, in("t1")).reply->status() == 400U);
  BOOST_TEST(on.decide("GET", "/v1/p/scripts/there", {}, in("t3")).reply->status() == 200U);
  auto const one = body(on.decide("POST", "/v1/p/scripts/there/execute", {}, in("t2")));
  BOOST_TEST(body(on.decide("POST", "/v1/p/scripts/there/execute", {}, in(""))) == one);  // the first one in each
  BOOST_TEST(body(on.decide("POST", "/v1/p/scripts/there/execute", {}, in("t2"))) != one);
  on.runs.add(mock::script_definition{.name = "late"});
  BOOST_TEST(on.decide("GET", "/v1/p/scripts/late", {}, in("t1")).reply->status() == 200U);
}

BOOST_AUTO_TEST_CASE(a_session_begins_with_its_first_request) {
  runs_driver on;
  auto rule = two_polls();
  rule.starts = mock::run_start::load;
  rule.timeline = {{.state = run_state::running, .lasts = 10s}, {.state = run_state::finished}};
  on.runs.add(rule);
  on.clock->advance(10s);
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
  BOOST_TEST(on.state_of("t1", "etl", "i") == "RUNNING");
  on.clock->advance(10s);
  BOOST_TEST(on.state_of("t1", "etl", "i") == "FINISHED");
  on.runs.reset_session();
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  on.clock->advance(10s);
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(a_session_that_is_reset_is_over) {
  runs_driver on;
  on.runs.add(two_polls());
  for (int i = 0; i < 3; ++i) on.state_of("t1", "etl", "i");
  auto const id = body(on.decide("POST", "/v1/p/scripts/etl/execute", {}, in("t1")));
  on.query("etl", "i");
  on.runs.reset_session("t1");
  on.runs.reset_session("t1");
  on.runs.reset_session("never seen");
  BOOST_TEST(on.runs.sessions().size() == 1U);
  BOOST_TEST(on.state_of("t1", "etl", "i") == "RUNNING");
  BOOST_TEST(body(on.decide("POST", "/v1/p/scripts/etl/execute", {}, in("t1"))) == id);  // the first one again
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  BOOST_TEST(on.state("etl", "i") == "FINISHED");  // of another session
  on.runs.reset_all();
  on.runs.reset_all();
  BOOST_TEST(on.runs.sessions().size() == 1U);
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  BOOST_TEST(on.runs.counts().looks == 8U);  // numbers only grow
  BOOST_TEST(on.runs.counts().executes == 2U);
}

BOOST_AUTO_TEST_CASE(there_are_only_so_many_sessions) {
  mock::script_runs_options settings;
  settings.max_sessions = 2;
  runs_driver on(settings);
  on.runs.add(two_polls());
  on.state_of("t1", "etl", "i");
  on.state_of("t2", "etl", "i");
  auto const path = runs_driver::path("etl", "i");
  auto const full = on.decide("GET", path, {}, in("t3")).reply;
  BOOST_TEST(full->status() == 507U);
  BOOST_TEST(full->body() == R"({"error_code":"MOCK.0507","error_msg":"There are 2 sessions already, the most that )"
                             R"(this server keeps; reset those that are over."})");
  BOOST_TEST(on.runs.hold({.script = "etl", .instance = "i", .session = "t3"}).problem ==
             "There are 2 sessions already, the most that this server keeps; reset those that are over.");
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  on.runs.reset_session("t1");
  BOOST_TEST(on.state_of("t3", "etl", "i") == "RUNNING");
  BOOST_TEST(on.decide("GET", path, {}, in(std::string(128, 'x'))).reply->status() == 507U);
  auto const longer = on.decide("GET", path, {}, in(std::string(129, 'x'))).reply;
  BOOST_TEST(longer->body() ==
             R"({"error_code":"MOCK.0400","error_msg":"X-Mock-Session has 129 characters; it may have 128."})");
  BOOST_TEST(on.decide("GET", path, {}, in("\xff\xfe")).reply->status() == 400U);
  BOOST_TEST(on.decide("GET", path, {}, in("two words")).reply->status() == 400U);
}

BOOST_AUTO_TEST_CASE(commands_are_for_one_session_or_for_all) {
  runs_driver on;
  on.runs.add(two_polls());
  on.query("etl", "i");
  on.state_of("t1", "etl", "i");
  on.state_of("t2", "etl", "i");
  BOOST_TEST(on.runs.put({.script = "etl", .instance = "i", .session = "t1"}, 1).runs == 1U);
  BOOST_TEST(on.state_of("t1", "etl", "i") == "FINISHED");
  BOOST_TEST(on.state_of("t2", "etl", "i") == "RUNNING");
  BOOST_TEST(on.runs.put({.script = "etl", .instance = "i", .session = {}}, run_state::failed).runs == 3U);
  BOOST_TEST(on.state("etl", "i") == "FAILED");
  BOOST_TEST(on.state_of("t2", "etl", "i") == "FAILED");
  BOOST_TEST(on.runs.reset({.rule = "polled", .session = {}}).runs == 3U);
}

BOOST_AUTO_TEST_CASE(a_rule_for_a_project_has_runs_of_its_own) {
  runs_driver on;
  on.runs.add(two_polls());
  auto const ask = [&](std::string const& project) {
    return runs_driver::state_in("200 " + body(on.decide("GET", "/v1/" + project + "/scripts/etl/instances/i")));
  };
  BOOST_TEST(ask("p") == "RUNNING");
  BOOST_TEST(ask("q") == "RUNNING");
  BOOST_TEST(ask("p") == "FINISHED");  // projects share a run
  auto rule = two_polls();
  rule.name = "of-blue";
  rule.project = "blue*";
  on.runs.add(rule);
  BOOST_TEST(ask("blue-1") == "RUNNING");
  BOOST_TEST(ask("blue-1") == "RUNNING");
  BOOST_TEST(ask("blue-2") == "RUNNING");
  BOOST_TEST(ask("blue-1") == "FINISHED");
  BOOST_TEST(ask("blue-2") == "RUNNING");
  BOOST_TEST(ask("p") == "FINISHED");
  BOOST_TEST(on.runs.looks({.script = "etl", .instance = "i", .project = "blue-1"}) == 3U);
  BOOST_TEST(on.runs.put({.script = "etl", .instance = "i", .project = "blue-2"}, run_state::failed).runs == 1U);
  BOOST_TEST(ask("blue-2") == "FAILED");
  BOOST_TEST(ask("blue-1") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(a_script_is_there_for_the_project_of_its_rule) {
  runs_driver on;
  mock::run_rule rule = two_polls();
  rule.project = "blue";
  on.runs.add(rule);
  auto const code = [&](std::string const& method, std::string const& project, std::string const& tail) {
    return runs_driver::state_in(on.ask(method, "/v1/" + project + "/scripts/etl" + tail));
  };
  BOOST_TEST(code("GET", "blue", "/instances/i") == "RUNNING");
  BOOST_TEST(code("GET", "red", "/instances/i") == "DLF.6201");
  BOOST_TEST(code("POST", "red", "/execute") == "DLF.6201");
  auto const made = on.ask("POST", "/v1/blue/scripts/etl/execute");
  auto const id = made.substr(20, made.size() - 22);
  BOOST_TEST(code("GET", "blue", "/instances/" + id) == "RUNNING");
  BOOST_TEST(code("GET", "red", "/instances/" + id) == "DLF.6201");
  mock::run_rule ghost;
  ghost.project = "gone";
  ghost.answer = mock::documented_error::no_api;
  on.runs.add(ghost);
  BOOST_TEST(code("GET", "gone", "") == "APIGW.0101");
  BOOST_TEST(code("GET", "blue", "/instances/j") == "RUNNING");
}

BOOST_AUTO_TEST_CASE(the_rule_for_the_project_holds_last) {
  runs_driver on;
  auto const add = [&](std::optional<std::string> workspace, std::optional<std::string> project, std::string body) {
    mock::run_rule rule;
    rule.script = "etl";
    rule.workspace = std::move(workspace);
    rule.project = std::move(project);
    rule.timeline = {{.state = run_state::finished, .body = std::move(body)}};
    on.runs.add(rule);
  };
  add("", {}, "workspace");
  add({}, "p", "project");
  add({}, {}, "any");
  BOOST_TEST(on.query("etl", "i") == "200 workspace");
  BOOST_TEST(on.query("etl", "i", "w") == "200 project");
  BOOST_TEST(on.ask("GET", "/v1/q/scripts/etl/instances/i", {}, "w") == "200 any");
}

BOOST_AUTO_TEST_CASE(runs_are_shown_in_order_and_in_pages) {
  runs_driver on;
  on.runs.add(two_polls());
  mock::run_rule timed;
  timed.name = "timed";
  timed.script = "nightly";
  timed.timeline = {{.state = run_state::launching, .lasts = 4s},
                    {.polls = 2, .error = mock::documented_error::throttled},
                    {.state = run_state::finished}};
  on.runs.add(timed);
  on.state_of("t1", "etl", "z");
  on.clock->advance(10s);
  on.query("nightly", "a");
  on.query("etl", "b", "blue");
  on.query("etl", "c");
  on.query("etl", "a");
  on.query("etl", "a");
  auto const page = on.runs.runs();
  BOOST_TEST(page.total == 5U);
  std::string order;
  for (auto const& each : page.runs)
    order += each.session + '/' + each.workspace + '/' + each.script + '/' + each.instance + ' ';
  BOOST_TEST(order == "//etl/a //etl/c //nightly/a /blue/etl/b t1//etl/z ");
  auto const& a = page.runs[0];
  BOOST_TEST(a.rule == "polled");
  BOOST_TEST(a.step == 1U);
  BOOST_TEST(a.steps == 2U);
  BOOST_TEST(a.told == "FINISHED");
  BOOST_TEST(a.polls == 2U);
  BOOST_TEST(a.polls_in_step == 0U);
  BOOST_TEST((a.since->time_since_epoch() == 10s));
  BOOST_TEST(!a.until.has_value());
  BOOST_TEST(page.runs[1].polls_in_step == 1U);
  auto const& nightly = page.runs[2];
  BOOST_TEST((nightly.until->time_since_epoch() == 14s));
  on.clock->advance(4s);
  auto const second = on.runs.runs({.offset = 2, .limit = 1});
  BOOST_TEST(second.total == 5U);
  BOOST_TEST(second.runs.size() == 1U);
  BOOST_TEST(second.runs[0].told == "throttled");
  BOOST_TEST(!second.runs[0].state.has_value());
  BOOST_TEST((second.runs[0].since->time_since_epoch() == 14s));
  BOOST_TEST(on.runs.looks("nightly", "a") == 1U);  // to look at a run is no query
  BOOST_TEST(on.runs.runs({.session = "t1"}).total == 1U);
  BOOST_TEST(on.runs.runs({.rule = "polled"}).total == 4U);
  BOOST_TEST(on.runs.runs({.script = "nightly"}).total == 1U);
  BOOST_TEST(on.runs.runs({.offset = 7}).runs.empty());
  on.runs.hold({.script = "nightly", .instance = "a"});
  on.stop("etl", "c");
  on.runs.put({.script = "etl", .instance = "b", .workspace = "blue"}, run_state::failed);
  auto const now = on.runs.runs().runs;
  BOOST_TEST(now[1].stopped);
  BOOST_TEST(now[1].told == "FAILED");
  BOOST_TEST(now[2].held);
  BOOST_TEST(now[3].put);
  BOOST_TEST((now[3].state == run_state::failed));
  BOOST_TEST((now[3].since->time_since_epoch() == 14s));
  auto const sessions = on.runs.sessions();
  BOOST_TEST(sessions.size() == 2U);
  BOOST_TEST(!sessions[0].begun.has_value());
  BOOST_TEST(sessions[0].runs == 4U);
  BOOST_TEST(sessions[1].name == "t1");
  BOOST_TEST((sessions[1].begun->time_since_epoch() == 0s));
  auto const rules = on.runs.rules();
  BOOST_TEST(rules.size() == 2U);
  BOOST_TEST(rules[1].name == "timed");
  BOOST_TEST(rules[1].timeline.size() == 3U);
}

BOOST_AUTO_TEST_CASE(queries_commands_and_looks_from_many_threads) {
  runs_driver on;
  auto rule = two_polls();
  rule.timeline = {{.state = run_state::running, .lasts = 5s, .polls = 50}, {.state = run_state::finished}};
  on.runs.add(rule);
  std::atomic<bool> over = false;
  std::atomic<std::uint64_t> odd = 0;
  constexpr int askers = 3, queries = 2'000;
  std::vector<std::thread> threads;
  for (int t = 0; t < askers; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < queries; ++i) {
        auto const told = on.state_of(i % 3 == 0 ? "" : "t" + std::to_string(t % 2), "etl", std::to_string(i % 7));
        if (told != "RUNNING" && told != "FINISHED" && told != "FAILED") ++odd;
      }
    });
  }
  threads.emplace_back([&] {
    for (int i = 0; !over; ++i) {
      mock::run_selection const every{.rule = "polled", .session = {}};
      on.runs.hold(every);
      on.runs.put({.script = "etl", .instance = std::to_string(i % 7), .session = "t1"}, run_state::failed);
      on.runs.release(every);
      on.runs.advance(every);
      if (on.runs.runs({.limit = 3}).runs.size() > 3) ++odd;
      on.clock->advance(1ms);
      if (i % 5 == 0) on.runs.reset({.rule = "polled"});
      if (i % 7 == 0) on.runs.reset_session("t0");
      if (i % 11 == 0) on.runs.reset_all();
      std::this_thread::yield();
    }
  });
  for (int t = 0; t < askers; ++t) threads[static_cast<std::size_t>(t)].join();
  over = true;
  threads.back().join();
  BOOST_TEST(odd == 0U);
  BOOST_TEST(on.runs.counts().looks == static_cast<std::uint64_t>(askers * queries));  // none lost by a reset
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
