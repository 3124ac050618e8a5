// What HTTP 429 does to a load: nothing by itself, and a pause if it comes with a Retry-After that is obeyed.

#include "timed_run.hpp"

#include <dataarts/mock/fault_rule.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(throttling_test)

namespace load = dataarts::load;
namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using load::outcome;

namespace {

constexpr std::uint64_t requests = 1000;
constexpr auto gap = 20ms;

mock::fault_rule refusal(mock::fault_polls on, std::optional<std::chrono::seconds> retry_after) {
  mock::own_answer busy;
  busy.status = 429;
  busy.retry_after = retry_after;
  mock::fault_rule made;
  made.name = "busy";
  made.on = on;
  made.answer = std::make_shared<mock::answer const>(mock::make_answer(busy));
  return made;
}

/// 50 requests per second for 20 s, of which two in a hundred are refused.
struct refused_now_and_then {
  explicit refused_now_and_then(std::optional<std::chrono::seconds> retry_after) {
    auto const busy = refusal(mock::fault_polls::rate(0.02), retry_after);
    mock::instance rule("s");
    it.server->add(rule.script("s").finished().fault(busy));
    it.settings.plan.targets.emplace_back("s", "i-{k}");
    it.settings.plan.connections = 500;
    it.at_rate(50, 0s, 20s);
    for (std::uint64_t k = 0; k < requests; ++k) {
      if (busy.befalls(1, "s", "i-" + std::to_string(k), 1)) refused.insert(k);
    }
  }

