#include "compare/comparison.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <vector>

BOOST_AUTO_TEST_SUITE(comparison_of_runs)

using namespace dataarts::load;
using histogram = dataarts::load::hdr_histogram;

constexpr double ms = 1e6;

/// Seconds whose requests share their luck: all latencies of a second are multiplied by the same random factor, which
/// drifts from second to second.
class synthetic_run {
 public:
  explicit synthetic_run(unsigned seed) : random_(seed) {}

  std::vector<block> make(int seconds, int per_second, double scale, double error_share = 0.01) {
    std::vector<block> made;
    for (int i = 0; i < seconds; ++i) made.push_back(second(per_second, scale, factor(), error_share));
    return made;
  }

  double factor() {
    drift_ = 0.3 * drift_ + 0.1 * normal_(random_);
    return std::exp(drift_);
  }

  block second(int requests, double scale, double luck, double error_share = 0.01) {
    block made;
    made.seconds = 1;
    values_.reset();  // a histogram is large, thousands of measurements would take their time
    for (int i = 0; i < requests; ++i) {
      ++made.ended;
      if (uniform_(random_) < error_share) {
        ++made.errors;
      } else {
        values_.record(static_cast<std::int64_t>(10 * ms * scale * luck * std::exp(0.5 * normal_(random_))));
      }
    }
    made.latency.emplace_back(values_);
    return made;
  }

 private:
  std::mt19937_64 random_;
  std::normal_distribution<double> normal_;
  std::uniform_real_distribution<double> uniform_;
  histogram values_;
  double drift_ = 0;
};

difference const& of(comparison const& all, compared what) { return all.differences[static_cast<std::size_t>(what)]; }

