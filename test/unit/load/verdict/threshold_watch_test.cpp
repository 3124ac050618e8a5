#include "verdict/threshold_watch.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(threshold_watch_of_a_run)

using namespace std::chrono_literals;
using namespace dataarts::load;

constexpr std::int64_t ms = 1'000'000;

std::vector<threshold> parsed(std::vector<std::string> const& texts) { return parse_thresholds(texts); }

void answer(measurement& to, std::int64_t response, std::uint64_t times = 1) {
  for (std::uint64_t i = 0; i < times; ++i) {
    ++to.planned;
    to.end(outcome::answered, response, response / 2);
    to.lag.record(response - response / 2);
  }
}

void fail(measurement& to, outcome which, std::uint64_t times = 1) {
  to.planned += times;
  to.ended[static_cast<std::size_t>(which)] += times;
}

/// A run that measured this.
result run_of(measurement const& total, std::chrono::nanoseconds measured) {
  result made;
  made.total.add(total);
  made.measured = measured;
  return made;
}

threshold_verdict only_verdict(std::string const& text, measurement const& total) {
  return threshold_watch(parsed({text})).verdicts(run_of(total, 10s)).at(0);
}

BOOST_AUTO_TEST_CASE(of_a_whole_run) {
  measurement total;
  for (std::int64_t i = 1; i <= 98; ++i) answer(total, i * ms / 10);
  fail(total, outcome::throttled);
  fail(total, outcome::reset);
  fail(total, outcome::cancelled);

  auto const p50 = only_verdict("p50<5ms", total);
  BOOST_TEST(p50.holds);
  BOOST_TEST(p50.decided);
  BOOST_TEST(p50.measured == "4.90 ms");
  BOOST_TEST(!only_verdict("p50<4ms", total).holds);
  // To the three digits of a histogram.
  BOOST_TEST(only_verdict("max<=9.81ms", total).holds);
  BOOST_TEST(!only_verdict("max<9.8ms", total).holds);
  BOOST_TEST(only_verdict("service.max<5ms", total).measured == "4.90 ms");
  BOOST_TEST(only_verdict("lag.max<5ms", total).holds);
  BOOST_TEST(only_verdict("min>=99.9us", total).holds);
  BOOST_TEST(only_verdict("mean<5ms", total).holds);

  // Of 100 that ended; what the test cut off is none of them.
  BOOST_TEST(only_verdict("errors<=2%", total).holds);
  BOOST_TEST(only_verdict("errors<=2%", total).measured == "2 %");
  BOOST_TEST(!only_verdict("errors<2", total).holds);
  BOOST_TEST(only_verdict("throttled==1", total).holds);
  BOOST_TEST(only_verdict("cancelled==1", total).holds);
  BOOST_TEST(only_verdict("dropped==0", total).holds);
  BOOST_TEST(only_verdict("answered>=98%", total).holds);

  BOOST_TEST(only_verdict("rate>=9.8/s", total).measured == "9.80/s");
  BOOST_TEST(only_verdict("rate>=9.8/s", total).holds);
  BOOST_TEST(!only_verdict("rate>9.8/s", total).holds);
  BOOST_TEST(only_verdict("rate>=0.97*planned", total).holds);
  BOOST_TEST(only_verdict("rate>=0.98*planned", total).measured == "97.03 % of planned");
  BOOST_TEST(!only_verdict("rate>=0.98*planned", total).holds);
}

// 200/s planned for 4 s, 100/s answered; the other half came in the 4 s after.
BOOST_AUTO_TEST_CASE(a_rate_is_that_of_the_planned_time) {
  result run;
  answer(run.total, 10 * ms, 800);
  run.measured = 8s;
  run.planned_time = 4s;
  run.answered_in_time = 400;
  auto const of = [&](std::string const& text) { return threshold_watch(parsed({text})).verdicts(run).at(0); };
  BOOST_TEST(!of("rate>=0.99*planned").holds);
  BOOST_TEST(of("rate>=0.99*planned").measured == "50.13 % of planned; 400 more came after the plan");
  BOOST_TEST(of("rate>=100/s").holds);
  BOOST_TEST(of("rate>100/s").measured == "100/s; 400 more came after the plan");
  // Nobody answers in 50 ms what is planned 50 ms before the end: no more is due.
  result slow;
  answer(slow.total, 50 * ms, 400);
  slow.measured = 4050ms;
  slow.planned_time = 4s;
  slow.answered_in_time = 395;
  BOOST_TEST(threshold_watch(parsed({"rate>=0.99*planned"})).verdicts(slow).at(0).holds);
}

