#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_run_timelines)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_start;
using mock::run_state;
using test::runs_driver;

mock::run_rule nightly() {
  mock::run_rule made;
  made.script = "load_orders";
  made.instance = "i-100";
  made.timeline = {{.state = run_state::launching, .lasts = 4s},
                   {.state = run_state::running, .lasts = 9min},
                   {.state = run_state::finished, .results = R"([{"rowCount":1}])"}};
  return made;
}

std::optional<dataarts::clock::duration> end_of(runs_driver const& on, std::string const& script,
                                                std::string const& instance) {
  auto const end = on.runs.true_end(script, instance);
  if (!end) return std::nullopt;
  return end->time_since_epoch();
}

BOOST_AUTO_TEST_CASE(time_moves_a_run_from_its_first_poll_on) {
  runs_driver on;
  on.runs.add(nightly());
  on.clock->advance(1h);
  BOOST_TEST(!end_of(on, "load_orders", "i-100").has_value());
  BOOST_TEST(on.query("load_orders", "i-100") == R"(200 {"results":[],"status":"LAUNCHING"})");
  BOOST_TEST((end_of(on, "load_orders", "i-100") == 1h + 9min + 4s));
  on.clock->advance(4s - 1ns);
  BOOST_TEST(on.state("load_orders", "i-100") == "LAUNCHING");
  on.clock->advance(1ns);
  BOOST_TEST(on.state("load_orders", "i-100") == "RUNNING");
  on.clock->advance(9min - 1ns);
  BOOST_TEST(on.state("load_orders", "i-100") == "RUNNING");
  on.clock->advance(1ns);
  BOOST_TEST(on.query("load_orders", "i-100") == R"(200 {"results":[{"rowCount":1}],"status":"FINISHED"})");
  on.clock->advance(24h);
  BOOST_TEST(on.state("load_orders", "i-100") == "FINISHED");
  BOOST_TEST((end_of(on, "load_orders", "i-100") == 1h + 9min + 4s));
}

BOOST_AUTO_TEST_CASE(steps_that_nobody_asked_for_pass_too) {
  runs_driver on;
  on.runs.add(nightly());
  on.query("load_orders", "i-100");
  on.clock->advance(1h);
  BOOST_TEST(on.state("load_orders", "i-100") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(a_rule_can_start_when_it_is_added) {
  runs_driver on;
  on.clock->advance(10s);
  auto rule = nightly();
  rule.starts = run_start::load;
  on.runs.add(rule);
  BOOST_TEST((end_of(on, "load_orders", "i-100") == 10s + 4s + 9min));
  on.clock->advance(9min + 4s);
  BOOST_TEST(on.state("load_orders", "i-100") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(polls_move_a_run) {
  runs_driver on;
  mock::run_rule rule;
  rule.script = "report";
  rule.timeline = {{.state = run_state::running, .polls = 3},
                   {.state = run_state::failed, .message = "Table \"sales\" not found"}};
  on.runs.add(rule);
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(!end_of(on, "report", "a").has_value());
    BOOST_TEST(on.state("report", "a") == "RUNNING");
    on.clock->advance(1s);
  }
  BOOST_TEST((end_of(on, "report", "a") == 2s));  // with the third of them
  BOOST_TEST(on.query("report", "a") ==
             R"(200 {"results":[],"message":"Table \"sales\" not found","status":"FAILED"})");
  BOOST_TEST(on.state("report", "b") == "RUNNING");  // another instance has polls of its own
}

BOOST_AUTO_TEST_CASE(time_or_polls_whichever_is_first) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::launching, .lasts = 10s, .polls = 2},
                   {.state = run_state::running, .lasts = 1s},
                   {.state = run_state::finished}};
  on.runs.add(rule);
  BOOST_TEST(on.state("s", "by-polls") == "LAUNCHING");
  on.clock->advance(3s);
  BOOST_TEST(on.state("s", "by-polls") == "LAUNCHING");
  BOOST_TEST((end_of(on, "s", "by-polls") == 4s));
  BOOST_TEST(on.state("s", "by-polls") == "RUNNING");
  BOOST_TEST(on.state("s", "by-time") == "LAUNCHING");
  BOOST_TEST(!end_of(on, "s", "by-time").has_value());
  on.clock->advance(10s);
  BOOST_TEST(on.state("s", "by-time") == "RUNNING");
}

BOOST_AUTO_TEST_CASE(a_run_may_never_end) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::running}};
  on.runs.add(rule);
  BOOST_TEST(on.state("s", "i") == "RUNNING");
  on.clock->advance(1000h);
  BOOST_TEST(on.state("s", "i") == "RUNNING");
  BOOST_TEST(!end_of(on, "s", "i").has_value());
}

