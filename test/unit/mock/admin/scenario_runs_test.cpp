#include <dataarts/mock/script_runs.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>

#include "../runs/runs_driver.hpp"
#include "admin/scenario_runs.hpp"

BOOST_AUTO_TEST_SUITE(mock_admin_scenario_runs)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_state;

struct with_runs : test::runs_driver {
  mock::admin::scenario_runs shown{[this]() -> mock::script_runs& { return runs; }, clock};

  with_runs() {
    mock::run_rule rule;
    rule.name = "nightly";
    rule.script = "load";
    rule.timeline = {{.state = run_state::launching, .lasts = 4s},
                     {.state = run_state::running, .lasts = 9min},
                     {.state = run_state::finished}};
    runs.add(rule);
  }

  mock::admin::run_shown the(std::string const& instance) {
    auto const found = shown.find({"", "load", instance, "", ""});
    BOOST_REQUIRE(found.has_value());
    return *found;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_run_is_shown_with_its_timeline, with_runs) {
  BOOST_TEST(shown.list().empty());
  query("load", "i-1");
  clock->advance(5s);
  auto const run = the("i-1");
  BOOST_TEST(run.rule == "nightly");
  BOOST_TEST(run.state == "RUNNING");
  BOOST_TEST(*run.at == 1U);
  BOOST_TEST(run.steps.size() == 3U);
  BOOST_TEST(run.steps[2].state == "FINISHED");
  BOOST_TEST(run.polls == 1U);
  BOOST_TEST((*run.left == 9min - 1s));
  BOOST_TEST(!run.ended);
  BOOST_TEST(shown.list().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_command_makes_a_run_begin_that_nobody_asked_for_yet, with_runs) {
  mock::admin::run_name const name{"", "load", "i-9", "", ""};
  auto const begun = shown.hold(name, false);
  BOOST_TEST(begun.found);
  BOOST_TEST(begun.problem == "");
  BOOST_TEST(the("i-9").state == "LAUNCHING");
  auto const unknown = shown.hold({"", "lod", "i-9", "", ""}, false);
  BOOST_TEST(unknown.problem != "");
}

BOOST_FIXTURE_TEST_CASE(commands_reach_the_run, with_runs) {
  query("load", "i-1");
  mock::admin::run_name const name{"", "load", "i-1", "", ""};
  auto const advanced = shown.advance(name);
  BOOST_TEST(advanced.found);
  BOOST_TEST(advanced.problem == "");
  BOOST_TEST(state("load", "i-1") == "RUNNING");
  shown.hold(name, true);
  clock->advance(1h);
  BOOST_TEST(the("i-1").held);
  BOOST_TEST(state("load", "i-1") == "RUNNING");
  shown.hold(name, false);
  shown.go_to(name, 2);
  BOOST_TEST(state("load", "i-1") == "FINISHED");
  BOOST_TEST(the("i-1").ended);
  BOOST_TEST(shown.advance(name).problem != "");
  BOOST_TEST(shown.go_to(name, 7).problem != "");
  shown.reset(name);
  BOOST_TEST(state("load", "i-1") == "LAUNCHING");
  shown.go_to(name, 2);
  shown.reset_all(std::nullopt);
  BOOST_TEST(state("load", "i-1") == "LAUNCHING");
  shown.reset_all("nobody");
}

BOOST_AUTO_TEST_SUITE_END()
