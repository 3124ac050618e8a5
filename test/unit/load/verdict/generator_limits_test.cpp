#include "verdict/generator_limits.hpp"
#include "verdict/exit_codes.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(generator_limits)

using namespace std::chrono_literals;
using namespace dataarts::load;
using histogram = dataarts::load::hdr_histogram;

constexpr std::int64_t ms = 1'000'000;

/// 10 seconds, 100 answers, nothing to complain of.
result healthy() {
  result made;
  made.plan.model = load_model::open;
  made.plan.stages = {{10, 10, 10s}};
  made.plan.connections = 16;
  made.measured = 10s;
  made.generator.threads = 2;
  for (int i = 0; i < 100; ++i) {
    ++made.total.planned;
    made.total.end(outcome::answered, 50 * ms, 49 * ms);
    made.total.lag.record(ms / 10);
  }
  for (int i = -2; i < 10; ++i) {
    interval each;
    each.second = i;
    each.cpu = i < 0 ? 2 : 0.5;
    each.in_flight = i < 0 ? 100 : 3;
    made.intervals.push_back(each);
  }
  return made;
}

std::string only_reason(result const& run) {
  auto const found = limits_of_generator(run);
  BOOST_REQUIRE(found.size() == 1U);
  return found[0];
}

BOOST_AUTO_TEST_CASE(none) { BOOST_TEST(limits_of_generator(healthy()).empty()); }

BOOST_AUTO_TEST_CASE(nothing_measured_is_not_the_generators_fault) {
  result nothing;
  BOOST_TEST(limits_of_generator(nothing).empty());
}

BOOST_AUTO_TEST_CASE(late_requests) {
  auto run = healthy();
  run.total.lag.record(15 * ms, 1);
  BOOST_TEST(limits_of_generator(run).empty());  // one in a hundred is not in p99 yet
  run.total.lag.record(16 * ms, 1);
  BOOST_TEST(only_reason(run).starts_with(
      "requests began late, as its threads were idle and woken up late: the schedule lag has a p99 of 15.0 ms, more "
      "than 10.0 ms with a median response time of 50.0 ms"));
}

// An idle machine that wakes up late, or processors that had no time: the same lag is a note, or the end.
BOOST_AUTO_TEST_CASE(a_lag_that_nobody_notices_is_a_note_if_processors_were_free) {
  auto run = healthy();
  run.total.lag.record(6 * ms, 10);
  BOOST_TEST(limits_of_generator(run).empty());
  auto const notes = notes_of_generator(run);
  BOOST_REQUIRE(notes.size() == 1U);
  BOOST_TEST(notes[0].starts_with("the schedule lag has a p99 of 6.0"));
  for (auto& each : run.intervals) each.cpu = 1.2;  // of two threads
  BOOST_TEST(only_reason(run).starts_with("requests began late, as its threads were busy: the schedule lag"));
  BOOST_TEST(notes_of_generator(run).empty());
  BOOST_TEST(notes_of_generator(healthy()).empty());
}

BOOST_AUTO_TEST_CASE(threads_that_waited_for_a_processor_in_a_closed_loop_too) {
  auto run = healthy();
  run.plan.model = load_model::closed;
  run.generator.waited = 1900ms;  // of 10 s of two threads
  BOOST_TEST(limits_of_generator(run).empty());
  run.generator.waited = 12s;
  BOOST_TEST(
      only_reason(run) ==
      "its threads were ready to run and had no processor for 60 % of the time; more than 10 % makes answers look "
      "slow that were not");
}

BOOST_AUTO_TEST_CASE(a_lag_below_the_floor_is_no_matter_how_fast_the_answers_are) {
  result run;
  run.total.end(outcome::answered, ms, ms / 10);
  run.total.lag.record(ms * 9 / 10);
  BOOST_TEST(limits_of_generator(run).empty());
  generator_allowance strict;
  strict.lag_floor = 0ns;
  strict.noticed_lag = 0ns;
  BOOST_TEST(limits_of_generator(run, strict).size() == 1U);
}

BOOST_AUTO_TEST_CASE(processor) {
  auto run = healthy();
  for (auto& each : run.intervals) {
    if (each.second >= 0) each.cpu = 1.9;
  }
  BOOST_TEST(only_reason(run) == "it used 95 % of the CPU time of its 2 threads; more than 90 % leaves no room");
  run.generator.threads = 4;
  BOOST_TEST(limits_of_generator(run).empty());
  run.intervals.clear();
  run.plan.warmup = 10s;
  run.generator.threads = 1;
  run.generator.user = 15s;
  run.generator.system = 4s;  // 19 s of 20
  BOOST_TEST(only_reason(run) == "it used 95 % of the CPU time of its 1 thread; more than 90 % leaves no room");
}

BOOST_AUTO_TEST_CASE(drops) {
  auto run = healthy();
  run.plan.max_in_flight = 10'000;
  run.total.planned += 1234;
  run.total.ended[static_cast<std::size_t>(outcome::dropped_by_generator)] = 1234;
  BOOST_TEST(only_reason(run) == "1,234 of 1,334 planned requests were dropped: 10,000 were in flight already");
}

