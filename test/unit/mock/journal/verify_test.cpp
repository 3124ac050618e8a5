#include <dataarts/mock/journal.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <vector>

#include "../runs/runs_driver.hpp"
#include "runs/poll_facts_of.hpp"

BOOST_AUTO_TEST_SUITE(mock_verify)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_state;

mock::run_rule three_then_end(mock::expectation what) {
  mock::run_rule made;
  made.name = "bad-sql";
  made.script = "report*";
  made.timeline = {{.state = run_state::running, .polls = 3}, {.state = run_state::failed, .message = "no table"}};
  made.expect = what;
  return made;
}

// Asks after each of these pauses; gives the names of what does not hold, with what was seen.
std::string judge(mock::expectation what, std::vector<dataarts::clock::duration> const& pauses) {
  test::runs_driver on;
  on.runs.add(three_then_end(what));
  for (auto const& each : pauses) {
    on.clock->advance(each);
    on.query("report", "i");
  }
  auto const found = on.runs.verify();
  BOOST_REQUIRE(found.verdicts.size() == 1U);
  BOOST_TEST(found.ok() == found.verdicts[0].findings.empty());
  std::string made;
  for (auto const& each : found.verdicts[0].findings) made += each.what + ": " + each.seen + "; ";
  return made;
}

// A rule for "laod" and a client that asks for "load": what nobody asked for is next to what nothing matched.
BOOST_AUTO_TEST_CASE(a_rule_that_nobody_asked_for_is_told_with_the_closest_unmatched_request) {
  test::runs_driver on;
  mock::run_rule rule;
  rule.name = "typo";
  rule.script = "laod";
  rule.instance = "i-1";
  rule.timeline = {{.state = run_state::finished}};
  rule.expect = mock::expectation{.polls = {1, {}}};
  on.runs.add(rule);
  mock::journal log(10);
  log.start({});
  auto const ask = [&](std::string const& script, std::string const& instance) {
    auto const target = test::runs_driver::path(script, instance);
    auto const made = on.decide("GET", target);
    mock::request_target parsed;
    parsed.parse("GET", target);
    mock::request_view request;
    request.method = "GET";
    request.target = target;
    request.path = parsed.path();
    request.segments = parsed.segments();
    log.record(request, made, {});
  };
  BOOST_TEST(to_text(on.runs.verify(&log)).find("closest") == std::string::npos);
  ask("something_else", "i-1");
  ask("load", "i-1");
  ask("load", "i-200");
  auto const found = on.runs.verify(&log);
  BOOST_TEST_REQUIRE(found.verdicts.size() == 1U);
  BOOST_TEST_REQUIRE(found.verdicts[0].closest_unmatched.has_value());
  BOOST_TEST(found.verdicts[0].closest_unmatched->seq == 2U);
  auto const text = to_text(found);
  BOOST_TEST(
      text.find("\n  the closest request that nothing matched: GET for load/i-1\n    {\"seq\":2,") != std::string::npos,
      text);
  BOOST_TEST(!on.runs.verify().verdicts[0].closest_unmatched.has_value());
}

BOOST_AUTO_TEST_CASE(number_of_polls) {
  BOOST_TEST(judge({.polls = {4, 4}}, {0s, 1s, 1s, 1s}) == "");
  BOOST_TEST(judge({.polls = {4, 4}}, {0s, 1s, 1s}) == "polls.min: 3; ");
  BOOST_TEST(judge({.polls = {1, 2}}, {0s, 1s, 1s}) == "polls.max: 3, at poll 3; ");
}

BOOST_AUTO_TEST_CASE(gaps) {
  BOOST_TEST(judge({.gap = {900ms, 2s}}, {5s, 1s, 2s, 900ms}) == "");
  BOOST_TEST(judge({.gap = {900ms, {}}}, {0s, 1s, 899ms, 1s}) == "gap.min: 0.899s, at poll 3; ");
  BOOST_TEST(judge({.gap = {{}, 1s}}, {0s, 1s, 3s, 2s}) == "gap.max: 3.000s, at poll 3; ");
}

BOOST_AUTO_TEST_CASE(backoff_and_jitter) {
  BOOST_TEST(judge({.backoff = {2.0, 2.0}}, {0s, 1s, 2s, 4s}) == "");
  BOOST_TEST(judge({.backoff = {1.5, {}}}, {0s, 1s, 2s, 2s}) == "backoff.min: 1, at poll 4; ");
  BOOST_TEST(judge({.backoff = {{}, 2.5}}, {0s, 1s, 3s}) == "backoff.max: 3, at poll 3; ");
  BOOST_TEST(judge({.jitter = {0.2, {}}}, {0s, 900ms, 1s, 1100ms}) == "");
  BOOST_TEST(judge({.jitter = {0.1, {}}}, {0s, 1s, 1s, 1s}) == "jitter.min: 0; ");
  BOOST_TEST(judge({.jitter = {{}, 0.1}}, {0s, 900ms, 1s, 1100ms}) == "jitter.max: 0.2; ");
  BOOST_TEST(judge({.jitter = {0.1, {}}}, {0s, 1s, 1s}) == "");  // too few gaps to say
}

