#include "waiting/fleet_scheduler.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>

BOOST_AUTO_TEST_SUITE(fleet_scheduler_test)

using dataarts::clock;
using dataarts::fleet_options;
using dataarts::waiting::fleet_scheduler;
using namespace std::chrono_literals;

namespace {

constexpr clock::time_point start{};

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_to_do) {
  fleet_scheduler scheduler(fleet_options(), start);
  BOOST_TEST(!scheduler.take(start));
  BOOST_TEST((scheduler.next(start) == clock::time_point::max()));
  BOOST_TEST(scheduler.left() == 0U);
}

BOOST_AUTO_TEST_CASE(what_may_be_over_already_is_looked_at_at_once) {
  fleet_scheduler scheduler(fleet_options(), start);
  auto const known = scheduler.add(0, start, true);
  auto const other = scheduler.add(1, start);
  BOOST_TEST((scheduler.next(start) == start));
  BOOST_TEST((scheduler.take(start) == other));
  BOOST_TEST(!scheduler.take(start));
  auto const next = scheduler.next(start);
  BOOST_TEST((next > start + 1s && next < start + 60s));
  BOOST_TEST(!scheduler.take(next - 10ms));
  BOOST_TEST((scheduler.take(next) == known));
}

BOOST_AUTO_TEST_CASE(no_more_than_concurrency_are_under_way) {
  fleet_scheduler scheduler(fleet_options().concurrency(2), start);
  for (int i = 0; i < 3; ++i) scheduler.add(0, start);
  auto const first = scheduler.take(start);
  BOOST_TEST(first.has_value());
  BOOST_TEST(scheduler.take(start).has_value());
  BOOST_TEST(!scheduler.take(start));
  BOOST_TEST((scheduler.next(start) == clock::time_point::max()));
  scheduler.ended(*first, start + 1s, std::nullopt);
  BOOST_TEST(scheduler.under_way() == 1U);
  BOOST_TEST(scheduler.left() == 2U);
  BOOST_TEST((scheduler.next(start + 1s) == start + 1s));
  BOOST_TEST(scheduler.take(start + 1s).has_value());
}

BOOST_AUTO_TEST_CASE(fixed_gaps) {
  fleet_scheduler scheduler(fleet_options().fixed_interval(30s), start);
  scheduler.add(0, start);
  for (auto now = start; now < start + 10min; now += 30s) {
    BOOST_TEST((scheduler.next(now) == now));
    auto const index = scheduler.take(now);
    BOOST_TEST(index.has_value());
    scheduler.looked_not_terminal(*index, now);
  }
}

BOOST_AUTO_TEST_CASE(a_failure_is_looked_at_again_when_it_was_said_and_counted) {
  fleet_scheduler scheduler(fleet_options(), start);
  auto const index = scheduler.add(0, start);
  scheduler.take(start);
  BOOST_TEST(scheduler.failed(index, start + 5s) == 1U);
  BOOST_TEST((scheduler.next(start) == start + 5s));
  BOOST_TEST(!scheduler.take(start + 4s));
  BOOST_TEST(scheduler.take(start + 5s).has_value());
  BOOST_TEST(scheduler.failed(index, start + 6s) == 2U);
  BOOST_TEST(scheduler.take(start + 6s).has_value());
  scheduler.postpone(index, start + 7s);
  BOOST_TEST(scheduler.take(start + 7s).has_value());
  BOOST_TEST(scheduler.failed(index, start + 8s) == 3U);
  BOOST_TEST(scheduler.take(start + 8s).has_value());
  scheduler.looked_not_terminal(index, start + 8s);
  auto const next = scheduler.next(start + 8s);
  BOOST_TEST(scheduler.take(next).has_value());
  BOOST_TEST(scheduler.failed(index, next) == 1U);
}

