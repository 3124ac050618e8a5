#include "report/live_state.hpp"

#include "sample_run.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>

BOOST_AUTO_TEST_SUITE(live_state_of_a_run)

using namespace dataarts::load;
using namespace std::chrono_literals;
using test::ms;

std::uint64_t sum_of(latency_steps const& steps) {
  return std::accumulate(steps.counts.begin(), steps.counts.end(), std::uint64_t{0});
}

BOOST_AUTO_TEST_CASE(steps_are_1_2_5) {
  BOOST_TEST(latency_steps::bound(0) == 1000);
  BOOST_TEST(latency_steps::bound(1) == 2000);
  BOOST_TEST(latency_steps::bound(2) == 5000);
  BOOST_TEST(latency_steps::bound(9) == ms);
  BOOST_TEST(latency_steps::bound(29) == 5'000'000 * ms);
}

BOOST_AUTO_TEST_CASE(each_value_is_in_one_step) {
  hdr_histogram values;
  latency_steps steps;
  steps.add(values);
  BOOST_TEST(sum_of(steps) == 0U);
  values.record(0);
  values.record(1000);
  values.record(1001);
  values.record(ms, 5);  // a bound counts as not above itself
  values.record(ms + ms / 100);
  values.record(hdr_histogram::highest);
  steps.add(values);
  BOOST_TEST(steps.counts[0] == 2U);
  BOOST_TEST(steps.counts[1] == 1U);
  BOOST_TEST(steps.counts[9] == 5U);
  BOOST_TEST(steps.counts[10] == 1U);
  BOOST_TEST(steps.counts[29] == 1U);
  BOOST_TEST(sum_of(steps) == values.count());
}

BOOST_AUTO_TEST_CASE(before_a_run) {
  plan of;
  of.model = load_model::closed;
  of.warmup = 2s;
  of.duration = 9s;
  of.connections = 5;
  of.requests = 1000;
  auto const made = live_state_before(of, {1, 4}, "http://here", 3);
  BOOST_TEST(made.endpoint == "http://here");
  BOOST_TEST((made.warmup == 2s && made.duration == 9s));
  BOOST_TEST(made.requests.value() == 250U);
  BOOST_TEST(made.connections == 5U);
  BOOST_TEST(made.threads == 3U);
  BOOST_TEST(!made.last);
}

BOOST_AUTO_TEST_CASE(seconds_come_and_go) {
  live_state state;
  auto so_far = test::measured_run();
  for (std::int64_t i = -1; i < 100; ++i) {
    interval summary;
    summary.second = i;
    summary.ended[0] = static_cast<std::uint64_t>(i + 10);
    summary.ended[static_cast<std::size_t>(outcome::throttled)] = 3;
    summary.ended[static_cast<std::size_t>(outcome::cancelled)] = 1;
    summary.response.p99 = i + 2;
    measurement seen;
    seen.end(outcome::answered, ms, ms);
    state.second(summary, seen, so_far,
                 {{.text = "p99<1s", .holds = true, .decided = true, .value = {}, .measured = "x"}});
    // Of the warm-up, nothing is said about the generator.
    BOOST_TEST(state.limits.empty() == (i < 0));
  }
  BOOST_TEST(state.minute.size() == live_state::remembered_seconds);
  BOOST_TEST(state.minute.back().answered == 109U);
  BOOST_TEST(state.minute.back().errors == 3U);
  BOOST_TEST(state.minute.front().answered == 50U);
  BOOST_TEST(state.recent.size() == live_state::spectrum_seconds);
  BOOST_TEST(sum_of(state.recent.front()) == 1U);
  BOOST_TEST(state.last->second == 99);
  BOOST_TEST(state.planned == so_far.total.planned);
  BOOST_TEST(state.count(outcome::throttled) == 40U);
  BOOST_TEST(state.response.p50 == so_far.total.of(outcome::answered)->response.value_at_percentile(50));
  BOOST_TEST(state.thresholds.size() == 1U);
}

BOOST_AUTO_TEST_CASE(room_of_the_generator) {
  live_state state;
  state.threads = 2;
  BOOST_TEST((room_of_generator(state) == generator_room::enough));
  state.last.emplace();
  state.last->cpu = 1.43;
  BOOST_TEST((room_of_generator(state) == generator_room::enough));
  state.last->cpu = 1.45;
  BOOST_TEST((room_of_generator(state) == generator_room::little));
  state.last->cpu = 1.1;
  // The allowance of a generator that is busy: a tenth of the median, at least 1 ms.
  state.last->response.p50 = 5 * ms;
  state.last->lag.p99 = ms * 79 / 100;
  BOOST_TEST((room_of_generator(state) == generator_room::enough));
  state.last->lag.p99 = ms * 81 / 100;
  BOOST_TEST((room_of_generator(state) == generator_room::little));
  state.last->response.p50 = 50 * ms;
  BOOST_TEST((room_of_generator(state) == generator_room::enough));
  state.last->lag.p99 = ms * 41 / 10;
  BOOST_TEST((room_of_generator(state) == generator_room::little));
  // With free processors up to 10 ms are a note.
  state.last->cpu = 0;
  BOOST_TEST((room_of_generator(state) == generator_room::enough));
  state.last->lag.p99 = 9 * ms;
  BOOST_TEST((room_of_generator(state) == generator_room::little));
  state.limits = {"drops"};
  BOOST_TEST((room_of_generator(state) == generator_room::none));
}

BOOST_AUTO_TEST_SUITE_END()
