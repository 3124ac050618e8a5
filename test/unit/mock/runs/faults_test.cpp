#include <dataarts/mock/fault_rule.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_faults)

namespace {

using namespace std::chrono_literals;
namespace mock = dataarts::mock;
using mock::fault_polls;
using mock::wire_fault;

std::shared_ptr<mock::answer const> busy() {
  return std::make_shared<mock::answer const>(503, "busy", std::vector<mock::answer::header>{{"Retry-After", "2"}});
}
std::shared_ptr<wire_fault const> shared(wire_fault what) { return std::make_shared<wire_fault const>(what); }

mock::run_rule three_polls(std::vector<mock::fault_rule> faults) {
  mock::run_rule rule;
  rule.script = "s";
  rule.timeline = {{.state = mock::run_state::running, .polls = 3}, {.state = mock::run_state::finished}};
  rule.faults = std::move(faults);
  return rule;
}

// Each poll: its answer, and `+` with a delay, `!` with something on the wire.
std::string polls(test::runs_driver& driver, std::string_view instance, int count) {
  std::string made;
  for (int i = 0; i < count; ++i) {
    auto const told = driver.decide("GET", test::runs_driver::path("s", instance));
    made += told.reply->status() != 200 ? 'B' : told.reply->body().find("RUNNING") != std::string::npos ? 'r' : 'f';
    if (told.delay > 0ns) made += '+';
    if (told.fault) made += '!';
  }
  return made;
}

std::string told_with(fault_polls on, int count) {
  test::runs_driver driver;
  driver.runs.add(three_polls({{.name = "f", .on = on, .wire = shared(wire_fault::reset())}}));
  return polls(driver, "i", count);
}

BOOST_AUTO_TEST_CASE(on_names_the_polls) {
  BOOST_TEST(told_with(fault_polls::every(), 4) == "r!r!r!f!");
  BOOST_TEST(told_with(fault_polls::first(2), 4) == "r!r!rf");
  BOOST_TEST(told_with(fault_polls::one(3), 4) == "rrr!f");
  BOOST_TEST(told_with(fault_polls::every_nth(2), 6) == "rr!rf!ff!");
  BOOST_TEST(told_with(fault_polls::rate(0), 4) == "rrrf");
  BOOST_TEST(told_with(fault_polls::rate(1), 4) == "r!r!r!f!");
}

BOOST_AUTO_TEST_CASE(an_answer_in_place_of_the_state_uses_up_its_poll) {
  test::runs_driver driver;
  driver.runs.add(three_polls({{.name = "busy", .on = fault_polls::first(2), .answer = busy()}}));
  BOOST_TEST(polls(driver, "i", 5) == "BBrff");
  BOOST_TEST(driver.runs.counts().looks == 5U);
}

BOOST_AUTO_TEST_CASE(the_state_is_decided_before_the_fault) {
  test::runs_driver driver;
  auto rule = three_polls({{.name = "late", .on = fault_polls::first(1), .delay = 10s}});
  rule.timeline = {{.state = mock::run_state::running, .lasts = 5s}, {.state = mock::run_state::finished}};
  driver.runs.add(rule);
  BOOST_TEST(polls(driver, "i", 1) == "r+");  // sent when the run has finished long since
}

BOOST_AUTO_TEST_CASE(a_delay_and_one_other_fault_combine) {
  test::runs_driver driver;
  driver.runs.add(three_polls({
      {.name = "slow", .on = fault_polls::every_nth(2), .delay = 1s},
      {.name = "slower", .delay = 5s},
      {.name = "drop", .on = fault_polls::one(2), .wire = shared(wire_fault::reset())},
      {.name = "busy", .on = fault_polls::first(2), .answer = busy()},
      {.name = "both", .on = fault_polls::one(3), .delay = 7s, .wire = shared(wire_fault::stall())},
  }));
  auto const ask = [&] { return driver.decide("GET", test::runs_driver::path("s", "i")); };
  auto const first = ask();
  BOOST_TEST(first.reply->status() == 503U);
  BOOST_TEST((first.delay == 5s));
  BOOST_TEST(!first.fault);
  auto const second = ask();
  BOOST_TEST(second.reply->status() == 200U);  // the drop comes before
  BOOST_TEST((second.delay == 1s));
  BOOST_TEST_REQUIRE(second.fault);
  BOOST_TEST((*second.fault == wire_fault::reset()));
  auto const third = ask();
  BOOST_TEST((third.delay == 5s));
  BOOST_TEST_REQUIRE(third.fault);
  BOOST_TEST((*third.fault == wire_fault::stall()));
}

BOOST_AUTO_TEST_CASE(draws_do_not_depend_on_order_or_on_others) {
  auto const rule = three_polls({{.name = "drop", .on = fault_polls::rate(0.5), .wire = shared(wire_fault::reset())}});
  test::runs_driver alone;
  alone.runs.add(rule);
  auto const a = polls(alone, "a", 64);
  auto const b = polls(alone, "b", 64);
  BOOST_TEST(a != b);
  test::runs_driver mixed;
  auto with_more = rule;
  with_more.faults.insert(with_more.faults.begin(), {.name = "slow", .on = fault_polls::rate(0.3), .delay = 1s});
  mixed.runs.add(with_more);
  std::string a_again;
  std::string b_again;
  for (int i = 0; i < 64; ++i) {
    b_again += polls(mixed, "b", 1);
    polls(mixed, "c", 2);
    a_again += polls(mixed, "a", 1);
  }
  std::erase(a_again, '+');
  std::erase(b_again, '+');
  BOOST_TEST(a_again == a);
  BOOST_TEST(b_again == b);
}

BOOST_AUTO_TEST_CASE(draws_do_not_depend_on_threads) {
  auto const rule = three_polls({{.name = "drop", .on = fault_polls::rate(0.5), .wire = shared(wire_fault::reset())},
                                 {.name = "slow", .on = fault_polls::rate(0.5), .delay = 1s}});
  test::runs_driver alone;
  alone.runs.add(rule);
  test::runs_driver together;
  together.runs.add(rule);
  std::vector<std::string> told(4);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < told.size(); ++i) {
    threads.emplace_back([&, i] { told[i] = polls(together, "i-" + std::to_string(i), 500); });
  }
  for (auto& each : threads) each.join();
  for (std::size_t i = told.size(); i-- > 0;) BOOST_TEST(told[i] == polls(alone, "i-" + std::to_string(i), 500));
}

