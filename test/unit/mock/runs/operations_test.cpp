#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_script_operations)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_start;
using mock::run_state;
using test::runs_driver;

std::string const no_script = R"(400 {"error_code":"DLF.6201","error_msg":"The script does not exist."})";
std::string const no_instance =
    R"(400 {"error_code":"DLF.6205","error_msg":"The script execution instance does not exist."})";

std::string invalid(std::string const& why) {
  return R"(400 {"error_code":"DLF.3051","error_msg":"The request parameter is invalid. )" + why + R"(."})";
}

mock::script_definition script(std::string const& name, std::string const& workspace = {}) {
  mock::script_definition made;
  made.name = name;
  made.workspace = workspace;
  return made;
}

BOOST_AUTO_TEST_CASE(execute_starts_a_run) {
  runs_driver on;
  on.runs.add(script("dws_sql"));
  auto const told = on.ask("POST", "/v1/p/scripts/dws_sql/execute", R"({"params":{"tableVar":"citys"}})");
  BOOST_TEST(told == R"(200 {"instanceId":"deb7-ad0c-af66-52fafac5e945"})");
  auto const id = std::string("deb7-ad0c-af66-52fafac5e945");
  BOOST_TEST((on.runs.true_end("dws_sql", id)->time_since_epoch() == 5s));
  BOOST_TEST(on.state("dws_sql", id) == "LAUNCHING");
  on.clock->advance(1s);
  BOOST_TEST(on.state("dws_sql", id) == "RUNNING");
  on.clock->advance(4s);
  BOOST_TEST(on.state("dws_sql", id) == "FINISHED");
  BOOST_TEST(on.runs.counts().executes == 1U);
  BOOST_TEST(on.runs.looks("dws_sql", id) == 3U);
}

BOOST_AUTO_TEST_CASE(the_body_of_execute_may_be_absent_or_empty) {
  runs_driver on;
  on.runs.add(script("s"));
  std::set<std::string> ids;
  for (std::string const body : {"", "{}", R"({"params":{}})", R"({"params":null})"}) {
    auto const told = on.ask("POST", "/v1/p/scripts/s/execute", body);
    BOOST_TEST(told.starts_with("200 "), body);
    ids.insert(told);
  }
  BOOST_TEST(ids.size() == 4U);
}