BOOST_AUTO_TEST_CASE(connections) {
  auto run = healthy();
  run.intervals[5].in_flight = 17;
  BOOST_TEST(only_reason(run) == "requests waited for a connection: all 16 were busy at the end of 1 of 10 seconds");
  run.intervals[5].connections_open = 3;
  BOOST_TEST(only_reason(run) ==
             "requests waited for a connection: all 3 that were open, of 16 wanted, were busy at the "
             "end of 1 of 10 seconds");
  run.plan.model = load_model::closed;
  BOOST_TEST(limits_of_generator(run).empty());
  run.total.ended[static_cast<std::size_t>(outcome::pool_wait_timeout)] = 1;
  BOOST_TEST(only_reason(run) == "1 request found no free connection in time; there were 16");
}

BOOST_AUTO_TEST_CASE(what_the_service_asked_to_hold_back_is_no_limit_of_the_generator) {
  auto run = healthy();
  run.intervals[5].in_flight = 17;
  run.intervals[5].wire.held_back_ns = 1;
  run.total.ended[static_cast<std::size_t>(outcome::held_back)] = 1;
  BOOST_TEST(limits_of_generator(run).empty());
  run.intervals[6].in_flight = 17;
  BOOST_TEST(limits_of_generator(run).size() == 1U);
}

BOOST_AUTO_TEST_CASE(connections_of_all_shards) {
  auto run = healthy();
  run.shard_count = 4;
  run.shards = {{0, 4}, {1, 4}, {3, 4}};
  run.intervals[5].in_flight = 48;
  BOOST_TEST(limits_of_generator(run).empty());
  run.intervals[5].in_flight = 49;
  BOOST_TEST(only_reason(run) == "requests waited for a connection: all 48 were busy at the end of 1 of 10 seconds");
}

BOOST_AUTO_TEST_CASE(clipped_values) {
  auto run = healthy();
  run.total.end(outcome::deadline, histogram::highest + 1, histogram::highest);
  BOOST_TEST(only_reason(run) == "1 time was longer than a histogram can tell, 1.00 h");
}

BOOST_AUTO_TEST_CASE(start) {
  auto run = healthy();
  run.plan.stages = {{0, 10, 1s}, {10, 10, 9s}};
  run.start_skew = 50ms;
  BOOST_TEST(limits_of_generator(run).empty());
  run.start_skew = 51ms;
  BOOST_TEST(only_reason(run) ==
             "it began 51.0 ms away from the common start, more than 5 % of the shortest stage (1.00 s)");
}

BOOST_AUTO_TEST_CASE(exit_codes) {
  std::vector<threshold_verdict> const good{{"a", true, true, 1, "1"}};
  std::vector<threshold_verdict> const bad{{"a", true, true, 1, "1"}, {"b", false, true, 1, "1"}};
  std::vector<std::string> const none;
  std::vector<std::string> const limited{"why"};
  auto run = healthy();
  BOOST_TEST(to_int(exit_code_of(run, good, none)) == 0);
  BOOST_TEST(to_int(exit_code_of(run, {}, none)) == 0);
  BOOST_TEST(to_int(exit_code_of(run, bad, none)) == 1);
  BOOST_TEST(to_int(exit_code_of(run, bad, limited)) == 7);
  BOOST_TEST(to_int(exit_code_of(run, good, limited)) == 7);
  run.reason = end_reason::hopeless;
  BOOST_TEST(to_int(exit_code_of(run, good, none)) == 1);
  run.reason = end_reason::interrupted;
  BOOST_TEST(to_int(exit_code_of(run, bad, limited)) == 130);
  // Of a merged part, somebody took what there is.
  run.cut_short = {1};
  BOOST_TEST(to_int(exit_code_of(run, good, none)) == 0);
  BOOST_TEST(to_int(exit_code_of(run, bad, none)) == 1);
  run.cut_short.clear();
}

BOOST_AUTO_TEST_CASE(a_part_without_requests_did_what_it_had_to) {
  result run;
  run.shard_count = 10;
  run.shards = {{9, 10}};
  BOOST_TEST(to_int(exit_code_of(run, {}, {})) == 0);
  run.total.planned = 1;
  BOOST_TEST(to_int(exit_code_of(run, {}, {})) == 8);
  run.total.planned = 0;
  run.reason = end_reason::interrupted;
  BOOST_TEST(to_int(exit_code_of(run, {}, {})) == 130);
}

BOOST_AUTO_TEST_CASE(exit_codes_without_an_answer) {
  auto const code_of = [](std::vector<outcome> const& all) {
    result run;
    for (auto const each : all) run.total.end(each, ms, -1);
    return to_int(exit_code_of(run, {}, {}));
  };
  BOOST_TEST(code_of({}) == 8);
  BOOST_TEST(code_of({outcome::auth}) == 3);
  BOOST_TEST(code_of({outcome::auth, outcome::server_5xx, outcome::server_5xx}) == 8);
  BOOST_TEST(code_of({outcome::connect_refused, outcome::pool_wait_timeout}) == 5);
  BOOST_TEST(code_of({outcome::pool_wait_timeout, outcome::pool_wait_timeout}) == 8);
  BOOST_TEST(code_of({outcome::dns}) == 5);
  BOOST_TEST(code_of({outcome::tls, outcome::cancelled, outcome::cancelled}) == 5);
  BOOST_TEST(code_of({outcome::cancelled}) == 8);
  BOOST_TEST(code_of({outcome::deadline}) == 8);
  BOOST_TEST(code_of({outcome::auth, outcome::answered}) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