BOOST_AUTO_TEST_CASE(no_data_is_a_failure) {
  measurement const nothing;
  for (std::string const text :
       {"p99<1h", "max<1h", "lag.p99<1h", "errors<100%", "errors<10", "dropped==0", "rate>=0*planned", "dns.p99<1s",
        "connect.max<1s", "tls.max<1s", "first_byte.max<1s"}) {
    auto const verdict = only_verdict(text, nothing);
    BOOST_TEST(!verdict.holds, text);
    BOOST_TEST(!verdict.decided, text);
    BOOST_TEST(!verdict.value.has_value(), text);
    BOOST_TEST(verdict.measured.starts_with("no data: no "), verdict.measured);
  }
  BOOST_TEST(only_verdict("p99<1s", nothing).measured == "no data: no request was answered");
}

BOOST_AUTO_TEST_CASE(every_window_has_to_hold) {
  threshold_watch watch(parsed({"max<50ms over 3s", "errors<2 over 3s", "rate>=2/s over 3s"}));
  measurement total;
  for (int second = 0; second < 10; ++second) {
    measurement seen;
    answer(seen, second == 5 ? 73 * ms : 10 * ms, 4);
    if (second == 2 || second == 3) fail(seen, outcome::server_5xx);
    total.add(seen);
    watch.second(second, seen, run_of({}, 10s));
  }
  auto const verdicts = watch.verdicts(run_of(total, 10s));
  BOOST_TEST(!verdicts[0].holds);
  BOOST_TEST(verdicts[0].measured == "worst 73.0 ms in seconds 4 to 6; 3 of 8 windows failed");
  BOOST_TEST(*verdicts[0].value == 73.0 * ms, boost::test_tools::tolerance(0.001));
  BOOST_TEST(!verdicts[1].holds);
  BOOST_TEST(verdicts[1].measured == "worst 2 in seconds 2 to 4; 2 of 8 windows failed");
  BOOST_TEST(verdicts[2].holds);
  BOOST_TEST(verdicts[2].measured == "worst 4.00/s in seconds 1 to 3");
}

