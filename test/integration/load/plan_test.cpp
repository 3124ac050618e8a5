// What a plan says is what the server gets, and what is reported.

#include "timed_run.hpp"

#include "plan/arrivals.hpp"
#include "plan/target_choice.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>

BOOST_AUTO_TEST_SUITE(plan_test)

namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;

namespace {

mock::instance script_of(std::string const& script) {
  mock::instance made(script);
  made.script(script);
  return made;
}

std::vector<std::string> asked(test::timed_run const& it) {
  auto entries = it.journal->find();
  std::sort(entries.begin(), entries.end(), [](auto const& a, auto const& b) { return a.seq < b.seq; });
  std::vector<std::string> made;
  for (auto const& each : entries) made.push_back(each.instance);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_warm_up_is_in_no_figure) {
  test::timed_run it;
  // What is planned in the warm-up ends in the measured part, and is left out all the same.
  it.server->add(script_of("s").finished().latency(1500ms));
  it.settings.plan.targets.emplace_back("s", "i-{k}");
  it.settings.plan.connections = 100;
  it.at_rate(10, 3s, 5s);
  it.carry_out();

  auto const& total = it.told.total;
  auto const entries = it.journal->find();
  BOOST_TEST(entries.size() == 80U);
  BOOST_TEST(test::since(entries, 3s) == 50U);
  BOOST_TEST(total.planned == 50U);
  BOOST_TEST(total.completed() == 50U);
  BOOST_TEST(total.count(outcome::answered) == 50U);
  BOOST_TEST(total.of(outcome::answered)->response.count() == 50U);
  BOOST_TEST(total.of(outcome::answered)->service.count() == 50U);
  BOOST_TEST(total.states[static_cast<std::size_t>(load::run_state::finished)] == 50U);
  BOOST_TEST(total.status_classes[2] == 50U);
  BOOST_TEST(total.wire.requests_sent == 50U);
  BOOST_TEST(total.lag.count() == 50U);
  BOOST_TEST(total.phases.queue.count() == 50U);
  BOOST_TEST(total.phases.first_byte.count() == 50U);
  std::uint64_t planned_in_warmup = 0;
  for (auto const& second : it.told.seconds) planned_in_warmup += second.second < 0 ? second.planned : 0;
  BOOST_TEST(planned_in_warmup == 30U);
}

// A generator that stands still at the end of the warm-up begins its last requests in the measured part: they are more
// than it begins at once, so that the end of the second comes in between.
BOOST_AUTO_TEST_CASE(the_warm_up_is_in_no_figure_also_if_it_comes_late) {
  test::timed_run it;
  it.server->add(script_of("s").finished());
  it.settings.plan.targets.emplace_back("s", "i-{k}");
  it.at_rate(200, 2s, 2s);
  it.start();
  it.advance(1s);
  it.clock->advance(1500ms);
  it.finish();
  BOOST_TEST(it.told.total.planned == 400U);
  BOOST_TEST(it.told.total.count(outcome::answered) == 400U);
}

BOOST_AUTO_TEST_CASE(targets_come_in_the_order_of_the_plan) {
  for (auto const order : {load::target_order::in_order, load::target_order::random, load::target_order::zipf}) {
    test::timed_run it;
    it.server->add(script_of("s").finished());
    for (int i = 0; i < 7; ++i) it.settings.plan.targets.emplace_back("s", "i-" + std::to_string(i));
    it.settings.plan.order = order;
    it.settings.plan.seed = 42;
    it.at_rate(10, 1s, 4s);
    it.carry_out();

    load::target_choice const choice(order, 7, 42, it.settings.plan.zipf_exponent);
    std::vector<std::string> expected;
    for (std::uint64_t k = 0; k < 50; ++k) {
      expected.push_back("i-" + std::to_string(order == load::target_order::in_order ? k % 7 : choice(k)));
    }
    auto const got = asked(it);
    BOOST_TEST(got == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(shards_and_threads_together_ask_what_one_process_asks_when_it_does) {
  for (auto const kind : {load::arrivals_kind::uniform, load::arrivals_kind::poisson}) {
    std::set<std::pair<std::string, std::chrono::nanoseconds>> alone;
    std::multiset<std::pair<std::string, std::chrono::nanoseconds>> together;
    std::uint64_t planned_alone = 0;
    std::uint64_t planned_together = 0;
    for (std::size_t count : {1U, 3U}) {
      for (std::size_t index = 0; index < count; ++index) {
        test::timed_run it;
        it.server->add(script_of("s").finished());
        it.settings.plan.targets.emplace_back("s", "i-{k}");
        it.settings.plan.arrivals = kind;
        it.settings.plan.seed = 7;
        it.settings.shard = {index, count};
        it.at_rate(20, 1s, 4s);
        it.settings.plan.stages = {{0, 40, 2s}, {40, 10, 3s}};
        it.carry_out();
        (count == 1 ? planned_alone : planned_together) += it.told.total.planned;
        for (auto const& each : it.journal->find()) {
          if (count == 1) {
            alone.emplace(each.instance, each.mock_time);
          } else {
            together.emplace(each.instance, each.mock_time);
          }
        }
      }
    }
    BOOST_TEST(alone.size() > 50U);
    BOOST_TEST(std::equal(alone.begin(), alone.end(), together.begin(), together.end()));
    BOOST_TEST(planned_alone == planned_together);
  }
}

BOOST_AUTO_TEST_CASE(what_is_too_much_at_once_is_dropped_and_counted) {
  test::timed_run it;
  it.server->add(script_of("s").finished().latency(10s));
  it.settings.plan.targets.emplace_back("s", "i-{k}");
  it.settings.plan.max_in_flight = 5;
  it.settings.plan.connections = 5;
  it.at_rate(10, 0s, 2s);
  it.carry_out();

  auto const& total = it.told.total;
  BOOST_TEST(total.planned == 20U);
  BOOST_TEST(total.count(outcome::answered) == 5U);
  BOOST_TEST(total.count(outcome::dropped_by_generator) == 15U);
  BOOST_TEST(total.errors() == 0U);
  BOOST_TEST(total.lag.count() == 5U);
  BOOST_TEST(it.journal->find().size() == 5U);
}

BOOST_AUTO_TEST_CASE(response_time_counts_from_the_planned_instant) {
  test::timed_run it;
  it.server->add(script_of("s").finished().latency(1s));
  it.settings.plan.targets.emplace_back("s", "i-{k}");
  it.settings.plan.connections = 1;
  it.at_rate(10, 0s, 1s);
  it.carry_out();

  // Ten requests, one after the other over one connection: the last one waits for nine answers but for what it was
  // planned later.
  auto const* const answered = it.told.total.of(outcome::answered);
  BOOST_REQUIRE(answered != nullptr);
  auto const about = [](std::int64_t value, std::chrono::nanoseconds expected) {
    return std::abs(static_cast<double>(value) / static_cast<double>(expected.count()) - 1) < 0.001;
  };
  BOOST_TEST(about(answered->service.max(), 1s));
  BOOST_TEST(about(answered->service.value_at_percentile(0), 1s));
  BOOST_TEST(about(answered->response.max(), 10s - 900ms));
  BOOST_TEST(about(it.told.total.phases.queue.max(), 9s - 900ms));
  BOOST_TEST(it.told.total.lag.max() == 0);
}

BOOST_AUTO_TEST_CASE(retry_after_is_counted_and_obeyed_unless_told_otherwise) {
  for (bool const obeyed : {true, false}) {
    test::timed_run it;
    mock::own_answer busy;
    busy.status = 429;
    busy.retry_after = 2s;
    busy.body = "{}";
    it.server->add(script_of("s").finished().on_poll(1, mock::canned_answer(busy)));
    it.settings.plan.targets.emplace_back("s", "i");
    it.settings.plan.obey_retry_after = obeyed;
    it.at_rate(10, 0s, 3s);
    it.carry_out();

    auto const& total = it.told.total;
    BOOST_TEST(total.planned == 30U);
    BOOST_TEST(total.count(outcome::throttled) == 1U);
    BOOST_TEST(total.count(outcome::answered) == 29U);
    BOOST_TEST(total.wire.retry_after == 1U);
    auto const entries = it.journal->find();
    BOOST_REQUIRE(entries.size() == 30U);
    // The first, and what comes before the two seconds are over.
    BOOST_TEST(entries.size() - test::since(entries, 2s) == (obeyed ? 1U : 20U));
  }
}

BOOST_AUTO_TEST_SUITE_END()
