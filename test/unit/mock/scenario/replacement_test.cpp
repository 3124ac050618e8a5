#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>

#include "../runs/runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_replacement)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::runs_driver;

mock::run_rule rule(std::string name, std::string instance, std::uint64_t revision, std::uint64_t polls = 2) {
  mock::run_rule made;
  made.name = std::move(name);
  made.script = "s";
  made.instance = std::move(instance);
  made.revision = revision;
  made.timeline = {{.state = mock::run_state::running, .polls = polls}, {.state = mock::run_state::finished}};
  return made;
}

BOOST_AUTO_TEST_CASE(runs_of_unchanged_rules_go_on) {
  runs_driver on;
  on.runs.add(rule("a", "a", 1));
  on.runs.add(rule("b", "b", 1));
  for (auto const* each : {"a", "b"}) BOOST_TEST(on.state("s", each) == "RUNNING");
  on.runs.replace({}, {rule("b", "b", 2), rule("a", "a", 1)});
  BOOST_TEST(on.state("s", "a") == "RUNNING");
  BOOST_TEST(on.state("s", "a") == "FINISHED");
  for (int i = 0; i < 2; ++i) BOOST_TEST(on.state("s", "b") == "RUNNING");
  BOOST_TEST(on.state("s", "b") == "FINISHED");
  BOOST_TEST(on.runs.counts().looks == 7U);
}

BOOST_AUTO_TEST_CASE(revision_0_is_like_no_other) {
  runs_driver on;
  on.runs.add(rule("a", "a", 0));
  BOOST_TEST(on.state("s", "a") == "RUNNING");
  on.runs.replace({}, {rule("a", "a", 0)});
  for (int i = 0; i < 2; ++i) BOOST_TEST(on.state("s", "a") == "RUNNING");
  BOOST_TEST(on.state("s", "a") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(a_run_for_which_another_rule_holds_now_is_forgotten) {
  runs_driver on;
  on.runs.add(rule("any", "*", 1));
  for (auto const* each : {"a", "b"}) BOOST_TEST(on.state("s", each) == "RUNNING");
  on.runs.replace({}, {rule("any", "*", 1), rule("a", "a", 1, 1)});
  BOOST_TEST(on.state("s", "a") == "RUNNING");
  BOOST_TEST(on.state("s", "a") == "FINISHED");
  BOOST_TEST(on.state("s", "b") == "RUNNING");
  BOOST_TEST(on.state("s", "b") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(rules_that_are_gone_hold_no_longer) {
  runs_driver on;
  on.runs.add(rule("a", "a", 1));
  auto const kept = on.decide("GET", on.path("s", "a"));
  on.runs.replace({}, {});
  BOOST_TEST(on.state("s", "a") == "DLF.6201");
  BOOST_TEST(kept.reply->status() == 200U);  // an answer that is still to be sent
}

BOOST_AUTO_TEST_CASE(the_last_of_two_equal_rules_holds_in_the_new_order) {
  runs_driver on;
  on.runs.add(rule("one", "a", 1, 1));
  on.runs.add(rule("two", "a", 1, 2));
  on.runs.replace({}, {rule("two", "a", 1, 2), rule("one", "a", 1, 1)});
  BOOST_TEST(on.state("s", "a") == "RUNNING");
  BOOST_TEST(on.state("s", "a") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(all_or_nothing) {
  runs_driver on;
  on.runs.add({.name = "kept", .content = "c"});
  on.runs.add(rule("a", "a", 1));
  BOOST_TEST(on.state("s", "a") == "RUNNING");
  auto wrong = rule("b", "b", 1);
  wrong.timeline.clear();
  BOOST_CHECK_THROW(on.runs.replace({}, {rule("a", "a", 1), wrong}), std::invalid_argument);
  BOOST_CHECK_THROW(on.runs.replace({{.name = "x"}, {.name = "x"}}, {}), std::invalid_argument);
  BOOST_CHECK_THROW(on.runs.replace({{.name = "not a name"}}, {}), std::invalid_argument);
  BOOST_TEST(on.state("s", "a") == "RUNNING");
  BOOST_TEST(on.state("s", "a") == "FINISHED");
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/kept").starts_with("200"));
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/x").starts_with("400"));
}

BOOST_AUTO_TEST_CASE(scripts_are_replaced_where_they_differ) {
  runs_driver on;
  on.runs.add({.name = "same", .content = "1"});
  on.runs.add({.name = "changed", .content = "1"});
  on.runs.add({.name = "gone", .content = "1"});
  BOOST_TEST(on.ask("PUT", "/v1/p/scripts/same", R"({"content":"2"})") == "204");
  BOOST_TEST(on.ask("POST", "/v1/p/scripts", R"({"name":"made","type":"DLISQL","content":"1"})") == "204");
  on.runs.replace({{.name = "same", .content = "1"}, {.name = "changed", .content = "3"}, {.name = "new"}}, {});
  auto const has = [&](std::string const& name, std::string const& content) {
    return on.ask("GET", "/v1/p/scripts/" + name).find("\"content\":\"" + content + '"') != std::string::npos;
  };
  BOOST_TEST(has("same", "2"));
  BOOST_TEST(has("changed", "3"));
  BOOST_TEST(has("made", "1"));
  BOOST_TEST(has("new", ""));
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/gone").starts_with("400"));
}

BOOST_AUTO_TEST_CASE(an_executed_run_goes_on) {
  runs_driver on;
  auto executed = rule("a", "*", 1);
  executed.starts = mock::run_start::execute;
  on.runs.add(executed);
  auto const id = on.execute("s");
  on.runs.replace({}, {executed, rule("other", "x", 1)});
  BOOST_TEST(on.state("s", id) == "RUNNING");
  BOOST_TEST(on.execute("s") != id);  // the counter of executions goes on
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
