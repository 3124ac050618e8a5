#include <dataarts/mock/instance.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

#include "../runs/runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_instance)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

auto const load_1 = std::string("/v1/p/scripts/load/instances/i-1");

BOOST_AUTO_TEST_CASE(steps_are_added_in_order) {
  auto const rule = mock::instance("stuck")
                        .script("load")
                        .launching_for(4s)
                        .then_running()
                        .lasting(11min)
                        .for_polls(7)
                        .message("still at it")
                        .latency(20ms)
                        .running()
                        .held()
                        .then_finished(R"([{"rowCount":1}])")
                        .rule();
  rule.validate();
  BOOST_TEST(rule.name == "stuck");
  BOOST_TEST(rule.script.value() == "load");
  BOOST_TEST(!rule.instance.has_value());
  BOOST_REQUIRE(rule.timeline.size() == 4U);
  BOOST_TEST((rule.timeline[0].state == mock::run_state::launching));
  BOOST_TEST((rule.timeline[0].lasts->first() == 4s));
  BOOST_TEST((rule.timeline[1].state == mock::run_state::running));
  BOOST_TEST((rule.timeline[1].lasts->first() == 11min));
  BOOST_TEST(rule.timeline[1].polls.value() == 7U);
  BOOST_TEST(rule.timeline[1].message == "still at it");
  BOOST_TEST((rule.timeline[1].latency->first() == 20ms));
  BOOST_TEST(rule.timeline[2].hold);
  BOOST_TEST((rule.timeline[3].state == mock::run_state::finished));
  BOOST_TEST(rule.timeline[3].results == R"([{"rowCount":1}])");
}

BOOST_AUTO_TEST_CASE(all_fields_of_a_rule_can_be_set) {
  mock::instance made("all");
  made.script("s").id("i-*").workspace("blue").project("p").starts(mock::run_start::load).failing(0.5, "drawn");
  made.revision(7).fault({.name = "mine", .delay = 1s}).running_for(1s).finished();
  auto const& rule = made.rule();
  rule.validate();
  BOOST_TEST(rule.instance.value() == "i-*");
  BOOST_TEST(rule.workspace.value() == "blue");
  BOOST_TEST(rule.project.value() == "p");
  BOOST_TEST((rule.starts == mock::run_start::load));
  BOOST_TEST(rule.failed == 0.5);
  BOOST_TEST(rule.failed_message == "drawn");
  BOOST_TEST(rule.revision == 7U);
  BOOST_TEST(rule.faults.at(0).name == "mine");

  mock::instance bodies("bodies");
  bodies.running_for(1s).results("[]").answering(mock::documented_error::throttled).for_polls(1).running();
  bodies.body("{}").lasting(1s).failed("no");
  bodies.rule().validate();
  BOOST_TEST(bodies.rule().timeline.at(0).results == "[]");
  BOOST_TEST((bodies.rule().timeline.at(1).error == mock::documented_error::throttled));
  BOOST_TEST(bodies.rule().timeline.at(2).body == "{}");
  BOOST_TEST(bodies.rule().timeline.at(3).message == "no");

  auto const always = mock::instance("gone").always(mock::documented_error::dlf6201).rule();
  always.validate();
  BOOST_TEST((always.answer == mock::documented_error::dlf6201));
}

BOOST_AUTO_TEST_CASE(expectations_add_up) {
  auto const rule = mock::instance("x")
                        .running()
                        .expect_polls(3)
                        .expect_gap(1s, 10s)
                        .expect_end_seen()
                        .expect_nothing_after_end()
                        .rule();
  mock::expectation wanted;
  wanted.polls = {3, 3};
  wanted.gap = {1s, 10s};
  wanted.terminal = true;
  wanted.after_terminal = 0;
  BOOST_TEST((rule.expect == wanted));
  BOOST_TEST((mock::instance("x").expect_polls(1).expect({.is_signed = true}).rule().expect ==
              mock::expectation{.is_signed = true}));
}

BOOST_AUTO_TEST_CASE(a_word_out_of_place_is_named) {
  auto const is_named = [](std::logic_error const& problem) {
    return std::string(problem.what()) ==
           "instance 'x': message() says something of a step, and there is none yet; begin with launching() or "
           "running()";
  };
  BOOST_CHECK_EXCEPTION(mock::instance("x").message("m"), std::logic_error, is_named);
  BOOST_CHECK_THROW(mock::instance("x").running_for(1s).rule().validate(), std::invalid_argument);
}

BOOST_FIXTURE_TEST_CASE(faults_befall_the_nth_poll, test::runs_driver) {
  runs.add(mock::instance("flaky")
               .script("load")
               .running_for(1h)
               .then_finished()
               .on_poll(2, mock::wire_fault::reset())
               .on_poll(3, mock::documented_error::throttled)
               .late_on_poll(3, 2s));
  BOOST_TEST(ask("GET", load_1) == R"(200 {"results":[],"status":"RUNNING"})");
  auto const second = decide("GET", load_1);
  BOOST_REQUIRE(second.fault != nullptr);
  BOOST_TEST((*second.fault == mock::wire_fault::reset()));
  auto const third = decide("GET", load_1);
  BOOST_TEST(third.reply->status() == 429U);
  BOOST_TEST((third.delay == 2s));
  BOOST_TEST(ask("GET", load_1) == R"(200 {"results":[],"status":"RUNNING"})");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