  test::timed_run it{std::make_shared<dataarts::memory_network>()};
  std::set<std::uint64_t> refused;
};

std::uint64_t number_of(mock::journal_entry const& entry) { return std::stoull(entry.instance.substr(2)); }

void judge_counts(refused_now_and_then const& here) {
  auto const& total = here.it.told.total;
  BOOST_TEST(here.refused.size() > 10U);
  BOOST_TEST(total.planned == requests);
  BOOST_TEST(here.it.journal->find().size() == requests);
  BOOST_TEST(total.count(outcome::throttled) == here.refused.size());
  BOOST_TEST(total.count(outcome::answered) == requests - here.refused.size());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_refusal_alone_does_not_lower_the_rate) {
  refused_now_and_then here(std::nullopt);
  here.it.carry_out();

  judge_counts(here);
  auto const entries = here.it.journal->find();
  for (auto const& each : entries) BOOST_TEST((each.mock_time == number_of(each) * gap));
  BOOST_TEST(here.it.told.total.wire.retry_after == 0U);
  BOOST_TEST(here.it.told.total.wire.held_back_ns == 0U);
}

BOOST_AUTO_TEST_CASE(a_retry_after_holds_requests_back_for_that_long_and_no_longer) {
  refused_now_and_then here(1s);
  here.it.carry_out();

  judge_counts(here);
  auto entries = here.it.journal->find();
  std::sort(entries.begin(), entries.end(), [](auto const& a, auto const& b) { return a.seq < b.seq; });
  // From each refusal to the end of its pause; those that overlap are one.
  std::vector<std::pair<std::chrono::nanoseconds, std::chrono::nanoseconds>> pauses;
  for (auto const& each : entries) {
    if (each.status != 429) continue;
    if (!pauses.empty() && each.mock_time <= pauses.back().second && each.mock_time == pauses.back().first) continue;
    pauses.emplace_back(each.mock_time, each.mock_time + 1s);
  }
  BOOST_TEST(pauses.size() > 5U);
  std::chrono::nanoseconds held{0};
  auto const end = entries.back().mock_time;
  for (auto const& [from, until] : pauses) held += std::min(until, std::max(end, 20s - 0ns)) - from;
  for (auto const& each : entries) {
    auto const planned = number_of(each) * gap;
    auto const at = each.mock_time;
    auto expected = std::chrono::nanoseconds(planned);
    for (auto const& [from, until] : pauses) {
      BOOST_TEST((at <= from || at >= until));
      if (planned > from && expected < until && expected >= from) expected = until;
    }
    BOOST_TEST((at == expected));
  }
  BOOST_TEST(here.it.told.total.wire.retry_after == here.refused.size());
  BOOST_TEST(here.it.told.total.wire.held_back_ns == static_cast<std::uint64_t>(held.count()));
}

BOOST_AUTO_TEST_CASE(a_retry_after_that_is_ignored_changes_nothing) {
  refused_now_and_then here(1s);
  here.it.settings.plan.obey_retry_after = false;
  here.it.carry_out();

  judge_counts(here);
  auto const entries = here.it.journal->find();
  for (auto const& each : entries) BOOST_TEST((each.mock_time == number_of(each) * gap));
  BOOST_TEST(here.it.told.total.wire.retry_after == here.refused.size());
  BOOST_TEST(here.it.told.total.wire.held_back_ns == 0U);
}

BOOST_AUTO_TEST_CASE(what_could_not_be_sent_in_time_is_held_back_not_the_fault_of_connections) {
  for (bool const obeyed : {true, false}) {
    test::timed_run it(std::make_shared<dataarts::memory_network>());
    mock::instance rule("s");
    it.server->add(rule.script("s").finished().fault(refusal(mock::fault_polls::one(1), 5s)));
    it.settings.plan.targets.emplace_back("s", "i");
    it.settings.plan.timeout = 1950ms;
    it.settings.plan.connections = 100;
    it.settings.plan.obey_retry_after = obeyed;
    it.at_rate(10, 0s, 10s);
    it.carry_out();

    auto const& total = it.told.total;
    // Those planned after 0.1 s to 3.0 s gave up before the five seconds were over.
    auto const held_back = obeyed ? 30U : 0U;
    BOOST_TEST(total.planned == 100U);
    BOOST_TEST(total.count(outcome::throttled) == 1U);
    BOOST_TEST(total.count(outcome::held_back) == held_back);
    BOOST_TEST(total.count(outcome::pool_wait_timeout) == 0U);
    BOOST_TEST(total.count(outcome::answered) == 99U - held_back);
    BOOST_TEST(total.completed() == 100U - held_back);
    BOOST_TEST(total.errors() == 1U + held_back);
    BOOST_TEST(total.wire.held_back_ns == (obeyed ? 5'000'000'000U : 0U));
    BOOST_TEST(it.journal->find().size() == 100U - held_back);
  }
}

BOOST_AUTO_TEST_CASE(a_long_retry_after_is_obeyed_too) {
  test::timed_run it(std::make_shared<dataarts::memory_network>());
  mock::instance rule("s");
  it.server->add(rule.script("s").finished().fault(refusal(mock::fault_polls::one(1), 180s)));
  it.settings.plan.targets.emplace_back("s", "i");
  it.settings.plan.connections = 300;
  it.at_rate(1, 0s, 400s);
  it.carry_out();

  auto const entries = it.journal->find();
  BOOST_TEST(entries.size() == 400U);
  BOOST_TEST(entries.size() - test::since(entries, 180s) == 1U);
  BOOST_TEST(it.told.total.wire.held_back_ns == 180'000'000'000U);
}

BOOST_AUTO_TEST_CASE(the_warm_up_has_pauses_of_its_own) {
  test::timed_run it(std::make_shared<dataarts::memory_network>());
  mock::instance rule("s");
  it.server->add(rule.script("s").finished().fault(refusal(mock::fault_polls::one(1), 5s)));
  it.settings.plan.targets.emplace_back("s", "i");
  it.settings.plan.connections = 300;
  it.at_rate(10, 2s, 10s);
  it.carry_out();
  BOOST_TEST(it.told.total.wire.retry_after == 0U);
  BOOST_TEST(it.told.total.wire.held_back_ns == 3'000'000'000U);  // of the five, those after the warm-up
  BOOST_TEST(it.told.total.planned == 100U);
}

BOOST_AUTO_TEST_SUITE_END()