BOOST_AUTO_TEST_CASE(length_of_blocks) {
  BOOST_TEST(block_length(0) == 1U);
  BOOST_TEST(block_length(10) == 1U);
  BOOST_TEST(block_length(20) == 2U);
  BOOST_TEST(block_length(60) == 3U);
  BOOST_TEST(block_length(3600) == 15U);
  BOOST_TEST(block_length(86'400) == 173U);
  std::vector<block> seconds(7);
  for (auto& each : seconds) each.seconds = 1;
  auto const joined_seconds = joined(seconds, 3);
  BOOST_REQUIRE(joined_seconds.size() == 3U);
  BOOST_TEST(joined_seconds[0].seconds == 3);
  BOOST_TEST(joined_seconds[2].seconds == 1);
}

BOOST_AUTO_TEST_CASE(a_block_of_a_measurement) {
  measurement seen;
  seen.end(outcome::answered, 20, 10);
  seen.end(outcome::throttled, 5, 5);
  seen.end(outcome::cancelled, 5, 5);
  auto const response = block_of(seen, 1.5);
  BOOST_TEST(response.seconds == 1.5);
  BOOST_TEST(response.ended == 2U);
  BOOST_TEST(response.errors == 1U);
  BOOST_TEST(response.answered() == 1U);
  BOOST_TEST(response.latency.at(0).max() == 20);
  BOOST_TEST(block_of(seen, 1, compared_latency::service).latency.at(0).max() == 10);
}

BOOST_AUTO_TEST_CASE(sums_are_those_of_the_histograms) {
  synthetic_run some(21);
  auto const blocks = joined(some.make(12, 300, 1), 2);
  block_sums const sums(blocks);
  std::vector<std::uint32_t> const times{0, 2, 1, 0, 3, 1};
  histogram expected;
  std::uint64_t ended = 0, errors = 0;
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::uint32_t n = 0; n < times[i]; ++n) {
      for (auto const& each : blocks[i].latency) {
        for (auto const& entry : each.entries()) expected.record(histogram::highest_in(entry.index), entry.count);
      }
      ended += blocks[i].ended;
      errors += blocks[i].errors;
    }
  }
  auto const values = sums.of(times);
  auto const value = [&](compared what) { return values[static_cast<std::size_t>(what)].value(); };
  BOOST_TEST(value(compared::p50) == static_cast<double>(expected.value_at_percentile(50)));
  BOOST_TEST(value(compared::p90) == static_cast<double>(expected.value_at_percentile(90)));
  BOOST_TEST(value(compared::p99) == static_cast<double>(expected.value_at_percentile(99)));
  BOOST_TEST(value(compared::p999) == static_cast<double>(expected.value_at_percentile(99.9)));
  BOOST_TEST(value(compared::mean) == expected.mean(), boost::test_tools::tolerance(1e-9));
  BOOST_TEST(value(compared::throughput) == static_cast<double>(expected.count()) / 14,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(value(compared::error_share) == static_cast<double>(errors) / static_cast<double>(ended),
             boost::test_tools::tolerance(1e-9));
}

struct coverage {
  int covered = 0, alarms = 0, found = 0, trials = 0;
};

/// How often the interval of `what` holds the true change.
coverage try_often(compared what, int seconds, double scale, double truth, bool paired, unsigned seed) {
  coverage made;
  comparison_options options;
  options.resamples = 400;
  for (unsigned trial = 0; trial < 200; ++trial) {
    synthetic_run runs(seed + trial);
    options.seed = trial;
    comparison compared_runs;
    if (paired) {
      std::vector<block> before, after;
      for (int i = 0; i < seconds; ++i) {
        auto const luck = runs.factor() * runs.factor();  // of both, since they are measured next to each other
        before.push_back(runs.second(100, 1, luck));
        after.push_back(runs.second(100, scale, luck));
      }
      compared_runs = compare_paired(before, after, options);
    } else {
      auto const before = runs.make(seconds, 100, 1);
      auto const after = runs.make(seconds, 100, scale);
      compared_runs = compare_runs(before, after, options);
    }
    auto const& change = of(compared_runs, what);
    BOOST_REQUIRE_MESSAGE(change.why.empty(), change.why);
    ++made.trials;
    if (change.low <= truth && truth <= change.high) ++made.covered;
    if (compared_runs.regressed()) ++made.alarms;
    if (change.verdict == change_verdict::worse) ++made.found;
  }
  BOOST_TEST_MESSAGE("seed " << seed << ": covered " << made.covered << ", alarms " << made.alarms << ", found "
                             << made.found << " of " << made.trials);
  return made;
}

void check_coverage(coverage const& seen) {
  BOOST_TEST(seen.covered >= seen.trials * 0.90);
  BOOST_TEST(seen.covered <= seen.trials * 0.995);
}

BOOST_AUTO_TEST_CASE(intervals_hold_the_truth_and_equal_runs_raise_no_alarm) {
  for (auto const what : {compared::p50, compared::p99}) {
    auto const equal = try_often(what, 60, 1, 0, false, 1000);
    check_coverage(equal);
    BOOST_TEST(equal.alarms <= equal.trials / 50);
  }
}

BOOST_AUTO_TEST_CASE(intervals_hold_a_true_change_and_find_it) {
  auto const slower = try_often(compared::p50, 60, 1.2, 0.2, false, 2000);
  check_coverage(slower);
  BOOST_TEST(slower.found >= slower.trials * 0.95);
}

BOOST_AUTO_TEST_CASE(few_blocks_are_enough_for_an_honest_interval) {
  check_coverage(try_often(compared::p50, 20, 1, 0, false, 3000));
}

BOOST_AUTO_TEST_CASE(paired_intervals) {
  auto const slower = try_often(compared::p50, 30, 1.2, 0.2, true, 4000);
  check_coverage(slower);
  BOOST_TEST(slower.found >= slower.trials * 0.95);
  auto const equal = try_often(compared::p90, 30, 1, 0, true, 5000);
  check_coverage(equal);
  BOOST_TEST(equal.alarms <= equal.trials / 50);
}

BOOST_AUTO_TEST_CASE(pairs_take_away_what_changed_for_both) {
  synthetic_run runs(31);
  std::vector<block> before, after;
  for (int i = 0; i < 30; ++i) {
    auto const luck = 1 + 0.1 * i;  // both get slower and slower
    before.push_back(runs.second(200, 1, luck));
    after.push_back(runs.second(200, 1, luck));
  }
  auto const paired = compare_paired(before, after);
  auto const apart = compare_runs(before, after);
  auto const width = [](difference const& each) { return each.high - each.low; };
  BOOST_TEST(width(of(paired, compared::p50)) * 4 < width(of(apart, compared::p50)));
  BOOST_TEST(to_string(of(paired, compared::p50).verdict) == "same");
}

BOOST_AUTO_TEST_CASE(requests_of_a_second_are_not_taken_for_independent) {
  // Independent draws of 6,000 requests would give an interval of some 2 %; the seconds differ by 10 %.
  synthetic_run runs(41);
  auto const before = runs.make(60, 100, 1);
  auto const after = runs.make(60, 100, 1);
  auto const p50 = of(compare_runs(before, after), compared::p50);
  BOOST_TEST(p50.high - p50.low > 0.05);
}

BOOST_AUTO_TEST_CASE(less_throughput_and_more_errors_are_worse) {
  synthetic_run runs(51);
  auto const before = runs.make(60, 100, 1, 0.01);
  auto const fewer = runs.make(60, 80, 1, 0.01);
  auto const failing = runs.make(60, 100, 1, 0.05);
  auto const slowed = compare_runs(before, fewer);
  BOOST_TEST(to_string(of(slowed, compared::throughput).verdict) == "worse");
  BOOST_TEST(slowed.regressed());
  BOOST_TEST(to_string(of(compare_runs(fewer, before), compared::throughput).verdict) == "better");
  auto const errors = of(compare_runs(before, failing), compared::error_share);
  BOOST_TEST(to_string(errors.verdict) == "worse");
  BOOST_TEST(*errors.change == 0.04, boost::test_tools::tolerance(0.2));
  BOOST_TEST(to_string(of(compare_runs(failing, before), compared::error_share).verdict) == "better");
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_interval) {
  synthetic_run runs(61);
  auto const before = runs.make(30, 50, 1);
  auto const after = runs.make(30, 50, 1.1);
  auto const first = compare_runs(before, after);
  auto const again = compare_runs(before, after);
  comparison_options other;
  other.seed = 2;
  auto const different = compare_runs(before, after, other);
  BOOST_TEST(of(first, compared::mean).low == of(again, compared::mean).low);
  BOOST_TEST(of(first, compared::mean).low != of(different, compared::mean).low);
}

BOOST_AUTO_TEST_CASE(too_little_data_is_said) {
  synthetic_run runs(71);
  auto const few = runs.make(7, 100, 1);
  auto const more = runs.make(8, 100, 1);
  BOOST_TEST(of(compare_runs(few, more), compared::p50).why == "only 7 blocks of time, 8 are needed");
  BOOST_TEST(of(compare_runs(few, more), compared::p50).before.has_value());
  auto const all = compare_runs(more, more);
  BOOST_TEST(of(all, compared::p50).why == "");
  BOOST_TEST(of(all, compared::p999).why.ends_with(" answers, 10000 are needed"));
  BOOST_TEST(to_string(of(all, compared::p999).verdict) == "undecided");
  auto const nothing = compare_runs({}, {});
  BOOST_TEST(!of(nothing, compared::p50).before.has_value());
  BOOST_TEST(!nothing.regressed());
  std::vector<block> const silent(20);
  BOOST_TEST(of(compare_runs(silent, silent), compared::error_share).why == "nothing to compare with");
  BOOST_CHECK_THROW(compare_paired(few, more), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
