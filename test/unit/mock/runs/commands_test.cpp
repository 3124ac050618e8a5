#include <dataarts/mock/preset.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_run_commands)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using mock::run_state;
using test::runs_driver;

mock::run_rule lifecycle(std::string const& name = "life", std::string const& script = "etl") {
  mock::run_rule made;
  made.name = name;
  made.script = script;
  made.timeline = {{.state = run_state::launching, .lasts = 4s},
                   {.state = run_state::running, .lasts = 60s, .polls = 3},
                   {.state = run_state::finished}};
  return made;
}

mock::run_selection one(std::string const& instance, std::string const& script = "etl") {
  return {.script = script, .instance = instance};
}

BOOST_AUTO_TEST_CASE(a_step_can_wait_for_a_command) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::launching, .hold = true}, {.state = run_state::finished}};
  on.runs.add(rule);
  BOOST_TEST(on.state("s", "i") == "LAUNCHING");
  on.clock->advance(1000h);
  BOOST_TEST(on.state("s", "i") == "LAUNCHING");
  BOOST_TEST(!on.runs.true_end("s", "i").has_value());
  auto const done = on.runs.advance(one("i", "s"));
  BOOST_TEST(done.problem == "");
  BOOST_TEST(done.runs == 1U);
  BOOST_TEST(on.state("s", "i") == "FINISHED");
  BOOST_TEST((on.runs.true_end("s", "i")->time_since_epoch() == 1000h));
  BOOST_TEST(on.runs.advance(one("i", "s")).problem == "the run of script 's', instance 'i' is at its last step");
}

BOOST_AUTO_TEST_CASE(a_held_run_stays_in_its_step) {
  runs_driver on;
  on.runs.add(lifecycle());
  BOOST_TEST(on.state("etl", "i") == "LAUNCHING");
  on.clock->advance(3s);
  BOOST_TEST(on.runs.hold(one("i")).runs == 1U);
  on.clock->advance(100s);
  BOOST_TEST(on.runs.hold(one("i")).problem == "");  // as holding once
  BOOST_TEST(on.state("etl", "i") == "LAUNCHING");
  BOOST_TEST(!on.runs.true_end("etl", "i").has_value());
  BOOST_TEST(on.runs.release(one("i")).runs == 1U);
  on.clock->advance(1s - 1ns);
  BOOST_TEST(on.state("etl", "i") == "LAUNCHING");  // the time held does not count
  on.clock->advance(1ns);
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  BOOST_TEST(on.runs.release(one("i")).problem == "");
}

