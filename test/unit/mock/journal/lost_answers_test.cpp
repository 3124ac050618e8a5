#include <dataarts/mock/script_runs.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>

#include "../runs/runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_lost_answers)

namespace {

namespace mock = dataarts::mock;
using mock::run_state;

// RUNNING once, then FINISHED; what goes wrong with the second poll.
mock::run_rule spoilt(mock::fault_rule fault) {
  mock::run_rule made;
  made.name = "etl";
  made.script = "etl";
  made.timeline = {{.state = run_state::running, .polls = 1}, {.state = run_state::finished}};
  made.expect = mock::expectation{.terminal = true};
  fault.name = "lost";
  fault.on = mock::fault_polls::one(2);
  made.faults = {std::move(fault)};
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_end_that_does_not_arrive_was_not_told) {
  mock::fault_rule const faults[] = {
      {.answer = std::make_shared<mock::answer const>(503U)},
      {.wire = std::make_shared<mock::wire_fault const>(mock::wire_fault::reset())},
  };
  for (auto const& fault : faults) {
    test::runs_driver on;
    on.runs.add(spoilt(fault));
    on.query("etl", "i");
    auto const lost = on.decide("GET", test::runs_driver::path("etl", "i"));
    BOOST_TEST(!lost.about.terminal);
    BOOST_TEST(lost.about.told == (fault.answer ? "" : "FINISHED"));
    BOOST_TEST(!on.runs.verify().ok());
    on.query("etl", "i");
    BOOST_TEST(on.runs.verify().ok());
    BOOST_TEST(on.runs.counts().polls_after_terminal == 0U);
  }
}

BOOST_AUTO_TEST_CASE(faults_are_covered) {
  test::runs_driver on;
  on.runs.add(spoilt({.answer = std::make_shared<mock::answer const>(503U)}));
  auto const has = [&](std::string const& what) {
    auto const covered = on.runs.coverage();
    for (auto const& item : covered.rules.at(0).items) {
      if (item.what == what) return item.seen ? 1 : 0;
    }
    return -1;
  };
  on.query("etl", "i");
  BOOST_TEST(has("fault lost") == 0);
  on.query("etl", "i");
  BOOST_TEST(has("fault lost") == 1);
}

BOOST_AUTO_TEST_SUITE_END()
