#include "report/text_report.hpp"

#include "sample_run.hpp"

#include <display_text.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(text_report_of_a_run)

using namespace dataarts::load;
using namespace std::chrono_literals;
using test::measured_run;

std::vector<threshold_verdict> some_verdicts() {
  return {{"p99<200ms", true, true, 1.1e8, "107 ms"},
          {"errors<0.1%", false, true, 0.0094, "0.94 %"},
          {"service.p99.9<50ms over 10s", false, true, 1, "worst 107 ms in seconds 1 to 10; 1 of 1 windows failed"}};
}

std::vector<std::string> const limits{
    "requests began late: the schedule lag has a p99 of 5.00 ms, more than 10 % of the median response time (34.6 "
    "ms)",
    "2 of 5,000 planned requests were dropped: 10,000 were in flight already"};

std::size_t widest(std::string const& text) {
  std::istringstream lines(text);
  std::size_t width = 0;
  for (std::string line; std::getline(lines, line);) width = std::max(width, dataarts::apps::display_width(line));
  return width;
}

BOOST_AUTO_TEST_CASE(at_a_glance) {
  auto const text = text_report(measured_run(), some_verdicts(), limits);
  BOOST_TEST("\n" + text == R"(
dataarts-load 1.2.3 · http://127.0.0.1:8080 · baseline
Asked        open loop, 0/s to 500/s in 2.00s, then 500/s for 10.0s, uniform; 16
             connections; 10.0s measured after 2.00s of warm-up; 3 targets; seed
             42
Came         495 answers/s of 500/s planned (99 %); 4,950 answers in 10.0s
Errors       47 (0.94 %): 40 throttled, 7 connect_refused
Dropped      2 never sent: 10,000 were in flight already
Cut off      1 at the end of the test
Retry-After  in 40 answers, obeyed
States       100 LAUNCHING, 3,000 RUNNING, 1,800 FINISHED, 50 FAILED

Latency             p50       p90       p99     p99.9       max      mean
  response      34.6 ms   89.5 ms    106 ms    108 ms    111 ms   42.8 ms
  service       34.5 ms   89.4 ms    106 ms    108 ms    108 ms   42.7 ms
  lag           50.0 us   50.0 us   5.00 ms   5.00 ms   5.00 ms    100 us
Spectrum     █ service  ░ waiting before it
  50 %          34.6 ms █████████████████
  75 %          65.2 ms █████████████████████████████████
  90 %          89.5 ms █████████████████████████████████████████████
  99 %           106 ms █████████████████████████████████████████████████████░
  99.9 %         108 ms ██████████████████████████████████████████████████████
  100 %          111 ms ██████████████████████████████████████████████████████░░
Not answered        p50       p90       p99     p99.9       max      mean
  throttled     1.00 ms   1.00 ms   1.00 ms   1.00 ms   1.00 ms   1.00 ms

Connections  16 opened, 7 failed, 3 closed by the server; 99.68 % of requests
             over a reused one; 5 sent again since it was closed
Phases       p50 / p99: connect 125 us / 125 us, first byte 9.00 ms / 9.00 ms
Bytes        1.23 MB sent, 2.35 GB received
Generator    0.38 of 1 core busy, 23.4 MB of memory
Note         the schedule lag has a p99 of 5.00 ms: with free processors, that
             is how late an idle machine wakes up; response times include it,
             service times do not

Thresholds: 2 of 3 failed
  ✓          p99<200ms: 107 ms
  ✗          errors<0.1%: 0.94 %
  ✗          service.p99.9<50ms over 10s: worst 107 ms in seconds 1 to 10; 1 of
             1 windows failed

GENERATOR LIMITED: these figures are those of the load generator, not of the
service. Give it more, or ask for less, and measure again.
  !          requests began late: the schedule lag has a p99 of 5.00 ms, more
             than 10 % of the median response time (34.6 ms)
  !          2 of 5,000 planned requests were dropped: 10,000 were in flight
             already
)");
  BOOST_TEST(widest(text) <= 80U);
}