BOOST_AUTO_TEST_CASE(execute_refuses_what_is_wrong) {
  runs_driver on;
  on.runs.add(script("s"));
  auto const told = [&](std::string const& body) { return on.ask("POST", "/v1/p/scripts/s/execute", body); };
  BOOST_TEST(told("{").starts_with(
      R"(400 {"error_code":"DLF.3051","error_msg":"The request parameter is invalid. The body is not JSON: )"));
  BOOST_TEST(told("[]") == invalid("The body is not a JSON object"));
  BOOST_TEST(told(R"({"params":[]})") == invalid("params has to be an object"));
  BOOST_TEST(told(R"({"params":{"a":"1","b":2}})") == invalid("params.b has to be a string"));
  BOOST_TEST(on.ask("POST", "/v1/p/scripts/other/execute", "{}") == no_script);
  BOOST_TEST(on.runs.counts().executes == 0U);
}

BOOST_AUTO_TEST_CASE(instance_ids_depend_on_seed_script_and_number_only) {
  auto const ids = [](std::uint64_t seed, bool other_first, bool numeric) {
    mock::script_runs_options settings;
    settings.seed = seed;
    settings.numeric_instance_ids = numeric;
    runs_driver on(settings);
    on.runs.add(script("a"));
    on.runs.add(script("b"));
    if (other_first) on.ask("POST", "/v1/p/scripts/b/execute");
    std::vector<std::string> made;
    for (int i = 0; i < 3; ++i) made.push_back(on.ask("POST", "/v1/p/scripts/a/execute"));
    return made;
  };
  auto const text = ids(7, false, false);
  BOOST_TEST(ids(7, true, false) == text, boost::test_tools::per_element());
  BOOST_TEST((ids(8, false, false) != text));
  BOOST_TEST(std::set<std::string>(text.begin(), text.end()).size() == 3U);
  BOOST_TEST(text[0] == R"(200 {"instanceId":"28db-d416-8437-217b8a4d307a"})");
  BOOST_TEST(ids(7, false, true)[0] == R"(200 {"instanceId":3426140124096951})");
}

BOOST_AUTO_TEST_CASE(a_numeric_instance_is_found_by_its_digits) {
  mock::script_runs_options settings;
  settings.numeric_instance_ids = true;
  runs_driver on(settings);
  on.runs.add(script("s"));
  auto const told = on.ask("POST", "/v1/p/scripts/s/execute");
  BOOST_TEST_REQUIRE(told.starts_with(R"(200 {"instanceId":)"));
  BOOST_TEST(on.state("s", told.substr(18, told.size() - 19)) == "LAUNCHING");
}

BOOST_AUTO_TEST_CASE(a_rule_says_what_becomes_of_executed_instances) {
  runs_driver on;
  mock::run_rule rule;
  rule.script = "nightly";
  rule.starts = run_start::execute;
  rule.timeline = {{.state = run_state::running, .lasts = 30s}, {.state = run_state::finished}};
  on.runs.add(rule);
  BOOST_TEST(on.query("nightly", "never-made") == no_instance);
  BOOST_TEST(on.stop("nightly", "never-made") == no_instance);
  BOOST_TEST(!on.runs.true_end("nightly", "never-made").has_value());
  on.clock->advance(10s);
  auto const id = on.execute("nightly");
  BOOST_TEST((on.runs.true_end("nightly", id)->time_since_epoch() == 40s));
  on.clock->advance(29s);
  BOOST_TEST(on.state("nightly", id) == "RUNNING");
  on.clock->advance(1s);
  BOOST_TEST(on.state("nightly", id) == "FINISHED");
}

BOOST_AUTO_TEST_CASE(executed_instances_start_when_their_rule_says) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::running, .lasts = 30s}, {.state = run_state::finished}};
  rule.script = "unsaid";
  on.runs.add(rule);
  rule.script = "polled";
  rule.starts = run_start::first_poll;
  on.runs.add(rule);
  rule.script = "loaded";
  rule.starts = run_start::load;
  on.runs.add(rule);
  on.clock->advance(30s);
  auto const unsaid = on.execute("unsaid"), polled = on.execute("polled"), loaded = on.execute("loaded");
  BOOST_TEST(!on.runs.true_end("polled", polled).has_value());
  BOOST_TEST(on.state("loaded", loaded) == "FINISHED");
  on.clock->advance(30s);
  BOOST_TEST(on.state("unsaid", unsaid) == "FINISHED");
  BOOST_TEST(on.state("polled", polled) == "RUNNING");
  BOOST_TEST(on.state("unsaid", "listed") == "RUNNING");  // not executed: from its first poll on
}

BOOST_AUTO_TEST_CASE(stop_ends_a_run_as_failed) {
  runs_driver on;
  on.runs.add(script("s"));
  auto const id = on.execute("s");
  on.clock->advance(2s);
  BOOST_TEST(on.stop("s", id) == "204");
  on.clock->advance(1h);
  BOOST_TEST(on.query("s", id) ==
             R"(200 {"results":[],"message":"The script execution was stopped.","status":"FAILED"})");
  BOOST_TEST((on.runs.true_end("s", id)->time_since_epoch() == 2s));
  BOOST_TEST(on.stop("s", id) == "204");
  BOOST_TEST((on.runs.true_end("s", id)->time_since_epoch() == 2s));
  BOOST_TEST(on.runs.counts().stops == 2U);
  BOOST_TEST(on.runs.counts().stopped == 1U);
}

BOOST_AUTO_TEST_CASE(stopping_an_ended_run_changes_nothing) {
  runs_driver on;
  on.runs.add(script("s"));
  auto const id = on.execute("s");
  on.clock->advance(1h);
  BOOST_TEST(on.stop("s", id) == "204");
  BOOST_TEST(on.state("s", id) == "FINISHED");
  BOOST_TEST((on.runs.true_end("s", id)->time_since_epoch() == 5s));
  BOOST_TEST(on.runs.counts().stopped == 0U);
}

BOOST_AUTO_TEST_CASE(stop_works_for_what_keeps_no_state_and_for_what_has_not_begun) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::running, .lasts = 30s}, {.state = run_state::finished}};
  rule.script = "loaded";
  rule.starts = run_start::load;
  on.runs.add(rule);
  rule.script = "polled";
  rule.starts = run_start::first_poll;
  on.runs.add(rule);
  on.clock->advance(3s);
  for (std::string const name : {"loaded", "polled"}) {
    BOOST_TEST(on.stop(name, "i") == "204");
    BOOST_TEST(on.state(name, "i") == "FAILED");
    BOOST_TEST((on.runs.true_end(name, "i")->time_since_epoch() == 3s));
    BOOST_TEST(on.state(name, "j") == "RUNNING");
  }
}