BOOST_AUTO_TEST_CASE(ends) {
  BOOST_TEST(judge({.after_terminal = 0, .terminal = true}, {0s, 1s, 1s, 1s}) == "");
  BOOST_TEST(judge({.after_terminal = 0}, {0s, 1s, 1s, 1s, 1s, 1s}) == "after_terminal: 2, first at poll 5; ");
  BOOST_TEST(judge({.after_terminal = 2}, {0s, 1s, 1s, 1s, 1s, 1s}) == "");
  BOOST_TEST(judge({.terminal = true}, {0s, 1s}) == "terminal: abandoned: the last answer was not the end; ");
}

BOOST_AUTO_TEST_CASE(signatures) {
  BOOST_TEST(judge({.is_signed = true}, {0s, 1s}) == "signed: 2 of 2 without one, first at poll 1; ");
  BOOST_TEST(judge({.is_signed = false}, {0s, 1s}) == "");
}

BOOST_AUTO_TEST_CASE(retry_after_and_in_flight) {
  mock::runs::conduct asked;
  mock::expectation const expected{.retry_after = true, .in_flight = 1};
  auto const at = [](auto since) { return dataarts::clock::time_point(since); };
  asked.note({.at = at(0s), .retry_after = 2s});
  asked.note({.at = at(2s), .delay = 500ms, .retry_after = 1s});
  asked.note({.at = at(3500ms)});
  BOOST_TEST(asked.judge(expected).empty());
  asked.note({.at = at(4s), .delay = 3s, .retry_after = 2s});
  asked.note({.at = at(5s)});  // two wait for their answers, and it is early by four seconds
  auto const found = asked.judge(expected);
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].what == "retry_after");
  BOOST_TEST(found[0].seen == "4.000s too early, at poll 5");
  BOOST_TEST(found[1].what == "in_flight");
  BOOST_TEST(found[1].seen == "2, at poll 5");
  BOOST_TEST(asked.judge({}).empty());
}

BOOST_AUTO_TEST_CASE(retry_after_is_read_from_the_answer) {
  using mock::runs::retry_after_of;
  BOOST_TEST(!retry_after_of(mock::answer(200, "{}")).has_value());
  BOOST_TEST((retry_after_of(mock::answer(503, "{}", {{"retry-AFTER", "7"}})) == 7s));
  BOOST_TEST(!retry_after_of(mock::answer(503, "{}", {{"Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"}})).has_value());
}