BOOST_AUTO_TEST_CASE(throttling_pauses_all_and_a_limit_may_change) {
  fleet_scheduler scheduler(fleet_options().max_rate(100), start);
  for (int i = 0; i < 1000; ++i) scheduler.add(0, start);
  auto const index = scheduler.take(start);
  scheduler.throttled(start, 10s);
  scheduler.postpone(*index, start + 10s);
  BOOST_TEST(!scheduler.take(start + 9s));
  BOOST_TEST((scheduler.next(start + 1s) == start + 10s));
  scheduler.set_limit(10);
  BOOST_TEST(scheduler.take(start + 10s).has_value());
  BOOST_TEST((scheduler.next(start + 10s) == start + 10s + 100ms));
  scheduler.set_limit(1000);
  BOOST_TEST(scheduler.limit().value() == 100);
  scheduler.set_limit(std::nullopt);
  BOOST_TEST(scheduler.limit().value() == 100);
}

BOOST_AUTO_TEST_CASE(a_dropped_instance_is_not_looked_at) {
  fleet_scheduler scheduler(fleet_options(), start);
  scheduler.add(0, start);
  auto const second = scheduler.add(0, start);
  scheduler.drop(0);
  scheduler.drop(0);
  BOOST_TEST(scheduler.left() == 1U);
  BOOST_TEST((scheduler.take(start) == second));
  scheduler.drop(second);
  BOOST_TEST(scheduler.left() == 0U);
  BOOST_TEST(scheduler.under_way() == 0U);
}

BOOST_AUTO_TEST_CASE(marks_and_ages) {
  fleet_scheduler scheduler(fleet_options(), start + 5s);
  auto const index = scheduler.add(7, start + 6s);
  BOOST_TEST(scheduler.mark(index) == 0);
  scheduler.set_mark(index, 3);
  BOOST_TEST(scheduler.mark(index) == 3);
  BOOST_TEST((scheduler.age(index, start + 16s) == 10s));
}

// A few looks show that runs of a script are not over at once; the rest is not looked at in vain.
BOOST_AUTO_TEST_CASE(the_first_looks_spare_others) {
  fleet_scheduler scheduler(fleet_options().concurrency(8), start);
  for (int i = 0; i < 1000; ++i) scheduler.add(0, start);
  std::uint64_t looks = 0;
  for (auto now = start; now < start + 5s; now += 10ms) {
    while (auto const index = scheduler.take(now)) {
      scheduler.looked_not_terminal(*index, now);
      ++looks;
    }
  }
  BOOST_TEST(looks < 40U);
}

// Once it is known that runs take ten minutes, new ones are left alone for most of that time.
BOOST_AUTO_TEST_CASE(what_was_learnt_serves_instances_that_come_later) {
  fleet_scheduler scheduler(fleet_options().concurrency(1000), start);
  for (int i = 0; i < 1000; ++i) scheduler.add(0, start, true);
  auto now = start;
  while (scheduler.left() > 0) {
    now = scheduler.next(now);
    while (auto const index = scheduler.take(now)) {
      if (now >= start + 600s) {
        scheduler.ended(*index, now, 600s);
      } else {
        scheduler.looked_not_terminal(*index, now);
      }
    }
  }
  auto const added = now;
  scheduler.add(0, added, true);
  unsigned looks = 0;
  for (; now < added + 600s; now = scheduler.next(now)) {
    auto const index = scheduler.take(now);
    if (!index) continue;
    scheduler.looked_not_terminal(*index, now);
    ++looks;
  }
  // An unknown one would be looked at some twenty times.
  BOOST_TEST(looks <= 4U);
}

BOOST_AUTO_TEST_CASE(a_million_take_forty_bytes_each) {
  constexpr std::uint32_t count = 1'000'000;
  fleet_scheduler scheduler(fleet_options().concurrency(count), start);
  for (std::uint32_t i = 0; i < count; ++i) scheduler.add(i % 100, start);
  BOOST_TEST_MESSAGE("bytes per instance: " << static_cast<double>(scheduler.memory_size()) / count);
  BOOST_TEST(scheduler.memory_size() <= 40 * std::size_t{count});
  // With a script each, too.
  fleet_scheduler each(fleet_options(), start);
  for (std::uint32_t i = 0; i < count; ++i) each.add(i, start);
  BOOST_TEST(each.memory_size() <= 56 * std::size_t{count});
}

BOOST_AUTO_TEST_SUITE_END()
