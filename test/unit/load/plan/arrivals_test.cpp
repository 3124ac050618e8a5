#include "plan/arrivals.hpp"

#include "plan/stages.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>
#include <type_traits>
#include <vector>

BOOST_AUTO_TEST_SUITE(plan_arrivals)

using namespace dataarts::load;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

struct entry {
  std::uint64_t k;
  std::int64_t at;
  friend bool operator==(entry const&, entry const&) = default;
};

plan open_plan(std::string_view stages, arrivals_kind kind = arrivals_kind::uniform) {
  plan made;
  made.model = load_model::open;
  made.stages = parse_stages(stages);
  made.arrivals = kind;
  return made;
}

std::vector<entry> all_of(plan const& of, shard part = {}) {
  rate_profile const profile(of.stages);
  arrivals coming(of, profile, part);
  std::vector<entry> all;
  while (auto const next = coming.next()) all.push_back({next->k, next->at.count()});
  BOOST_TEST(!coming.next());  // and remains so
  return all;
}

// Nothing in it owns memory, so no call can allocate any.
static_assert(std::is_trivially_copyable_v<arrivals>);

BOOST_AUTO_TEST_CASE(even_arrivals) {
  auto const all = all_of(open_plan("2/s:2s,4/s:1s"));
  std::vector<std::int64_t> const expected{0, 500, 1000, 1500, 2000, 2250, 2500, 2750};
  BOOST_REQUIRE(all.size() == expected.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    BOOST_TEST(all[i].k == i);
    BOOST_TEST(all[i].at == expected[i] * 1'000'000);
  }
}

BOOST_AUTO_TEST_CASE(poisson_arrivals_of_a_seed_are_always_these) {
  auto const all = all_of(open_plan("1000/s:1s", arrivals_kind::poisson));
  BOOST_REQUIRE(all.size() > 3U);
  // As computed from the definition with 60 digits, by another program.
  BOOST_TEST(all[0].at == 1'019'526);
  BOOST_TEST(all[1].at == 1'123'304);
  BOOST_TEST(all[2].at == 2'990'827);
  BOOST_TEST(all.size() == 935U);
}

BOOST_AUTO_TEST_CASE(the_count_of_requests_leaves_the_warm_up_out) {
  for (auto const kind : {arrivals_kind::uniform, arrivals_kind::poisson}) {
    auto some = open_plan("100/s:10s", kind);
    some.warmup = 2s;
    for (std::uint64_t const requests : {1U, 10U, 300U}) {
      some.requests = requests;
      auto const all = all_of(some);
      auto const measured =
          std::count_if(all.begin(), all.end(), [](entry const& each) { return each.at >= nanoseconds(2s).count(); });
      BOOST_TEST(static_cast<std::uint64_t>(measured) == requests);
      BOOST_TEST(all.back().k == all.size() - 1);
    }
    some.requests.reset();
    auto const ends_by_time = all_of(some);
    for (auto const requests : {std::uint64_t{1'000'000}, UINT64_MAX - 1, UINT64_MAX}) {
      some.requests = requests;
      BOOST_TEST((all_of(some) == ends_by_time));
    }
  }
  auto even = open_plan("100/s:10s");
  even.warmup = 2s;
  even.requests = 10;
  BOOST_TEST(arrivals::expected_total(even, rate_profile(even.stages)) == 210U);
}

plan random_plan(std::mt19937_64& random) {
  plan made;
  made.model = load_model::open;
  made.seed = random();
  made.arrivals = random() % 2 == 0 ? arrivals_kind::uniform : arrivals_kind::poisson;
  auto const count = 1 + random() % 4;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto const rate = [&] { return random() % 4 == 0 ? 0.0 : static_cast<double>(random() % 100'000) / 100; };
    auto const from = rate();
    made.stages.push_back({from, random() % 2 == 0 ? from : rate(), nanoseconds(1 + random() % 1'000'000'000)});
  }
  made.warmup = nanoseconds(random() % 500'000'000);
  if (random() % 2 == 0) made.requests = 1 + random() % 500;
  return made;
}

BOOST_AUTO_TEST_CASE(the_parts_together_are_the_plan_of_one_process) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937_64 random(seed);
      auto const some = random_plan(random);
      auto const whole = all_of(some);
      BOOST_REQUIRE(std::is_sorted(whole.begin(), whole.end(), [](auto& a, auto& b) { return a.at < b.at; }));
      auto const shards = 1 + random() % 5;
      auto const threads = 1 + random() % 3;
      std::vector<entry> together;
      for (std::size_t i = 0; i < shards; ++i) {
        for (std::size_t thread = 0; thread < threads; ++thread) {
          for (auto const& each : all_of(some, part_of({i, shards}, thread, threads))) {
            BOOST_REQUIRE(each.k % shards == i);
            together.push_back(each);
          }
        }
      }
      std::sort(together.begin(), together.end(), [](auto& a, auto& b) { return a.k < b.k; });
      BOOST_REQUIRE((together == whole));
    }
  }
}

// Kolmogorov and Smirnov: the gaps are exponential.
BOOST_AUTO_TEST_CASE(poisson_gaps_are_exponential) {
  for (std::uint64_t seed : {1U, 2U, 3U}) {
    auto some = open_plan("1000/s:100s", arrivals_kind::poisson);
    some.seed = seed;
    auto const all = all_of(some);
    std::vector<double> gaps;
    std::int64_t before = 0;
    for (auto const& each : all) {
      gaps.push_back(static_cast<double>(each.at - before) * 1e-6);
      before = each.at;
    }
    std::sort(gaps.begin(), gaps.end());
    auto const count = static_cast<double>(gaps.size());
    double distance = 0;
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      auto const expected = 1 - std::exp(-gaps[i]);
      distance = std::max({distance, std::abs(expected - static_cast<double>(i) / count),
                           std::abs(expected - static_cast<double>(i + 1) / count)});
    }
    BOOST_TEST_MESSAGE("seed " << seed << ": " << all.size() << " arrivals, distance times root "
                               << distance * std::sqrt(count));
    BOOST_TEST(distance * std::sqrt(count) < 1.63);  // exceeded by one seed in a hundred
    BOOST_TEST(std::abs(count - 100'000) < 5 * std::sqrt(100'000));
  }
}

// In equal shares of what the rate adds up to, ramps included, the counts are those of a Poisson distribution.
BOOST_AUTO_TEST_CASE(poisson_arrivals_follow_a_ramp) {
  auto some = open_plan("0->1000/s:60s,1000->0/s:60s", arrivals_kind::poisson);
  some.seed = 9;
  rate_profile const profile(some.stages);
  constexpr std::size_t shares = 100;
  std::vector<double> counts(shares);
  for (auto const& each : all_of(some)) {
    auto const share = profile.due_by(nanoseconds(each.at)) * shares / profile.total();
    ++counts[std::min(static_cast<std::size_t>(share), shares - 1)];
  }
  double chi_square = 0;
  for (auto const count : counts) chi_square += (count - 600) * (count - 600) / 600;
  BOOST_TEST_MESSAGE("seed 9: chi square " << chi_square);
  BOOST_TEST(chi_square < 149.4);  // of 100 degrees of freedom, exceeded once in a thousand
  BOOST_TEST(chi_square > 61.9);   // and below that once in a thousand
}

BOOST_AUTO_TEST_SUITE_END()
