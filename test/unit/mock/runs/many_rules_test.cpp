#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "runs/name_pattern.hpp"
#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_many_rules)

namespace {

namespace mock = dataarts::mock;
using mock::runs::name_pattern;
using test::runs_driver;

mock::run_rule rule_for(std::string name, std::optional<std::string> script, std::optional<std::string> instance) {
  mock::run_rule made;
  made.name = std::move(name);
  made.script = std::move(script);
  made.instance = std::move(instance);
  made.timeline = {{.state = mock::run_state::running, .polls = 1}, {.state = mock::run_state::finished}};
  return made;
}

// The documented order, by looking at all of them.
std::string winner(std::vector<mock::run_rule> const& rules, std::string const& script, std::string const& instance) {
  std::string found;
  std::size_t fewest = SIZE_MAX;
  for (auto const& each : rules) {
    name_pattern const of_script(each.script), of_instance(each.instance);
    if (!of_script.matches(script) || !of_instance.matches(instance)) continue;
    auto const wildcards = of_script.wildcards() + of_instance.wildcards();
    if (wildcards > fewest) continue;
    fewest = wildcards;
    found = each.name;
  }
  return found;
}

BOOST_AUTO_TEST_CASE(of_many_patterns_the_documented_one_holds) {
  constexpr std::uint64_t seed = 20;
  std::mt19937_64 chance(seed);
  auto const text = [&](std::string const& letters) {
    std::string made;
    for (auto size = 1 + chance() % 4; size > 0; --size) made += letters[chance() % letters.size()];
    return made;
  };
  runs_driver on;
  std::vector<mock::run_rule> rules;
  for (int i = 0; i < 300; ++i) {
    auto const pattern = [&] { return chance() % 8 == 0 ? std::nullopt : std::optional(text("ab*")); };
    rules.push_back(rule_for("rule " + std::to_string(i), pattern(), pattern()));
    on.runs.add(rules.back());
  }
  for (int i = 0; i < 2000; ++i) {
    auto const script = text("abc"), instance = text("abc");
    auto const made = on.decide("GET", runs_driver::path(script, instance));
    BOOST_TEST_CONTEXT("seed " << seed << ": " << script << '/' << instance) {
      BOOST_TEST(made.about.rule == winner(rules, script, instance));
    }
  }
}

BOOST_AUTO_TEST_CASE(rules_that_say_the_same_are_counted_apart) {
  runs_driver on;
  on.runs.add(rule_for("one", "s", "i-1"));
  on.runs.add(rule_for("two", "s", "i-2"));
  BOOST_TEST(on.state("s", "i-1") == "RUNNING");
  BOOST_TEST(on.state("s", "i-1") == "FINISHED");
  BOOST_TEST(on.state("s", "i-2") == "RUNNING");
  auto const seen = on.runs.coverage();
  BOOST_REQUIRE(seen.rules.size() == 2U);
  auto const count = [](mock::coverage::of_rule const& of) {
    return std::count_if(of.items.begin(), of.items.end(), [](auto const& each) { return each.seen; });
  };
  BOOST_TEST(seen.rules[0].rule == "one");
  BOOST_TEST(count(seen.rules[0]) == 3);
  BOOST_TEST(count(seen.rules[1]) == 1);
}

BOOST_AUTO_TEST_CASE(rules_that_differ_in_one_thing_have_answers_of_their_own) {
  runs_driver on;
  for (auto const* message : {"first", "second"}) {
    auto made = rule_for(message, "s", message);
    made.timeline.front().message = message;
    on.runs.add(made);
  }
  auto failing = rule_for("failing", "s", "failing");
  failing.failed = 1;
  on.runs.add(failing);
  BOOST_TEST(on.query("s", "first").find("first") != std::string::npos);
  BOOST_TEST(on.query("s", "second").find("second") != std::string::npos);
  on.state("s", "failing");
  BOOST_TEST(on.state("s", "failing") == "FAILED");
  BOOST_TEST(on.state("s", "first") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(rules_are_given_back_whole) {
  runs_driver on;
  auto added = rule_for("all", "s", "i");
  added.failed = 0.5;
  added.failed_message = "by chance";
  added.faults = {{.name = "slow", .delay = mock::step_time(std::chrono::seconds(1))}};
  on.runs.add(added);
  on.runs.add(rule_for("other", "s", "j"));
  auto const all = on.runs.rules();
  BOOST_REQUIRE(all.size() == 2U);
  BOOST_REQUIRE(all[0].timeline.size() == 2U);
  BOOST_TEST((all[0].timeline[0].polls == 1U));
  BOOST_TEST((all[0].timeline[1].state == mock::run_state::finished));
  BOOST_REQUIRE(all[0].faults.size() == 1U);
  BOOST_TEST(all[0].faults[0].name == "slow");
  BOOST_TEST(all[0].failed == 0.5);
  BOOST_TEST(all[0].failed_message == "by chance");
  BOOST_TEST(all[1].timeline.size() == 2U);
  BOOST_TEST(all[1].faults.empty());
}

BOOST_AUTO_TEST_CASE(the_last_parts_of_a_long_timeline_are_seen_too) {
  constexpr std::size_t steps = 100;
  runs_driver on;
  auto made = rule_for("long", "s", "i");
  made.timeline.clear();
  for (std::size_t i = 1; i < steps; ++i) made.timeline.push_back({.state = mock::run_state::running, .polls = 1});
  made.timeline.push_back({.state = mock::run_state::finished});
  made.faults = {{.name = "slow", .on = mock::fault_polls::every(), .delay = mock::step_time(std::chrono::seconds(1))}};
  on.runs.add(made);
  auto const unseen = on.runs.coverage();
  BOOST_TEST(unseen.items() == 2 * steps);
  BOOST_TEST(unseen.seen() == 0U);
  for (std::size_t i = 0; i < steps; ++i) on.query("s", "i");
  BOOST_TEST(on.runs.coverage().seen() == 2 * steps);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