BOOST_AUTO_TEST_CASE(a_step_can_be_an_error_or_have_a_body_of_its_own) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.polls = 1, .error = mock::documented_error::unauthorized},
                   {.polls = 1, .error = mock::documented_error::throttled},
                   {.state = run_state::finished, .body = R"({"status":"FINISHED","result":[]})"}};
  on.runs.add(rule);
  auto const refused = on.query("s", "i");
  BOOST_TEST(
      refused.starts_with(R"(401 {"error_msg":"Incorrect IAM authentication information","error_code":"APIGW.0301")"));
  BOOST_TEST(on.state("s", "i") == "APIGW.0308");
  BOOST_TEST(on.query("s", "i") == R"(200 {"status":"FINISHED","result":[]})");
}

BOOST_AUTO_TEST_CASE(drawn_times_depend_on_seed_script_and_instance_only) {
  auto const ends = [](std::uint64_t seed, std::vector<std::string> const& order, std::string const& workspace) {
    mock::script_runs_options settings;
    settings.seed = seed;
    runs_driver on(settings);
    mock::run_rule rule;
    rule.timeline = {{.lasts = mock::step_time::uniform(1s, 2s)},
                     {.lasts = mock::step_time::lognormal(60s, 600s)},
                     {.state = run_state::finished}};
    rule.failed = 0.5;
    on.runs.add(rule);
    for (auto const& each : order) on.query("etl", each, workspace);
    std::vector<std::string> made;
    for (std::string const instance : {"a", "b", "c"}) {
      auto const end = on.runs.true_end("etl", instance, workspace);
      on.clock->advance(100h);
      made.push_back(std::to_string(end->time_since_epoch().count()) + on.state("etl", instance, workspace));
    }
    return made;
  };
  auto const one = ends(7, {"a", "b", "c"}, "");
  BOOST_TEST(ends(7, {"c", "x", "y", "b", "a", "a"}, "blue") == one, boost::test_tools::per_element());
  BOOST_TEST((ends(8, {"a", "b", "c"}, "") != one));
  BOOST_TEST(one[0] != one[1]);
}