BOOST_AUTO_TEST_CASE(what_is_unknown_is_said_with_the_documented_code) {
  runs_driver on;
  on.runs.add(script("s"));
  BOOST_TEST(on.query("other", "i") == no_script);
  BOOST_TEST(on.query("s", "i") == no_instance);
  BOOST_TEST(on.stop("other", "i") == no_script);
  BOOST_TEST(on.stop("s", "i") == no_instance);
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/other") == no_script);
  BOOST_TEST(on.ask("PUT", "/v1/p/scripts/other", "{}") == no_script);
  BOOST_TEST(on.ask("DELETE", "/v1/p/scripts/other") == no_script);
  BOOST_TEST(on.runs.counts().stops == 0U);
  BOOST_TEST(on.runs.counts().looks == 0U);
}

BOOST_AUTO_TEST_CASE(other_requests_are_unmatched) {
  runs_driver on;
  for (auto const& [method, target] :
       std::vector<std::pair<std::string, std::string>>{{"PATCH", "/v1/p/scripts/s"},
                                                        {"GET", "/v1/p/scripts/s/execute"},
                                                        {"POST", "/v1/p/scripts/s/instances/i"},
                                                        {"GET", "/v1/p/scripts/s/instances/i/stop"},
                                                        {"POST", "/v1/p/scripts/s/instances/i/stop/x"},
                                                        {"PUT", "/v1/p/scripts"},
                                                        {"GET", "/v1/p/scripts/"},
                                                        {"GET", "/v1//scripts"},
                                                        {"GET", "/v2/p/scripts"},
                                                        {"GET", "/v1/p/scripts/s/instances/"},
                                                        {"GET", "/v1/p"}}) {
    auto const made = on.decide(method, target);
    BOOST_TEST(!made.matched, method + ' ' + target);
    BOOST_TEST(made.reply->status() == 501U);
    BOOST_TEST(made.reply->body().find("POST /v1/{project_id}/scripts/{script_name}/execute") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(workspaces_are_apart) {
  runs_driver on;
  on.runs.add(script("s", "blue"));
  BOOST_TEST(on.execute("s").empty());
  BOOST_TEST(on.execute("s", "red").empty());
  auto const id = on.execute("s", "blue");
  BOOST_TEST(!id.empty());
  BOOST_TEST(on.query("s", id) == no_script);
  BOOST_TEST(on.state("s", id, "blue") == "LAUNCHING");
  on.runs.add(script("s", "red"));
  BOOST_TEST(on.query("s", id, "red") == no_instance);
  BOOST_TEST(on.execute("s", "red") == id);  // the first run of that script there
}

BOOST_AUTO_TEST_CASE(a_rule_without_a_workspace_holds_where_its_script_is) {
  runs_driver on;
  mock::run_rule rule;
  rule.script = "s";
  rule.timeline = {{.state = run_state::running}};
  on.runs.add(rule);
  BOOST_TEST(on.state("s", "i") == "RUNNING");
  BOOST_TEST(on.state("s", "i", "blue") == "RUNNING");
  on.runs.add(script("s", "blue"));
  BOOST_TEST(on.state("s", "j", "blue") == "RUNNING");
  BOOST_TEST(on.query("s", "j", "red") == no_script);
}

BOOST_AUTO_TEST_CASE(the_rule_with_fewer_wildcards_holds) {
  runs_driver on;
  auto const add = [&](std::optional<std::string> const& s, std::optional<std::string> const& i,
                       std::optional<std::string> const& w, std::string const& message) {
    mock::run_rule rule;
    rule.script = s;
    rule.instance = i;
    rule.workspace = w;
    rule.timeline = {{.message = message}};
    on.runs.add(rule);
  };
  auto const told = [&](std::string const& s, std::string const& i, std::string const& w) {
    auto const text = on.query(s, i, w);
    auto const at = text.find(R"("message":")");
    return at == std::string::npos ? text : text.substr(at + 11, text.find('"', at + 11) - at - 11);
  };
  add("a", "i", {}, "exact");
  add("a", "i", "blue", "exact and workspace");
  add("a", "i*", {}, "pattern");
  add("a", "*i*", "blue", "two stars");
  add("a*", "i-7", {}, "script pattern");
  add({}, {}, {}, "old");
  add({}, {}, {}, "new");
  BOOST_TEST(told("a", "i", "") == "exact");
  BOOST_TEST(told("a", "i", "blue") == "exact and workspace");
  BOOST_TEST(told("a", "i-8", "blue") == "pattern");
  BOOST_TEST(told("a", "i-7", "") == "script pattern");  // as many, and added later
  BOOST_TEST(told("a", "x", "") == "new");
  BOOST_TEST(told("b", "i", "") == "new");
}

BOOST_AUTO_TEST_CASE(a_rule_can_answer_everything_that_it_matches) {
  runs_driver on;
  mock::run_rule all;
  all.timeline = {{.state = run_state::running}};
  on.runs.add(all);
  auto const add = [&](std::optional<std::string> const& s, std::optional<std::string> const& i,
                       std::optional<std::string> const& w, mock::documented_error what) {
    mock::run_rule rule;
    rule.script = s;
    rule.instance = i;
    rule.workspace = w;
    rule.answer = what;
    on.runs.add(rule);
  };
  add("ghost", {}, {}, mock::documented_error::dlf6201);
  add("s", "gone", {}, mock::documented_error::dlf6205);
  add({}, {}, "nowhere", mock::documented_error::dlf20819);
  BOOST_TEST(on.query("ghost", "i") == no_script);
  BOOST_TEST(on.stop("ghost", "i") == no_script);
  BOOST_TEST(on.ask("POST", "/v1/p/scripts/ghost/execute") == no_script);
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/ghost") == no_script);
  BOOST_TEST(on.query("s", "gone") == no_instance);
  BOOST_TEST(on.stop("s", "gone") == no_instance);
  BOOST_TEST(on.state("s", "here") == "RUNNING");
  std::string const nowhere = R"(400 {"error_code":"DLF.20819","error_msg":"The workspace does not exist."})";
  BOOST_TEST(on.ask("GET", "/v1/p/scripts", {}, "nowhere") == nowhere);
  BOOST_TEST(on.ask("POST", "/v1/p/scripts", {}, "nowhere") == nowhere);
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/x", {}, "nowhere") == nowhere);
  BOOST_TEST(on.ask("GET", "/v1/p/scripts") == R"(200 {"total":0,"scripts":[]})");
}

BOOST_AUTO_TEST_CASE(threads_that_ask_for_the_same_run_advance_it_once_each) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::running, .polls = 3'000}, {.state = run_state::finished}};
  on.runs.add(rule);
  constexpr int threads = 4;
  std::vector<int> running(threads), finished(threads);
  std::vector<std::thread> all;
  for (int t = 0; t < threads; ++t) {
    all.emplace_back([&, t] {
      for (int i = 0; i < 1'000; ++i)
        ++(on.state("s", "i") == "RUNNING" ? running : finished)[static_cast<std::size_t>(t)];
    });
  }
  for (auto& each : all) each.join();
  BOOST_TEST(std::accumulate(running.begin(), running.end(), 0) == 3'000);
  BOOST_TEST(std::accumulate(finished.begin(), finished.end(), 0) == 1'000);
  BOOST_TEST(on.runs.looks("s", "i") == 4'000U);
  BOOST_TEST(on.runs.counts().polls_after_terminal == 999U);
}

BOOST_AUTO_TEST_CASE(threads_may_execute_stop_and_change_at_once) {
  runs_driver on;
  on.runs.add(script("s"));
  std::vector<std::thread> all;
  for (int t = 0; t < 4; ++t) {
    all.emplace_back([&, t] {
      auto const own = "own" + std::to_string(t);
      for (int i = 0; i < 100; ++i) {
        auto const id = on.execute("s");
        on.stop("s", id);
        on.state("s", id);
        on.ask("POST", "/v1/p/scripts", R"({"name":")" + own + R"(","type":"Shell","content":"c"})");
        on.ask("GET", "/v1/p/scripts");
        on.ask("DELETE", "/v1/p/scripts/" + own);
      }
    });
  }
  for (auto& each : all) each.join();
  BOOST_TEST(on.runs.counts().executes == 400U);
  BOOST_TEST(on.runs.counts().stopped == 400U);
  BOOST_TEST(on.ask("GET", "/v1/p/scripts").starts_with(R"(200 {"total":1,)"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
