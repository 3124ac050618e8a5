#include "run/interval_collector.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_interval_collector)

namespace {

using dataarts::load::interval_collector;
using dataarts::load::measurement;
using dataarts::load::outcome;
using dataarts::load::whole_interval;
using dataarts::load::worker_interval;

struct told {
  std::int64_t second;
  std::uint64_t answered;
  std::uint64_t in_flight;

  bool operator==(told const&) const = default;
};

struct collected {
  std::vector<told> all;
  interval_collector collector;

  explicit collected(std::size_t workers)
      : collector(workers, [this](whole_interval const& whole) {
          all.push_back({whole.second, whole.seen->count(outcome::answered), whole.in_flight});
        }) {}

  void add(std::size_t worker, std::int64_t second, int answers, std::uint64_t in_flight = 0) {
    auto seen = collector.empty();
    for (int i = 0; i < answers; ++i) seen->end(outcome::answered, 1000, 500);
    collector.add({worker, second, std::move(seen), in_flight, 1});
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_second_is_whole_when_all_workers_are_past_it) {
  collected now(2);
  now.add(0, 0, 3, 5);
  now.add(0, 1, 1);
  BOOST_TEST(now.all.empty());
  now.add(1, 0, 4, 2);
  BOOST_TEST((now.all == std::vector<told>{{0, 7, 7}}));
  now.add(1, 1, 1);
  BOOST_TEST((now.all.back() == told{1, 2, 0}));
}

BOOST_AUTO_TEST_CASE(seconds_that_a_worker_slept_through_are_not_waited_for) {
  collected now(2);
  now.add(0, 0, 1);
  now.add(0, 1, 1);
  now.add(0, 2, 1);
  now.add(1, 2, 1);
  BOOST_TEST((now.all == std::vector<told>{{0, 1, 0}, {1, 1, 0}, {2, 2, 0}}));
}

BOOST_AUTO_TEST_CASE(a_worker_that_has_finished_is_not_waited_for) {
  collected now(2);
  now.add(0, 0, 1);
  now.collector.finished(0);
  BOOST_TEST(now.all.empty());
  now.add(1, 0, 1);
  now.add(1, 1, 2);
  BOOST_TEST((now.all == std::vector<told>{{0, 2, 0}, {1, 2, 0}}));
}

BOOST_AUTO_TEST_CASE(what_is_given_out_again_is_empty) {
  collected now(1);
  now.add(0, 0, 5);
  auto const again = now.collector.empty();
  BOOST_TEST(again->count(outcome::answered) == 0U);
  BOOST_TEST(again->of(outcome::answered) != nullptr);  // used before
  BOOST_TEST(again->of(outcome::answered)->response.count() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