BOOST_AUTO_TEST_CASE(drawn_times_have_the_distribution_that_was_asked_for) {
  runs_driver on;
  mock::run_rule rule;
  rule.script = "etl";
  rule.starts = run_start::load;
  rule.failed = 0.05;
  rule.timeline = {{.lasts = mock::step_time::lognormal(60s, 600s)}, {.state = run_state::finished}};
  on.runs.add(rule);
  rule.script = "even";
  rule.failed = 0;
  rule.timeline = {{.lasts = mock::step_time::uniform(10s, 20s)}, {.state = run_state::finished}};
  on.runs.add(rule);
  int below_median = 0, above_p99 = 0, failed = 0, below_middle = 0;
  for (int i = 0; i < 10'000; ++i) {
    auto const name = std::to_string(i);
    auto const end = *end_of(on, "etl", name);
    below_median += end < 60s ? 1 : 0;
    above_p99 += end > 600s ? 1 : 0;
    auto const even = *end_of(on, "even", name);
    BOOST_TEST_REQUIRE((even >= 10s && even <= 20s));
    below_middle += even < 15s ? 1 : 0;
  }
  on.clock->advance(10'000h);
  for (int i = 0; i < 10'000; ++i) failed += on.state("etl", std::to_string(i)) == "FAILED" ? 1 : 0;
  // Always the same numbers, as the seed is.
  BOOST_TEST((below_median > 4'850 && below_median < 5'150), below_median);
  BOOST_TEST((above_p99 > 70 && above_p99 < 130), above_p99);
  BOOST_TEST((failed > 430 && failed < 570), failed);
  BOOST_TEST((below_middle > 4'850 && below_middle < 5'150), below_middle);
}

BOOST_AUTO_TEST_CASE(a_million_instances_of_one_rule_keep_nothing) {
  runs_driver on;
  mock::run_rule rule;
  rule.script = "etl";
  rule.instance = "run-*";
  rule.starts = run_start::load;
  rule.timeline = {{.lasts = mock::step_time::lognormal(60s, 600s)}, {.state = run_state::finished}};
  on.runs.add(rule);
  on.clock->advance(100h);
  for (int i = 0; i < 100; ++i) BOOST_TEST(on.state("etl", "run-" + std::to_string(i)) == "FINISHED");
  BOOST_TEST(on.state("etl", "run-0") == "FINISHED");
  BOOST_TEST(on.state("etl", "walk-0") == "DLF.6205");
  BOOST_TEST(on.runs.looks("etl", "run-0") == 0U);
  BOOST_TEST(on.runs.counts().looks == 101U);
  BOOST_TEST(on.runs.counts().polls_after_terminal == 0U);  // nothing is kept that could tell
}

BOOST_AUTO_TEST_CASE(looks_are_kept_when_asked_for) {
  mock::script_runs_options settings;
  settings.keep_looks = true;
  runs_driver on(settings);
  mock::run_rule rule;
  rule.starts = run_start::load;
  rule.timeline = {{.lasts = 1s}, {.state = run_state::finished}};
  on.runs.add(rule);
  on.query("s", "i");
  on.clock->advance(1s);
  on.query("s", "i");
  BOOST_TEST(on.runs.counts().polls_after_terminal == 0U);
  on.query("s", "i");
  on.query("s", "j");
  BOOST_TEST(on.runs.counts().polls_after_terminal == 1U);
  BOOST_TEST(on.runs.looks("s", "i") == 3U);
  BOOST_TEST(on.runs.looks("s", "j") == 1U);
  BOOST_TEST(on.runs.looks("s", "i", "blue") == 0U);
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_refused) {
  auto const refusal = [](mock::run_rule const& rule) -> std::string {
    try {
      runs_driver().runs.add(rule);
    } catch (std::invalid_argument const& why) {
      return why.what();
    }
    return "accepted";
  };
  mock::run_rule rule;
  BOOST_TEST(refusal(rule) == "timeline is empty; a rule has a timeline of at least one step, or an answer");
  rule.timeline = {{.polls = 0}, {.state = run_state::finished}};
  BOOST_TEST(refusal(rule) == "timeline[0].polls is 0; it has to be at least 1");
  rule.timeline = {{.state = run_state::finished, .lasts = 1s}};
  BOOST_TEST(refusal(rule) ==
             "timeline[0] is the last step, and has an end; the last step has neither a time nor a number of polls");
  rule.timeline = {{.state = run_state::failed, .lasts = 1s}, {.state = run_state::finished}};
  BOOST_TEST(refusal(rule) == "timeline[0] is FINISHED or FAILED, and other steps follow; a run has only one end");
  rule.timeline = {{.state = run_state::running}, {.state = run_state::finished}};
  BOOST_TEST(refusal(rule) == "timeline[0] never ends, and other steps follow; it needs a time or a number of polls");
  rule.timeline = {{.message = "m", .error = mock::documented_error::no_api}};
  BOOST_TEST(refusal(rule) ==
             "timeline[0] is an error, and has a message, results or a body; it has to be one of the two");
  rule.timeline = {{.message = "m", .body = "{}"}};
  BOOST_TEST(refusal(rule) == "timeline[0] has a body, and a message or results; they are part of the body");
  rule.timeline = {{.results = "{}"}};
  BOOST_TEST(refusal(rule) == "timeline[0].results is not a list in JSON");
  rule.timeline = {{.state = run_state::finished}};
  rule.failed = 1.5;
  BOOST_TEST(refusal(rule) == "failed is 1.500000; it has to be a share between 0 and 1");
  rule.failed = 0.5;
  rule.timeline = {{.state = run_state::failed}};
  BOOST_TEST(refusal(rule) == "failed is set, and the timeline does not end FINISHED");
  rule.answer = mock::documented_error::dlf6201;
  BOOST_TEST(refusal(rule) ==
             "timeline stands beside an answer; a rule has one of the two\n"
             "failed stands beside an answer; it is for timelines");
  rule.timeline.clear();
  BOOST_TEST(refusal(rule) == "failed stands beside an answer; it is for timelines");
  rule.failed = 0;
  rule.starts = run_start::load;
  BOOST_TEST(refusal(rule) == "starts stands beside an answer; it is for timelines");
  rule.starts.reset();
  BOOST_TEST(refusal(rule) == "accepted");
}

BOOST_AUTO_TEST_CASE(times_that_make_no_sense_are_refused) {
  BOOST_CHECK_THROW(mock::step_time{-1s}, std::invalid_argument);
  BOOST_CHECK_THROW(mock::step_time{mock::step_time::longest + 1ns}, std::invalid_argument);
  BOOST_CHECK_THROW(mock::step_time::uniform(2s, 1s), std::invalid_argument);
  BOOST_CHECK_THROW(mock::step_time::lognormal(0s, 1s), std::invalid_argument);
  BOOST_CHECK_THROW(mock::step_time::lognormal(2s, 1s), std::invalid_argument);
  BOOST_CHECK_NO_THROW(mock::step_time::lognormal(2s, 2s));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
