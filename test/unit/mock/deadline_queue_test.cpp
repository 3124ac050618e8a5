#include "deadline_queue.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

BOOST_AUTO_TEST_SUITE(mock_deadline_queue)

namespace {

using namespace std::chrono_literals;
using dataarts::mock::deadline_queue;
using time_point = deadline_queue::time_point;

struct noted final : deadline_queue::entry {
  explicit noted(std::vector<noted*>& to) : list(to) {}
  void on_due(time_point) override { list.push_back(this); }
  std::vector<noted*>& list;
};

struct fixture {
  time_point const start{};
  std::vector<time_point> armed;
  std::vector<noted*> due;
  deadline_queue queue{[this](time_point at) { armed.push_back(at); }};
  noted a{due}, b{due};
  ~fixture() {
    queue.remove(a);
    queue.remove(b);
  }
};

BOOST_FIXTURE_TEST_CASE(calls_in_the_order_of_time, fixture) {
  queue.set(a, start + 5s);
  queue.set(b, start + 3s);
  BOOST_TEST((armed == std::vector{start + 5s, start + 3s}));
  queue.on_alarm(start + 10s);
  BOOST_TEST((due == std::vector{&b, &a}));
  BOOST_TEST(queue.empty());
}

BOOST_FIXTURE_TEST_CASE(moving_a_deadline_back_sets_no_alarm, fixture) {
  queue.set(a, start + 5s);
  for (int i = 1; i <= 100; ++i) queue.set(a, start + 5s + i * 1s);
  BOOST_TEST(armed.size() == 1U);
  queue.on_alarm(start + 5s);
  BOOST_TEST(due.empty());
  BOOST_TEST((armed.back() == start + 105s));
  queue.on_alarm(start + 105s);
  BOOST_TEST((due == std::vector{&a}));
}

BOOST_FIXTURE_TEST_CASE(moving_a_deadline_forward_does, fixture) {
  queue.set(a, start + 5s);
  queue.set(a, start + 2s);
  BOOST_TEST((armed.back() == start + 2s));
  queue.on_alarm(start + 2s);
  BOOST_TEST((due == std::vector{&a}));
}

BOOST_FIXTURE_TEST_CASE(what_is_removed_is_not_called, fixture) {
  queue.set(a, start + 1s);
  queue.set(b, start + 2s);
  queue.remove(a);
  queue.on_alarm(start + 1s);
  BOOST_TEST(due.empty());
  BOOST_TEST((armed.back() == start + 2s));
  queue.set(a, start + 2s);  // and may come back
  queue.on_alarm(start + 2s);
  BOOST_TEST(due.size() == 2U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