BOOST_AUTO_TEST_CASE(queries_of_a_held_run_move_it_once_it_is_released) {
  runs_driver on;
  on.runs.add(lifecycle());
  BOOST_TEST(on.runs.put(one("i"), run_state::running).runs == 1U);
  on.runs.hold(one("i"));
  for (int i = 0; i < 7; ++i) BOOST_TEST(on.state("etl", "i") == "RUNNING");
  on.runs.release(one("i"));
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(a_held_run_is_led_step_by_step) {
  runs_driver on;
  on.runs.add(lifecycle());
  on.runs.hold(one("i"));  // before anybody asked
  BOOST_TEST(on.state("etl", "i") == "LAUNCHING");
  on.runs.advance(one("i"));
  for (int i = 0; i < 5; ++i) {
    on.clock->advance(100s);
    BOOST_TEST(on.state("etl", "i") == "RUNNING");
  }
  on.runs.advance(one("i"));
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(advance_goes_to_a_later_state_only) {
  runs_driver on;
  on.runs.add(lifecycle());
  BOOST_TEST(on.runs.advance(one("i"), run_state::finished).problem == "");
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
  BOOST_TEST(on.runs.advance(one("i"), run_state::running).problem ==
             "the run of script 'etl', instance 'i' has no later step that is RUNNING");
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(put_goes_to_any_step_or_state) {
  runs_driver on;
  on.runs.add(lifecycle());
  BOOST_TEST(on.runs.put(one("i"), 2).runs == 1U);
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
  BOOST_TEST(on.runs.put(one("i"), 0).runs == 1U);
  BOOST_TEST(on.state("etl", "i") == "LAUNCHING");
  BOOST_TEST(on.runs.counts().polls_after_terminal == 0U);  // it is alive again
  on.clock->advance(4s);
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  BOOST_TEST(on.runs.put(one("i"), 3).problem ==
             "the run of script 'etl', instance 'i' has no step 3; its timeline has 3, from 0 on");
  BOOST_TEST(on.runs.put(one("i"), run_state::failed).problem == "");  // not in its timeline
  BOOST_TEST(on.query("etl", "i") == R"(200 {"results":[],"status":"FAILED"})");
  on.clock->advance(1000s);
  BOOST_TEST((on.runs.true_end("etl", "i")->time_since_epoch() == 4s));
  BOOST_TEST(on.state("etl", "i") == "FAILED");
  BOOST_TEST(on.runs.counts().polls_after_terminal == 1U);
  on.runs.advance(one("i"));  // after RUNNING
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(put_finished_wins_over_the_share_that_fails) {
  runs_driver on;
  auto rule = lifecycle();
  rule.failed = 1;
  on.runs.add(rule);
  on.runs.put(one("drawn"), 2);
  on.runs.put(one("told"), run_state::finished);
  BOOST_TEST(on.state("etl", "drawn") == "FAILED");
  BOOST_TEST(on.state("etl", "told") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(a_stopped_run_goes_on_when_it_is_put) {
  runs_driver on;
  on.runs.add(lifecycle());
  on.stop("etl", "i");
  BOOST_TEST(on.runs.advance(one("i")).problem ==
             "the run of script 'etl', instance 'i' was stopped; reset it, or put it into a step");
  BOOST_TEST(on.state("etl", "i") == "FAILED");
  on.runs.put(one("i"), run_state::running);
  BOOST_TEST(on.state("etl", "i") == "RUNNING");
  on.stop("etl", "i");
  BOOST_TEST(on.state("etl", "i") == "FAILED");
  BOOST_TEST(on.runs.counts().stopped == 2U);
}

BOOST_AUTO_TEST_CASE(reset_lets_a_run_begin_anew) {
  runs_driver on;
  on.runs.add(lifecycle());
  on.query("etl", "i");
  on.clock->advance(1h);
  BOOST_TEST(on.state("etl", "i") == "FINISHED");
  BOOST_TEST(on.runs.reset(one("i")).runs == 1U);
  auto const again = on.runs.reset(one("i"));
  BOOST_TEST(again.runs == 0U);
  BOOST_TEST(again.problem == "");
  BOOST_TEST(on.runs.looks("etl", "i") == 0U);
  BOOST_TEST(on.state("etl", "i") == "LAUNCHING");
  BOOST_TEST(on.runs.counts().looks == 3U);  // numbers only grow …
}

BOOST_AUTO_TEST_CASE(reset_lets_an_executed_run_begin_now) {
  runs_driver on;
  on.runs.add(lifecycle());
  auto const id = on.execute("etl");
  on.clock->advance(1h);
  BOOST_TEST(on.state("etl", id) == "FINISHED");
  on.runs.reset(one(id));
  on.clock->advance(4s);
  BOOST_TEST(on.state("etl", id) == "RUNNING");
  on.clock->advance(1h);
  BOOST_TEST(on.runs.reset({.rule = "life"}).runs == 1U);
  BOOST_TEST(on.state("etl", id) == "LAUNCHING");
}

BOOST_AUTO_TEST_CASE(commands_by_the_name_of_a_rule) {
  runs_driver on;
  on.runs.add(lifecycle());
  on.runs.add(lifecycle("other", "report"));
  for (auto const* each : {"a", "b", "c"}) on.query("etl", each);
  on.query("report", "a");
  BOOST_TEST(on.runs.advance({.rule = "life"}).runs == 3U);
  BOOST_TEST(on.state("etl", "b") == "RUNNING");
  BOOST_TEST(on.state("report", "a") == "LAUNCHING");
  on.runs.put(one("b"), 2);
  auto const partly = on.runs.advance({.rule = "life"});
  BOOST_TEST(partly.runs == 2U);
  BOOST_TEST(partly.problem == "the run of script 'etl', instance 'b' is at its last step");
  BOOST_TEST(on.runs.hold({.rule = "lief"}).problem == "there is no rule named 'lief'");
  BOOST_TEST(on.runs.reset({.rule = "lief"}).problem == "there is no rule named 'lief'");
  BOOST_TEST(on.runs.reset({.rule = "life"}).runs == 3U);
  BOOST_TEST(on.runs.reset({.rule = "life"}).runs == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_no_run_is_said) {
  runs_driver on;
  auto rule = lifecycle();
  rule.instance = "run-*";
  on.runs.add(rule);
  mock::run_rule ghost;
  ghost.script = "ghost";
  ghost.answer = mock::documented_error::dlf6201;
  on.runs.add(ghost);
  BOOST_TEST(on.runs.hold(one("i", "other")).problem ==
             "the run of script 'other', instance 'i' is not there, since there is no such script");
  BOOST_TEST(on.runs.hold(one("walk-1")).problem ==
             "the run of script 'etl', instance 'walk-1' is not there, and no rule would let it begin");
  BOOST_TEST(on.runs.hold(one("i", "ghost")).problem ==
             "the run of script 'ghost', instance 'i' has the same answer always, by its rule; it has no timeline");
  BOOST_TEST(on.runs.runs().total == 0U);
}

BOOST_AUTO_TEST_CASE(answers_of_a_step_can_be_late) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.state = run_state::running, .polls = 2, .latency = 113ms},
                   {.state = run_state::finished, .latency = mock::step_time::uniform(10ms, 20ms)}};
  on.runs.add(rule);
  auto const late = [&](std::string const& instance) {
    return on.decide("GET", runs_driver::path("s", instance)).delay;
  };
  BOOST_TEST((late("i") == 113ms));
  BOOST_TEST((late("i") == 113ms));
  auto const first = late("i");
  auto const second = late("i");
  BOOST_TEST((first >= 10ms && first <= 20ms));
  BOOST_TEST((first != second));  // for each query
  late("j");
  late("j");
  BOOST_TEST((late("j") != first));
  runs_driver again;
  again.runs.add(rule);
  again.query("s", "i");
  again.query("s", "i");
  BOOST_TEST((again.decide("GET", runs_driver::path("s", "i")).delay == first));
}

BOOST_AUTO_TEST_CASE(a_drawn_delay_needs_the_number_of_the_query) {
  runs_driver on;
  mock::run_rule rule;
  rule.starts = mock::run_start::load;
  rule.timeline = {{.state = run_state::finished, .latency = mock::step_time::uniform(10ms, 2s)}};
  on.runs.add(rule);
  auto const late = [&] { return on.decide("GET", runs_driver::path("s", "i")).delay; };
  auto const first = late();
  BOOST_TEST((late() != first));
}

BOOST_AUTO_TEST_CASE(answers_of_ones_own_for_a_step_and_for_a_rule) {
  runs_driver on;
  mock::run_rule rule;
  rule.timeline = {{.polls = 1, .error = mock::own_answer{.status = 503, .body = "busy", .retry_after = 2s}},
                   {.state = run_state::finished}};
  on.runs.add(rule);
  mock::run_rule proxy;
  proxy.script = "proxy";
  proxy.answer = mock::own_answer{502, {{"Content-Type", "text/html"}}, "<html>bad gateway</html>"};
  on.runs.add(proxy);
  auto const busy = on.decide("GET", runs_driver::path("s", "i")).reply;
  BOOST_TEST(busy->status() == 503U);
  BOOST_TEST(busy->head_for(mock::answer::connection::keep).bytes.find("\r\nRetry-After: 2\r\n") != std::string::npos);
  BOOST_TEST(on.state("s", "i") == "FINISHED");
  BOOST_TEST(on.query("proxy", "i") == "502 <html>bad gateway</html>");
  BOOST_TEST(on.ask("POST", "/v1/p/scripts/proxy/execute") == "502 <html>bad gateway</html>");
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_refused_here_too) {
  auto const refusal = [](mock::run_rule const& rule) -> std::string {
    try {
      rule.validate();
    } catch (std::invalid_argument const& why) {
      return why.what();
    }
    return "accepted";
  };
  mock::run_rule rule;
  rule.timeline = {{.polls = 1, .hold = true}, {.state = run_state::finished}};
  BOOST_TEST(refusal(rule) ==
             "timeline[0].hold stands beside a time or a number of polls; a step that holds ends by command only");
  rule.timeline = {{.state = run_state::finished, .hold = true}};
  BOOST_TEST(refusal(rule) == "timeline[0].hold is set, and no step follows; the last step never ends anyway");
  rule.timeline = {{.error = mock::own_answer{.status = 99}}};
  BOOST_TEST(refusal(rule) ==
             "timeline[0] has an answer that cannot be sent: answer: status 99 is not between 200 and 599");
  rule.timeline.clear();
  rule.answer = mock::own_answer{.retry_after = -1s};
  BOOST_TEST(refusal(rule) == "answer cannot be sent: answer: retry_after is -1 s; it has to be 0 or more");
  rule.answer = mock::own_answer{.headers = {{"retry-after", "1"}}, .retry_after = 1s};
  BOOST_TEST(refusal(rule) ==
             "answer cannot be sent: answer: Retry-After is among the headers, and there is a retry_after");
}

BOOST_AUTO_TEST_CASE(presets_have_names) {
  for (auto const name : mock::preset_names()) {
    auto const found = mock::find_preset(name);
    BOOST_TEST_REQUIRE(found.has_value());
    if (auto const* error = std::get_if<mock::documented_error>(&*found)) BOOST_TEST(mock::to_text(*error) == name);
  }
  BOOST_TEST(mock::preset_names().size() == 10U);
  BOOST_TEST((mock::find_preset("throttled") == mock::preset(mock::documented_error::throttled)));
  BOOST_TEST((mock::find_preset("failed") == mock::preset(run_state::failed)));
  BOOST_TEST(!mock::find_preset("THROTTLED").has_value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