BOOST_AUTO_TEST_CASE(a_window_equals_a_run_of_its_seconds) {
  constexpr unsigned seed = 11;
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  std::vector<measurement> seconds(6);
  for (auto& each : seconds) {
    for (int i = 0; i < 200; ++i) answer(each, static_cast<std::int64_t>(random() % 1'000'000'000));
  }
  for (std::string const what : {"p50", "p90", "p99.9", "max", "mean", "service.p99", "lag.max"}) {
    auto const text = what + "<1us";
    threshold_watch watch(parsed({text + " over 2s"}));
    double worst = 0;
    for (std::size_t i = 0; i < seconds.size(); ++i) {
      watch.second(static_cast<std::int64_t>(i), seconds[i], run_of({}, 6s));
      if (i == 0) continue;
      measurement both;
      both.add(seconds[i - 1]);
      both.add(seconds[i]);
      worst = std::max(worst, *only_verdict(text, both).value);
    }
    BOOST_TEST(*watch.verdicts(run_of({}, 6s))[0].value == worst, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(a_window_without_data_fails) {
  threshold_watch watch(parsed({"p99<50ms over 2s abort"}));
  measurement some;
  answer(some, ms);
  watch.second(0, some, run_of({}, 4s));
  watch.second(1, {}, run_of({}, 4s));
  BOOST_TEST(!watch.hopeless(some).has_value());
  watch.second(2, {}, run_of({}, 4s));
  watch.second(3, some, run_of({}, 4s));
  auto const verdict = watch.verdicts(run_of(some, 4s))[0];
  BOOST_TEST(!verdict.holds);
  BOOST_TEST(verdict.measured == "no data: no request was answered in seconds 2 to 3; 1 of 3 windows failed");
  BOOST_TEST(*watch.hopeless(some) == "p99<50ms over 2s abort does not hold in seconds 2 to 3");
}

BOOST_AUTO_TEST_CASE(a_run_shorter_than_the_window_is_not_decided) {
  threshold_watch watch(parsed({"p99<50ms over 10s"}));
  measurement some;
  answer(some, ms);
  for (int i = 0; i < 9; ++i) watch.second(i, some, run_of({}, 9s));
  auto const before = watch.verdicts(run_of(some, 9s))[0];
  BOOST_TEST(!before.holds);
  BOOST_TEST(!before.decided);
  BOOST_TEST(before.measured == "no data: fewer than 10 whole seconds were measured");
  watch.second(9, some, run_of({}, 10s));
  BOOST_TEST(watch.verdicts(run_of(some, 10s))[0].holds);
}

// 100/s for 4 s, whose last answers come in the fifth.
BOOST_AUTO_TEST_CASE(the_drain_is_in_no_window) {
  threshold_watch watch(parsed({"rate>=90/s over 1s", "rate>=0.9*planned over 1s", "p99<1s over 2s"}));
  auto so_far = run_of({}, 0s);
  for (int second = 0; second < 5; ++second) {
    measurement seen;
    answer(seen, 50 * ms, second == 0 ? 96 : second < 4 ? 100 : 4);
    seen.planned = second < 4 ? 100 : 0;
    so_far.total.add(seen);
    so_far.measured = std::chrono::seconds(second + 1);
    so_far.planned_time = std::min<std::chrono::nanoseconds>(so_far.measured, 4s);
    watch.second(second, seen, so_far);
  }
  watch.end(so_far);
  for (auto const& each : watch.verdicts(so_far)) BOOST_TEST(each.holds, each.measured);
  BOOST_TEST(watch.verdicts(so_far)[0].measured == "worst 96.0/s in second 1");
}

BOOST_AUTO_TEST_CASE(a_second_that_never_came_is_one_in_which_nothing_was_seen) {
  threshold_watch watch(parsed({"p99<1s over 1s", "rate>=1/s over 1s"}));
  measurement some;
  answer(some, ms, 10);
  auto const run = run_of(some, 6s);
  watch.second(0, some, run);
  watch.second(3, some, run);
  watch.end(run);
  auto const verdicts = watch.verdicts(run);
  BOOST_TEST(verdicts[0].measured == "no data: no request was answered in second 2; 4 of 6 windows failed");
  BOOST_TEST(verdicts[1].measured == "worst 0/s in second 2; 4 of 6 windows failed");
}

BOOST_AUTO_TEST_CASE(a_second_that_was_cut_short_is_no_window) {
  threshold_watch watch(parsed({"rate>=10/s over 1s"}));
  measurement some;
  answer(some, ms, 10);
  watch.second(0, some, run_of({}, 1s));
  watch.second(1, {}, run_of({}, 1500ms));
  watch.end(run_of({}, 1500ms));
  BOOST_TEST(watch.verdicts(run_of(some, 1500ms))[0].holds);
}

// One in five was cut off by the time-out: the others were fast, and p99 is beyond all of them.
BOOST_AUTO_TEST_CASE(what_got_no_answer_in_time_is_above_every_answer) {
  measurement total;
  answer(total, 20 * ms, 800);
  fail(total, outcome::deadline, 150);
  fail(total, outcome::connect_timeout, 50);
  for (std::string const text : {"p99<900ms", "p80.1<900ms", "max<900ms", "service.p99<1h"}) {
    auto const verdict = only_verdict(text, total);
    BOOST_TEST(!verdict.holds, text);
    BOOST_TEST(verdict.decided, text);
    BOOST_TEST(verdict.measured == "beyond the time-out: too many requests got no answer in time");
  }
  BOOST_TEST(only_verdict("p80<21ms", total).holds);
  BOOST_TEST(only_verdict("mean<21ms", total).holds);
  measurement silent;
  fail(silent, outcome::deadline, 5);
  BOOST_TEST(only_verdict("p50<1h", silent).decided);
  threshold_watch watch(parsed({"p99<900ms over 1s"}));
  watch.second(0, total, run_of({}, 1s));
  BOOST_TEST(!watch.verdicts(run_of(total, 1s))[0].holds);
}

// 1 of 10 that were sent failed; 90 more never were.
BOOST_AUTO_TEST_CASE(own_drops_do_not_thin_errors) {
  measurement total;
  answer(total, ms, 9);
  fail(total, outcome::reset);
  fail(total, outcome::dropped_by_generator, 90);
  BOOST_TEST(only_verdict("errors<10%", total).measured == "10 %");
  BOOST_TEST(!only_verdict("errors<10%", total).holds);
  BOOST_TEST(only_verdict("dropped<=90%", total).holds);
}

std::optional<std::string> hopeless_of(std::string const& text, measurement const& so_far,
                                       std::optional<std::uint64_t> planned) {
  run_prospect const prospect{planned, 10s};
  return threshold_watch(parsed({text + " abort"}), prospect).hopeless(so_far);
}

BOOST_AUTO_TEST_CASE(hopeless_when_the_best_that_can_come_is_not_enough) {
  measurement so_far;
  answer(so_far, 10 * ms, 80);
  fail(so_far, outcome::server_5xx, 10);

  BOOST_TEST(hopeless_of("errors<10", so_far, std::nullopt).value() ==
             "errors<10 abort cannot hold any more: at least 10");
  BOOST_TEST(!hopeless_of("errors<=10", so_far, std::nullopt).has_value());
  BOOST_TEST(hopeless_of("server_5xx==9", so_far, std::nullopt).has_value());
  BOOST_TEST(!hopeless_of("server_5xx==11", so_far, 91).has_value());
  BOOST_TEST(hopeless_of("server_5xx==11", so_far, 90).value() ==
             "server_5xx==11 abort cannot hold any more: at most 10");
  // 10 of 1,000 is 1 %; of 1,001 it is less.
  BOOST_TEST(hopeless_of("errors<1%", so_far, 1000).value() == "errors<1% abort cannot hold any more: at least 1 %");
  BOOST_TEST(!hopeless_of("errors<1%", so_far, 1001).has_value());
  BOOST_TEST(!hopeless_of("errors<1%", so_far, std::nullopt).has_value());
  // 80 answers, 90 ended of 100: 90 answers at best, in 10 s.
  BOOST_TEST(hopeless_of("rate>=0.91*planned", so_far, 100).value() ==
             "rate>=0.91*planned abort cannot hold any more: at most 90 % of planned");
  BOOST_TEST(!hopeless_of("rate>=0.9*planned", so_far, 100).has_value());
  BOOST_TEST(hopeless_of("rate>9/s", so_far, 100).has_value());
  BOOST_TEST(!hopeless_of("rate>=9/s", so_far, 100).has_value());
  BOOST_TEST(!hopeless_of("rate>=9000/s", so_far, std::nullopt).has_value());

  BOOST_TEST(hopeless_of("max<10ms", so_far, std::nullopt).has_value());
  BOOST_TEST(!hopeless_of("max<11ms", so_far, std::nullopt).has_value());
  BOOST_TEST(hopeless_of("min>10ms", so_far, std::nullopt).has_value());
  // 80 of 10 ms and 80 of nothing have a mean of 5 ms.
  BOOST_TEST(!hopeless_of("mean<5.01ms", so_far, 170).has_value());
  BOOST_TEST(hopeless_of("mean<4.99ms", so_far, 170).has_value());
  BOOST_TEST(!hopeless_of("mean<4.99ms", so_far, std::nullopt).has_value());
  // Nothing but failures: no answer that may come makes a percentile.
  measurement silent;
  fail(silent, outcome::deadline, 10);
  BOOST_TEST(hopeless_of("p99<1us", silent, 400).has_value());
  BOOST_TEST(!hopeless_of("p99<1us", silent, 1001).has_value());
  // Only those with `abort`.
  BOOST_TEST(!threshold_watch(parsed({"errors<10"})).hopeless(so_far).has_value());
}

// The arithmetic of ranks, against the definition: all that are left take no time at all.
BOOST_AUTO_TEST_CASE(a_percentile_is_hopeless_exactly_when_fast_answers_cannot_save_it) {
  constexpr unsigned seed = 5;
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  int saved = 0;
  for (int trial = 0; trial < 300; ++trial) {
    measurement so_far;
    auto const slow = 1 + random() % 5;
    answer(so_far, 100 * ms, slow);
    answer(so_far, ms, random() % 40);
    auto const left = random() % 400;
    measurement best;
    best.add(so_far);
    answer(best, 0, left);
    for (std::string const text : {"p50<50ms", "p90<50ms", "p99<50ms", "p99.9<50ms"}) {
      auto const ended = so_far.count(outcome::answered);
      auto const could_hold = only_verdict(text, best).holds;
      BOOST_REQUIRE(hopeless_of(text, so_far, ended + left).has_value() == !could_hold);
      saved += could_hold ? 1 : 0;
    }
  }
  BOOST_TEST(saved > 100);
  BOOST_TEST(saved < 1100);
}

BOOST_AUTO_TEST_SUITE_END()