BOOST_AUTO_TEST_CASE(each_instance_and_rule_has_its_verdict) {
  test::runs_driver on;
  on.runs.add(three_then_end({.polls = {1, 2}}));
  mock::run_rule unasked;
  unasked.name = "unasked";
  unasked.script = "s";
  unasked.instance = "i";
  unasked.answer = mock::documented_error::dlf6201;
  unasked.expect = mock::expectation{.polls = {1, {}}};
  on.runs.add(unasked);
  for (int i = 0; i < 3; ++i) on.query("report_a", "i");
  on.query("report_b", "i");
  auto const found = on.runs.verify();
  BOOST_TEST(!found.ok());
  BOOST_REQUIRE(found.verdicts.size() == 3U);
  BOOST_TEST(found.verdicts[0].of->script == "report_a");
  BOOST_TEST(found.verdicts[0].findings.size() == 1U);
  BOOST_TEST(found.verdicts[1].findings.empty());
  BOOST_TEST(to_text(found) ==
             "expectations do not hold for 2 of 3 verdicts\n"
             "bad-sql: report_a/i, asked for 3 times\n"
             "  polls.max\n"
             "    expected  at most 2\n"
             "    seen      3, at poll 3\n"
             "unasked: nobody asked for it\n"
             "  polls.min\n"
             "    expected  at least 1\n"
             "    seen      0\n"
             "abandoned before the end: 2 instances\n"
             "  report_a/i (bad-sql), asked for 3 times\n"
             "  report_b/i (bad-sql), asked for 1 time");
  on.query("s", "i");
  on.runs.forget_conduct();
  BOOST_TEST(on.runs.verify().verdicts.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_reset_forgets_how_those_behaved_whose_runs_begin_anew) {
  test::runs_driver on;
  on.runs.add(three_then_end({.polls = {1, 1}}));
  auto const ask_twice = [&] {
    for (int i = 0; i < 2; ++i) on.query("report_a", "i");
    for (int i = 0; i < 2; ++i) on.query("report_b", "i");
    BOOST_TEST(on.runs.verify().verdicts.size() == 2U);
    BOOST_TEST(!on.runs.verify().ok());
  };
  ask_twice();
  on.runs.reset({.script = "report_a", .instance = "i"});
  auto const left = on.runs.verify();
  BOOST_REQUIRE(left.verdicts.size() == 1U);
  BOOST_TEST(left.verdicts[0].of->script == "report_b");
  on.query("report_a", "i");
  BOOST_TEST(on.runs.verify().verdicts[0].findings.empty());
  on.query("report_a", "i");
  on.runs.reset_session("");
  BOOST_TEST(on.runs.verify().ok());
  ask_twice();
  on.runs.reset({.rule = "bad-sql"});
  BOOST_TEST(on.runs.verify().ok());
  ask_twice();
  on.runs.reset_all();
  BOOST_TEST(on.runs.verify().ok());
}

BOOST_AUTO_TEST_CASE(ends_are_watched_without_expectations) {
  test::runs_driver on;
  auto rule = three_then_end({});
  rule.expect.reset();
  on.runs.add(rule);
  for (int i = 0; i < 6; ++i) on.query("report", "late");
  for (int i = 0; i < 4; ++i) on.query("report", "well");
  for (int i = 0; i < 150; ++i) on.query("report", "left-" + std::to_string(i));
  auto const found = on.runs.verify();
  BOOST_TEST(found.ok());
  BOOST_TEST(found.verdicts.empty());
  BOOST_TEST(found.abandoned_count == 150U);
  BOOST_TEST(found.abandoned.size() == 100U);
  BOOST_TEST(found.abandoned.front().of.instance == "left-0");
  BOOST_REQUIRE(found.polled_after_terminal.size() == 1U);
  BOOST_TEST(found.polled_after_terminal[0].of.instance == "late");
  BOOST_TEST(found.polled_after_terminal[0].after_terminal == 2U);
  BOOST_TEST(on.runs.counts().polls_after_terminal == 2U);
}

BOOST_AUTO_TEST_CASE(the_account_says_why) {
  test::runs_driver on;
  on.runs.add(three_then_end({}));
  auto const ask = [&] { return on.decide("GET", test::runs_driver::path("report", "i")).about; };
  auto told = ask();
  BOOST_TEST(told.rule == "bad-sql");
  BOOST_TEST(*told.step == 0U);
  BOOST_TEST(told.poll == 1U);
  BOOST_TEST(told.told == "RUNNING");
  BOOST_TEST(!told.terminal);
  BOOST_TEST(!told.gap.has_value());
  on.clock->advance(3s);
  told = ask();
  BOOST_TEST((*told.gap == 3s));
  ask();
  told = ask();
  BOOST_TEST(*told.step == 1U);
  BOOST_TEST(told.told == "FAILED");
  BOOST_TEST(told.terminal);
  BOOST_TEST(!told.after_terminal);
  told = ask();
  BOOST_TEST(told.poll == 5U);
  BOOST_TEST(told.after_terminal);
  BOOST_TEST(on.decide("GET", test::runs_driver::path("none", "i")).about.told == "dlf6201");
}

BOOST_AUTO_TEST_CASE(expectations_that_cannot_hold_are_refused) {
  auto const why = [](mock::expectation what) -> std::string {
    try {
      three_then_end(what).validate();
    } catch (std::invalid_argument const& problem) {
      return problem.what();
    }
    return "fine";
  };
  BOOST_TEST(why({}) == "fine");
  BOOST_TEST(why({.polls = {3, 2}}) == "expect.polls.max is below min; it has to be at least min");
  BOOST_TEST(why({.gap = {-1s, {}}}) == "expect.gap.min is negative; it has to be at least 0");
  BOOST_TEST(why({.backoff = {{}, -1.0}}) == "expect.backoff.max is negative; it has to be at least 0");
  BOOST_TEST(why({.in_flight = 0}) == "expect.in_flight is 0; it has to be at least 1, since each query counts itself");
}

BOOST_AUTO_TEST_CASE(coverage_counts_steps_transitions_and_answers) {
  test::runs_driver on;
  mock::run_rule rule;
  rule.name = "nightly";
  rule.script = "load";
  rule.timeline = {{.state = run_state::launching, .lasts = 4s},
                   {.state = run_state::running, .lasts = 9min},
                   {.state = run_state::finished}};
  on.runs.add(rule);
  mock::run_rule ghost;
  ghost.name = "ghost";
  ghost.script = "ghost";
  ghost.answer = mock::documented_error::dlf20819;
  on.runs.add(ghost);
  auto const seen = [&] {
    return std::to_string(on.runs.coverage().seen()) + " of " + std::to_string(on.runs.coverage().items());
  };
  BOOST_TEST(seen() == "0 of 6");
  on.query("load", "skips");
  BOOST_TEST(seen() == "1 of 6");
  on.clock->advance(10min);
  on.query("load", "skips");  // LAUNCHING, then FINISHED: neither transition
  BOOST_TEST(seen() == "2 of 6");
  on.query("load", "whole");
  on.clock->advance(5s);
  on.query("load", "whole");
  BOOST_TEST(seen() == "4 of 6");
  on.query("ghost", "i");
  BOOST_TEST(to_text(on.runs.coverage()) ==
             "coverage 83.3 %: 5 of 6 seen\n"
             "nightly: not seen\n"
             "  RUNNING -> FINISHED");
  on.clock->advance(10min);
  on.query("load", "whole");
  BOOST_TEST(on.runs.coverage().percent() == 100.0);
  BOOST_TEST(to_text(on.runs.coverage()) == "coverage 100.0 %: 6 of 6 seen");
  BOOST_TEST(mock::coverage().percent() == 100.0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
