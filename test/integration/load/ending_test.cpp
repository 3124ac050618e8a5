// Runs that end before their time, and such that never begin.

#include "timed_run.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string>

BOOST_AUTO_TEST_SUITE(ending_test)

namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;

namespace {

void answer_after(test::timed_run& it, std::chrono::nanoseconds latency) {
  mock::instance rule("s");
  it.server->add(rule.script("s").running().latency(latency));
  it.settings.plan.targets.emplace_back("s", "i-{k}");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_stopped_run_waits_for_its_answers) {
  test::timed_run it;
  answer_after(it, 2s);
  it.settings.plan.connections = 20;
  it.at_rate(10, 0s, 10s);
  it.start();
  it.advance(1050ms);
  it.run->stop(load::end_reason::interrupted);
  it.finish();

  auto const& total = it.told.total;
  BOOST_TEST((it.told.reason == load::end_reason::interrupted));
  BOOST_TEST(total.planned == 11U);
  BOOST_TEST(total.count(outcome::answered) == 11U);
  BOOST_TEST(it.told.in_flight_at_end == 0U);
  BOOST_TEST(it.journal->find().size() == 11U);
}

BOOST_AUTO_TEST_CASE(a_backlog_that_is_worked_off_after_the_plan_is_no_answer_in_time) {
  test::timed_run it;
  answer_after(it, 100ms);
  it.settings.plan.connections = 1;
  it.at_rate(20, 0s, 4500ms);
  it.carry_out();

  // 10 answers per second are all that one connection can carry.
  auto const& total = it.told.total;
  BOOST_TEST(total.planned == 90U);
  BOOST_TEST(total.count(outcome::answered) == 90U);
  BOOST_TEST((it.told.planned_time == 4500ms));
  BOOST_TEST((it.told.measured == 9s));
  BOOST_TEST(it.told.answered_in_time >= 44U);
  BOOST_TEST(it.told.answered_in_time <= 45U);
  // The drain has seconds of its own.
  std::uint64_t planned_late = 0;
  for (auto const& each : it.told.seconds) planned_late += each.second >= 5 ? each.planned : 0;
  BOOST_TEST(planned_late == 0U);
  BOOST_TEST(it.told.seconds.at(4).second == 4);
  BOOST_TEST(it.told.seconds.at(4).planned == 10U);
}

BOOST_AUTO_TEST_CASE(the_last_second_of_a_plan_is_a_whole_one_though_its_last_answer_comes_before_its_end) {
  test::timed_run it;
  answer_after(it, 1ms);
  it.at_rate(10, 0s, 3s);
  it.carry_out();
  BOOST_TEST(it.told.total.count(outcome::answered) == 30U);
  BOOST_REQUIRE(it.told.planned_times.size() == 3U);
  for (int i = 0; i < 3; ++i)
    BOOST_TEST((it.told.planned_times[static_cast<std::size_t>(i)] == std::chrono::seconds(i + 1)));
}

BOOST_AUTO_TEST_CASE(the_time_of_a_plan_ends_with_its_last_request_or_when_it_is_stopped) {
  test::timed_run counted;
  answer_after(counted, 3s);
  counted.settings.plan.connections = 100;
  counted.at_rate(10, 1s, 60s);
  counted.settings.plan.requests = 25;
  counted.carry_out();
  BOOST_TEST(counted.told.total.planned == 25U);
  BOOST_TEST((counted.told.planned_time == 2500ms));
  BOOST_TEST(counted.told.answered_in_time == 0U);
  BOOST_TEST(counted.told.total.count(outcome::answered) == 25U);

  test::timed_run stopped;
  answer_after(stopped, 1s);
  stopped.settings.plan.connections = 100;
  stopped.at_rate(10, 0s, 60s);
  stopped.start();
  stopped.advance(2550ms);
  stopped.run->stop(load::end_reason::interrupted);
  stopped.finish();
  BOOST_TEST((stopped.told.planned_time == 2550ms));
  BOOST_TEST(stopped.told.total.count(outcome::answered) == 26U);
  BOOST_TEST(stopped.told.answered_in_time >= 15U);
  BOOST_TEST(stopped.told.answered_in_time <= 16U);
}

BOOST_AUTO_TEST_CASE(what_is_given_up_is_counted_as_cancelled) {
  for (auto const model : {load::load_model::open, load::load_model::closed, load::load_model::workload}) {
    test::timed_run it;
    answer_after(it, 10s);
    it.settings.plan.connections = 4;
    it.settings.plan.users = 7;
    it.at_rate(10, 0s, 10s);
    it.settings.plan.model = model;
    it.start();
    it.advance(1050ms);
    it.run->give_up();
    it.finish();

    auto const planned = model == load::load_model::closed ? 7U : 11U;
    auto const& total = it.told.total;
    BOOST_TEST_CONTEXT("model " << static_cast<int>(model)) {
      BOOST_TEST((it.told.reason == load::end_reason::interrupted));
      BOOST_TEST(total.planned == planned);
      BOOST_TEST(total.count(outcome::cancelled) == planned);
      BOOST_TEST(total.errors() == 0U);
      BOOST_TEST(it.told.in_flight_at_end == planned);
      BOOST_TEST(total.wire.requests_sent == 4U);
      BOOST_TEST(it.journal->find().size() == 4U);
      BOOST_TEST(total.runs.started == (model == load::load_model::workload ? planned : 0U));
      BOOST_TEST(total.runs.given_up == total.runs.started);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_was_due_and_did_not_come_to_its_turn_is_planned_and_dropped) {
  test::timed_run it;
  answer_after(it, 1ms);
  it.at_rate(1000, 0s, 10s);
  it.start();
  // A generator that stands still for a second, and is stopped before it can begin anything.
  it.clock->advance(1s);
  it.run->stop(load::end_reason::interrupted);
  it.finish();
  BOOST_TEST(it.told.total.planned == 1001U);
  BOOST_TEST(it.told.total.count(outcome::dropped_by_generator) + it.told.total.completed() == 1001U);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_stopped_before_it_began_sends_nothing) {
  test::timed_run it;
  answer_after(it, 1s);
  it.at_rate(10, 0s, 10s);
  it.advance(1h);
  it.run.emplace(it.context, it.settings, it.told);
  it.run->start();
  it.run->stop(load::end_reason::interrupted);
  it.finish();
  BOOST_TEST(it.told.ended);
  BOOST_TEST((it.told.measured == 0s));
  BOOST_TEST(it.told.total.planned == 0U);
  BOOST_TEST(it.journal->find().empty());
}

BOOST_AUTO_TEST_CASE(a_common_start_that_lies_ahead_is_waited_for) {
  test::timed_run it;
  answer_after(it, 1ms);
  it.at_rate(10, 1s, 1s);
  it.settings.start_at = it.clock->wall_now() + 30s;
  it.start();
  it.advance(29999ms);
  BOOST_TEST(it.journal->find().empty());
  it.finish();
  BOOST_TEST(it.journal->find().size() == 20U);
  BOOST_TEST(it.told.total.planned == 10U);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_stopped_before_its_common_start_sends_nothing) {
  for (auto const model : {load::load_model::open, load::load_model::closed, load::load_model::workload}) {
    test::timed_run it;
    answer_after(it, 1ms);
    it.at_rate(10, 0s, 1s);
    it.settings.plan.model = model;
    it.settings.start_at = it.clock->wall_now() + 30s;
    it.start();
    it.advance(10s);
    it.run->stop(load::end_reason::interrupted);
    test::settle(it.context);
    BOOST_TEST_CONTEXT("model " << static_cast<int>(model)) {
      BOOST_TEST(it.told.ended);
      BOOST_TEST(it.told.total.planned == 0U);
      BOOST_TEST(it.journal->find().empty());
    }
    if (!it.told.ended) it.finish();
  }
}

BOOST_AUTO_TEST_CASE(a_run_that_is_stopped_while_it_connects_ends_at_once) {
  test::timed_run it;
  // Takes connections, and says nothing of TLS.
  boost::asio::ip::tcp::acceptor const silent(it.context, {boost::asio::ip::address_v4::loopback(), 0});
  it.settings.client.endpoint = "https://127.0.0.1:" + std::to_string(silent.local_endpoint().port());
  it.settings.plan.targets.emplace_back("s", "i");
  it.at_rate(10, 0s, 10s);
  it.start();
  BOOST_TEST(!it.told.ended);
  it.run->stop(load::end_reason::interrupted);
  test::settle(it.context);
  BOOST_REQUIRE(it.told.ended);  // no time has passed
  BOOST_TEST(!it.told.unreachable);
  BOOST_TEST((it.told.reason == load::end_reason::interrupted));
  BOOST_TEST(it.told.total.planned == 0U);
}

BOOST_AUTO_TEST_CASE(what_a_thread_throws_ends_the_run) {
  class no_memory final : public load::request_source {
   public:
    std::optional<load::planned_request> next() override { throw std::bad_alloc(); }
    dataarts::instance_ref target(std::uint64_t) const override { return {"s", "i"}; }
    std::chrono::nanoseconds run_time(std::uint64_t) const override { return 1s; }
    load::look_times looks(std::uint64_t number) const override { return {{}, 1, number}; }
  };
  test::timed_run it;
  answer_after(it, 1ms);
  it.settings.client.time.reset();
  it.settings.threads = 1;
  it.settings.source = [](load::shard) { return std::make_unique<no_memory>(); };
  it.run.emplace(it.context, it.settings, it.told);
  it.run->start();
  BOOST_CHECK_THROW(it.context.run(), std::bad_alloc);
  BOOST_TEST(!it.told.ended);
}

BOOST_AUTO_TEST_CASE(nothing_is_reported_of_an_endpoint_that_cannot_be_reached) {
  test::timed_run it;
  answer_after(it, 1s);
  it.at_rate(10, 0s, 1s);
  it.server.reset();
  it.run.emplace(it.context, it.settings, it.told);
  it.run->start();
  while (!it.told.ended && !it.told.unreachable) {
    if (it.context.stopped()) it.context.restart();
    BOOST_REQUIRE(it.context.run_one() == 1U);
  }
  BOOST_TEST(!it.told.ended);
  BOOST_REQUIRE(it.told.unreachable.has_value());
  BOOST_TEST((load::outcome_of(*it.told.unreachable) == outcome::connect_refused));
}

BOOST_AUTO_TEST_SUITE_END()