BOOST_AUTO_TEST_CASE(runs_of_scripts) {
  auto run = measured_run();
  run.total.runs = {};
  run.total.runs.started = 1200;
  run.total.runs.over = 1000;
  run.total.runs.given_up = 200;
  run.total.runs.executes = 1;
  run.total.runs.polls = 3000;
  auto const told = [&] {
    auto const text = text_report(run, {}, {});
    auto const begin = text.find("Runs ");
    return begin == text.npos ? "" : text.substr(begin, text.find("\n\n") - begin);
  };
  BOOST_TEST(told() == R"(Runs         1,200 started, 1,000 seen to be over, 200 given up; 1 request to
             start them, 3,000 to look at them)");
  run.total.runs.detection.record(2'000'000'000);
  BOOST_TEST(told() == R"(Runs         1,200 started, 1,000 seen to be over, 200 given up; 1 request to
             start them, 3,000 to look at them; an end was seen after 2.00 s /
             2.00 s (p50 / p99), without those given up)");
  run.total.runs = {};
  BOOST_TEST(told() == "");
}

BOOST_AUTO_TEST_CASE(a_retry_after) {
  auto run = measured_run();
  run.total.wire.held_back_ns = 40'000'000'000;
  BOOST_TEST(
      text_report(run, {}, {}).find("\nRetry-After  in 40 answers, obeyed: all requests were held back for 40.0s") !=
      std::string::npos);
  run.plan.obey_retry_after = false;
  BOOST_TEST(text_report(run, {}, {}).find("\nRetry-After  in 40 answers, not obeyed\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_backlog_is_named) {
  auto run = measured_run();
  run.measured = 15s;
  run.planned_time = 10s;
  run.answered_in_time = 2500;
  auto const text = text_report(run, {}, {});
  BOOST_TEST(text.find("\nCame         250 answers/s of 500/s planned (50.") != std::string::npos);
  BOOST_TEST(text.find("; 2,500 answers in 10.0s\n") != std::string::npos);
  BOOST_TEST(text.find("\nBacklog      2,450 answers more in the 5.00s after the plan: fewer were") !=
             std::string::npos);
  run.answered_in_time = 4949;
  run.total.planned = 4951;
  BOOST_TEST(text_report(run, {}, {}).find("\nDrained      1 answer more in the 5.00s after the plan\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(ascii) {
  text_style style;
  style.unicode = false;
  auto const text = text_report(measured_run(), some_verdicts(), {}, style);
  for (auto const c : text) BOOST_REQUIRE(static_cast<unsigned char>(c) < 0x80);
  BOOST_TEST(text.find("\n  ok         p99<200ms: 107 ms\n") != std::string::npos);
  BOOST_TEST(text.find("\n  FAILED     errors<0.1%: 0.94 %\n") != std::string::npos);
  BOOST_TEST(text.find("GENERATOR") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(colours_only_if_asked) {
  text_style style;
  BOOST_TEST(text_report(measured_run(), some_verdicts(), limits, style).find('\x1b') == std::string::npos);
  style.colour = true;
  auto const text = text_report(measured_run(), some_verdicts(), limits, style);
  BOOST_TEST(text.find("\x1b[1;31mGENERATOR LIMITED") != std::string::npos);
  BOOST_TEST(text.find("\x1b[31m  ✗          errors<0.1%: 0.94 %\x1b[0m\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_comes_from_outside_cannot_steer_the_terminal) {
  auto run = measured_run();
  run.label = "\x1b[2J";
  std::vector<threshold_verdict> const verdicts{{"\x1b[2J", true, true, 1, "1"}};
  BOOST_TEST(text_report(run, verdicts, {}).find('\x1b') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_answered) {
  result run;
  run.program_version = "1.2.3";
  run.endpoint = "http://127.0.0.1:1";
  run.plan.targets.resize(1);
  run.reason = end_reason::interrupted;
  BOOST_TEST("\n" + text_report(run, {}, {}) == R"(
dataarts-load 1.2.3 · http://127.0.0.1:1
Asked        closed loop, 16 users; 16 connections; 10.0s measured; 1 target;
             seed 1
Ended        early: interrupted by a signal
Came         0 answers/s; 0 answers in 0.00s
Errors       nothing ended

Latency             p50       p90       p99     p99.9       max      mean
             nothing was answered
  lag                 -         -         -         -         -         -

Connections  0 opened
Bytes        0 B sent, 0 B received
Generator    0.00 of 1 core busy
)");
}

BOOST_AUTO_TEST_CASE(a_process_that_was_killed_was_not_interrupted) {
  auto run = measured_run();
  run.reason = end_reason::interrupted;
  run.cut_short = {0};
  auto text = text_report(run, {}, {});
  BOOST_TEST(text.find("interrupted by a signal") == std::string::npos);
  BOOST_TEST(text.find("Ended        early: its process was killed, or is still running") != std::string::npos);
  run.shard_count = 40;
  run.cut_short.resize(1);
  run.cut_short[0] = 7;
  BOOST_TEST(text_report(run, {}, {}).find("early: shard 7, killed or still running") != std::string::npos);
  for (std::size_t i = 8; i < 33; ++i) run.cut_short.push_back(i);
  BOOST_TEST(text_report(run, {}, {}).find("6 more") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(narrow_and_large) {
  auto run = measured_run();
  for (auto& each : run.total.ended) each = 9'876'543'210;
  run.shard_count = 10;
  run.shards = {{0, 10}, {3, 10}};
  for (std::size_t const width : {40U, 60U, 80U, 200U}) {
    text_style style;
    style.width = width;
    BOOST_TEST(widest(text_report(run, some_verdicts(), limits, style)) <= width);
  }
  auto const text = text_report(run, {}, {});
  BOOST_TEST(text.find("Shards       2 of 10: the figures are of a part of the load\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_first_failure_of_each_class_says_why) {
  result run;
  for (int i = 0; i < 3; ++i) run.total.end(outcome::auth, 1, 1);
  run.total.end(outcome::not_found, 1, 1);
  run.total.note_failure(outcome::auth, "APIGW.0301: Incorrect\x1b[2J IAM authentication information (HTTP 401)");
  run.total.note_failure(outcome::not_found, "DLF.6201: " + std::string(2000, 'x'));
  auto const text = text_report(run, {}, {});
  auto const at = text.find("auth: APIGW.0301: Incorrect\\x1b[2J IAM");
  BOOST_TEST(at != std::string::npos, text);
  BOOST_TEST(text.find("not_found: DLF.6201: x") > at);
  BOOST_TEST(std::count(text.begin(), text.end(), 'x') < 400);
}

BOOST_AUTO_TEST_SUITE_END()
