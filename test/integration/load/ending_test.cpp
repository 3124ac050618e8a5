// Runs that end before their time, and such that never begin.

#include "timed_run.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

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
