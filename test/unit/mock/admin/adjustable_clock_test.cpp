#include <dataarts/mock/adjustable_clock.hpp>
#include <dataarts/virtual_clock.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "loop.hpp"

BOOST_AUTO_TEST_SUITE(mock_adjustable_clock)

namespace {

using namespace std::chrono_literals;
using dataarts::mock::adjustable_clock;

struct clocks {
  boost::asio::io_context context{1};
  std::shared_ptr<dataarts::virtual_clock> followed = std::make_shared<dataarts::virtual_clock>();
  std::shared_ptr<adjustable_clock> clock = std::make_shared<adjustable_clock>(followed);
  std::string fired;

  std::unique_ptr<dataarts::clock::alarm> alarm(char name) {
    return clock->make_alarm(context.get_executor(), [this, name] { fired += name; });
  }
  std::string settled() {
    test::settle(context);
    return fired;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(it_goes_with_the_followed_clock_until_it_is_frozen, clocks) {
  followed->advance(5s);
  BOOST_TEST((clock->elapsed() == 5s));
  BOOST_TEST((clock->wall_now() == followed->wall_now()));
  clock->freeze();
  clock->freeze();
  followed->advance(5s);
  BOOST_TEST((clock->elapsed() == 5s));
  BOOST_TEST(clock->frozen());
  clock->resume();
  clock->resume();
  BOOST_TEST((clock->elapsed() == 5s));
  followed->advance(1s);
  BOOST_TEST((clock->elapsed() == 6s));
}

BOOST_FIXTURE_TEST_CASE(one_that_stands_begins_at_its_time_of_day, clocks) {
  dataarts::clock::wall_time const start{1'700'000'000s};
  auto const standing = std::make_shared<adjustable_clock>(start, followed);
  followed->advance(1h);
  BOOST_TEST((standing->wall_now() == start));
  standing->advance(90s);
  BOOST_TEST((standing->wall_now() == start + 90s));
  standing->resume();
  followed->advance(1s);
  BOOST_TEST((standing->wall_now() == start + 91s));
}

BOOST_FIXTURE_TEST_CASE(an_alarm_fires_when_its_time_is_reached_in_any_way, clocks) {
  auto const a = alarm('a');
  auto const b = alarm('b');
  auto const c = alarm('c');
  a->arm(clock->now() + 10s);
  b->arm(clock->now() + 20s);
  c->arm(clock->now() + 30s);
  followed->advance(9s);
  BOOST_TEST(settled() == "");
  followed->advance(1s);
  BOOST_TEST(settled() == "a");
  clock->advance(9s);
  BOOST_TEST(settled() == "a");
  followed->advance(1s);  // nine of the ten seconds were jumped over
  BOOST_TEST(settled() == "ab");
  clock->freeze();
  followed->advance(1h);
  BOOST_TEST(settled() == "ab");
  clock->advance(10s);
  BOOST_TEST(settled() == "abc");
}

BOOST_FIXTURE_TEST_CASE(alarms_that_one_jump_reaches_fire_in_their_order, clocks) {
  auto const late = alarm('l');
  auto const early = alarm('e');
  auto const off = alarm('x');
  auto const moved = alarm('m');
  late->arm(clock->now() + 3s);
  early->arm(clock->now() + 1s);
  off->arm(clock->now() + 2s);
  moved->arm(clock->now() + 1s);
  moved->arm(clock->now() + 4s);
  off->disarm();
  clock->freeze();
  clock->advance(1h);
  BOOST_TEST(settled() == "elm");
  clock->resume();
  followed->advance(1h);
  BOOST_TEST(settled() == "elm");
}

BOOST_FIXTURE_TEST_CASE(an_alarm_that_is_due_fires_at_once, clocks) {
  auto const now = alarm('n');
  now->arm(clock->now());
  BOOST_TEST(settled() == "n");
  clock->freeze();
  now->arm(clock->now());
  BOOST_TEST(settled() == "nn");
}

BOOST_FIXTURE_TEST_CASE(an_alarm_armed_while_it_stands_fires_after_it_is_resumed, clocks) {
  clock->freeze();
  auto const a = alarm('a');
  a->arm(clock->now() + 1s);
  followed->advance(1h);
  BOOST_TEST(settled() == "");
  clock->resume();
  followed->advance(1s);
  BOOST_TEST(settled() == "a");
}

BOOST_FIXTURE_TEST_CASE(it_does_not_go_back_or_too_far, clocks) {
  BOOST_CHECK_THROW(clock->advance(-1ns), std::invalid_argument);
  BOOST_CHECK_THROW(clock->advance(dataarts::clock::duration::max()), std::invalid_argument);
  for (int i = 0; i < 10; ++i) clock->advance(24h * 3'652);
  BOOST_CHECK_THROW(clock->advance(24h * 36), std::invalid_argument);
  BOOST_TEST((clock->elapsed() == 24h * 36'520));
}

BOOST_FIXTURE_TEST_CASE(it_never_goes_back_however_many_threads_move_it, clocks) {
  std::atomic<bool> end = false;
  std::atomic<bool> back = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) {
    readers.emplace_back([&] {
      for (auto last = clock->now(); !end;) {
        auto const now = clock->now();
        if (now < last) back = true;
        last = now;
      }
    });
  }
  for (int i = 0; i < 20'000; ++i) {
    if (i % 3 == 0) clock->freeze();
    clock->advance(1us);
    followed->advance(5us);
    if (i % 3 == 2) clock->resume();
  }
  end = true;
  for (auto& each : readers) each.join();
  BOOST_TEST(!back);
}

BOOST_AUTO_TEST_SUITE_END()