BOOST_AUTO_TEST_CASE(the_schedule_can_be_known_beforehand) {
  mock::script_runs_options settings;
  settings.seed = 20261124;
  test::runs_driver driver(settings);
  mock::fault_rule const slow{
      .name = "slow-tail", .on = fault_polls::rate(0.4), .delay = mock::step_time::lognormal(80ms, 600ms)};
  driver.runs.add(three_polls({slow}));
  std::string schedule;
  for (std::uint64_t nth = 1; nth <= 32; ++nth) {
    auto const told = driver.decide("GET", test::runs_driver::path("s", "i-1"));
    auto const expected = slow.befalls(20261124, "s", "i-1", nth);
    schedule += expected ? '+' : '.';
    BOOST_TEST((told.delay == (expected ? slow.delay_of(20261124, "s", "i-1", nth) : 0ns)));
  }
  BOOST_TEST(schedule == ".++.++.+....+..+..+...+.++.+.++.");  // on every machine
}

BOOST_AUTO_TEST_CASE(an_end_that_a_fault_keeps_from_the_client_is_not_known_to_it) {
  for (auto const& lost :
       {mock::fault_rule{.name = "f", .on = fault_polls::one(1), .answer = busy()},
        mock::fault_rule{.name = "f", .on = fault_polls::one(1), .wire = shared(wire_fault::cut(9))}}) {
    test::runs_driver driver;
    auto rule = three_polls({lost});
    rule.timeline = {{.state = mock::run_state::finished}};
    driver.runs.add(rule);
    polls(driver, "i", 2);
    BOOST_TEST(driver.runs.counts().polls_after_terminal == 0U);
    polls(driver, "i", 1);
    BOOST_TEST(driver.runs.counts().polls_after_terminal == 1U);
  }
  test::runs_driver driver;
  auto rule = three_polls({{.name = "f", .wire = shared(wire_fault::drip(1, 1ms))}});
  rule.timeline = {{.state = mock::run_state::finished}};
  driver.runs.add(rule);
  polls(driver, "i", 2);
  BOOST_TEST(driver.runs.counts().polls_after_terminal == 1U);
}

BOOST_AUTO_TEST_CASE(runs_under_way_since_the_load_have_faults_too) {
  test::runs_driver driver;
  auto rule = three_polls({{.name = "f", .on = fault_polls::one(2), .wire = shared(wire_fault::reset())}});
  rule.timeline = {{.state = mock::run_state::running, .lasts = 1h}, {.state = mock::run_state::finished}};
  rule.starts = mock::run_start::load;
  driver.runs.add(rule);
  BOOST_TEST(polls(driver, "i", 3) == "rr!r");
}

BOOST_AUTO_TEST_CASE(stopped_runs_have_faults_too) {
  test::runs_driver driver;
  driver.runs.add(three_polls({{.name = "f", .on = fault_polls::one(1), .wire = shared(wire_fault::reset())}}));
  driver.stop("s", "i");
  BOOST_TEST_REQUIRE(driver.decide("GET", test::runs_driver::path("s", "i")).fault);
}

std::string refusal_of(mock::run_rule const& rule) {
  try {
    rule.validate();
  } catch (std::invalid_argument const& wrong) {
    return wrong.what();
  }
  return {};
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_place) {
  BOOST_TEST(refusal_of(three_polls({{.name = "a", .delay = 1s}, {.delay = 1s}})) ==
             "faults[1].name is empty; a fault needs a name, which its draws depend on");
  BOOST_TEST(refusal_of(three_polls({{.name = "a"}})) ==
             "faults[0].delay, wire and answer are all missing; a fault has to do something");
  BOOST_TEST(refusal_of(three_polls({{.name = "a", .wire = shared(wire_fault::reset()), .answer = busy()}})) ==
             "faults[0].wire stands beside an answer; a fault has one of the two");
  BOOST_TEST(refusal_of(three_polls({{.name = "a", .delay = 1s}, {.name = "a", .delay = 1s}})) ==
             "faults[1].name is 'a', as that of another fault; each needs a name of its own");
  mock::run_rule fixed;
  fixed.answer = mock::documented_error::dlf6201;
  fixed.faults = {{.name = "a", .delay = 1s}};
  BOOST_TEST(refusal_of(fixed) == "faults stand beside an answer; they are for timelines");
  BOOST_CHECK_THROW(fault_polls::first(0), std::invalid_argument);
  BOOST_CHECK_THROW(fault_polls::one(0), std::invalid_argument);
  BOOST_CHECK_THROW(fault_polls::every_nth(0), std::invalid_argument);
  BOOST_CHECK_THROW(fault_polls::rate(1.5), std::invalid_argument);
  BOOST_CHECK_THROW(fault_polls::rate(-0.1), std::invalid_argument);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
