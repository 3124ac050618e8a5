#include "pool/pool_state.hpp"

#include <boost/test/unit_test.hpp>

#include <random>
#include <set>
#include <vector>

BOOST_AUTO_TEST_SUITE(pool_state_test)

using dataarts::pool::pool_state;
using namespace std::chrono_literals;

namespace {

pool_state::limits small() { return {3, 30s, 5min}; }
constexpr pool_state::time_point start{};

pool_state::slot open_one(pool_state& pool, pool_state::time_point now) {
  auto const slot = pool.begin_open();
  pool.opened(slot, now);
  return slot;
}

}  // namespace

BOOST_AUTO_TEST_CASE(opens_no_more_than_calls_wait_and_than_there_is_room) {
  pool_state pool(small());
  BOOST_TEST(!pool.should_open(0));
  BOOST_TEST(pool.should_open(1));
  pool.begin_open();
  BOOST_TEST(!pool.should_open(1));
  BOOST_TEST(pool.should_open(2));
  pool.begin_open();
  pool.begin_open();
  BOOST_TEST(!pool.should_open(100));
  BOOST_TEST(pool.opening() == 3u);
  BOOST_TEST(pool.open() == 0u);
}

BOOST_AUTO_TEST_CASE(uses_the_connection_that_was_used_last) {
  pool_state pool(small());
  auto const a = open_one(pool, start);
  auto const b = open_one(pool, start);
  pool.give_back(a, start + 1s);
  pool.give_back(b, start + 2s);
  BOOST_TEST(pool.idle() == 2u);
  BOOST_TEST(pool.take_idle(start + 3s).value() == b);
  BOOST_TEST(pool.take_idle(start + 3s).value() == a);
  BOOST_TEST(!pool.take_idle(start + 3s));
  BOOST_TEST(pool.open() == 2u);
}

BOOST_AUTO_TEST_CASE(an_idle_connection_expires_exactly_at_the_limit) {
  pool_state pool(small());
  auto const a = open_one(pool, start);
  pool.give_back(a, start);
  BOOST_TEST(!pool.take_expired(start + 30s - 1ns));
  BOOST_TEST(!pool.take_idle(start + 30s));
  BOOST_TEST(pool.take_expired(start + 30s).value() == a);
  BOOST_TEST(!pool.take_expired(start + 30s));
  BOOST_TEST(pool.open() == 0u);
}

BOOST_AUTO_TEST_CASE(an_old_connection_is_not_reused) {
  pool_state pool(small());
  auto const old = open_one(pool, start);
  auto const young = open_one(pool, start + 4min);
  BOOST_TEST(pool.fit_for_reuse(old, start + 5min - 1ns));
  BOOST_TEST(!pool.fit_for_reuse(old, start + 5min));
  pool.give_back(young, start + 4min + 55s);
  pool.give_back(old, start + 4min + 59s);
  // `old` was used last, but its time is over: the other one is taken.
  BOOST_TEST(pool.take_idle(start + 5min).value() == young);
  BOOST_TEST(pool.take_expired(start + 5min).value() == old);
}

BOOST_AUTO_TEST_CASE(a_removed_slot_can_be_used_again) {
  pool_state pool({1, 30s, 5min});
  auto const first = pool.begin_open();
  pool.remove(first);
  BOOST_TEST(pool.opening() == 0u);
  auto const second = open_one(pool, start);
  pool.give_back(second, start);
  pool.remove(second);
  BOOST_TEST(pool.idle() == 0u);
  BOOST_TEST(pool.open() == 0u);
  pool.remove(second);  // idempotent
  BOOST_TEST(pool.should_open(1));
}

BOOST_AUTO_TEST_CASE(counts_hold_under_any_sequence) {
  auto const seed = std::random_device{}();
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937 random(seed);
  pool_state pool({8, 30s, 5min});
  std::set<pool_state::slot> opening, busy, idle;
  auto now = start;
  auto const any_of = [&](std::set<pool_state::slot> const& from) {
    return *std::next(from.begin(), static_cast<std::ptrdiff_t>(random() % from.size()));
  };
  for (int step = 0; step < 20'000; ++step) {
    now += std::chrono::milliseconds(random() % 5'000);
    switch (random() % 6) {
      case 0:
        if (pool.should_open(1 + random() % 12)) opening.insert(pool.begin_open());
        break;
      case 1:
        if (!opening.empty()) {
          auto const slot = any_of(opening);
          pool.opened(slot, now);
          opening.erase(slot);
          busy.insert(slot);
        }
        break;
      case 2:
        if (!busy.empty()) {
          auto const slot = any_of(busy);
          busy.erase(slot);
          if (pool.fit_for_reuse(slot, now)) {
            pool.give_back(slot, now);
            idle.insert(slot);
          } else {
            pool.remove(slot);
          }
        }
        break;
      case 3:
        if (auto const slot = pool.take_idle(now)) {
          BOOST_TEST_REQUIRE(idle.erase(*slot) == 1u);
          busy.insert(*slot);
        }
        break;
      case 4:
        while (auto const slot = pool.take_expired(now)) BOOST_TEST_REQUIRE(idle.erase(*slot) == 1u);
        break;
      default:
        for (auto* list : {&opening, &busy, &idle}) {
          if (list->empty() || random() % 8 != 0) continue;
          auto const slot = any_of(*list);
          pool.remove(slot);
          list->erase(slot);
        }
    }
    BOOST_TEST_REQUIRE(pool.opening() == opening.size());
    BOOST_TEST_REQUIRE(pool.open() == busy.size() + idle.size());
    BOOST_TEST_REQUIRE(pool.idle() == idle.size());
    BOOST_TEST_REQUIRE(opening.size() + busy.size() + idle.size() <= 8u);
  }
}

BOOST_AUTO_TEST_SUITE_END()
