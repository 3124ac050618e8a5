#include "histogram/hdr_histogram.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <random>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_hdr_histogram)

using histogram = dataarts::load::hdr_histogram;

BOOST_AUTO_TEST_CASE(nothing_was_recorded) {
  histogram const empty;
  BOOST_TEST(empty.count() == 0U);
  BOOST_TEST(empty.min() == 0);
  BOOST_TEST(empty.max() == 0);
  BOOST_TEST(empty.mean() == 0);
  BOOST_TEST(empty.value_at_percentile(99) == 0);
  BOOST_TEST(empty.count_up_to(histogram::highest) == 0U);
}

BOOST_AUTO_TEST_CASE(each_counter_follows_the_one_before) {
  std::int64_t next = 0;
  for (std::size_t i = 0; i < histogram::index_of(histogram::highest); ++i) {
    BOOST_REQUIRE(histogram::lowest_in(i) == next);
    BOOST_REQUIRE(histogram::index_of(histogram::lowest_in(i)) == i);
    BOOST_REQUIRE(histogram::index_of(histogram::highest_in(i)) == i);
    next = histogram::highest_in(i) + 1;
  }
  BOOST_TEST(histogram::index_of(histogram::highest) < histogram::size);
}

BOOST_AUTO_TEST_CASE(three_digits_are_kept) {
  std::mt19937_64 random(7);
  BOOST_TEST_MESSAGE("seed 7");
  histogram one;
  for (int i = 0; i < 10'000; ++i) {
    auto const value = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(histogram::highest));
    one.reset();
    one.record(value);
    auto const index = histogram::index_of(value);
    auto const width = histogram::highest_in(index) - histogram::lowest_in(index);
    BOOST_REQUIRE(static_cast<double>(width) <= static_cast<double>(value) / 1000);
    BOOST_REQUIRE(one.value_at_percentile(50) == histogram::highest_in(index));
    BOOST_REQUIRE(one.value_at_percentile(0) == histogram::lowest_in(index));
    BOOST_REQUIRE(one.min() == histogram::lowest_in(index));
    BOOST_REQUIRE(one.max() == histogram::highest_in(index));
    if (i == 100) break;  // a histogram is large
  }
}

BOOST_AUTO_TEST_CASE(percentiles_are_those_of_the_sorted_values) {
  histogram some;
  for (std::int64_t i = 1; i <= 1000; ++i) some.record(i);
  BOOST_TEST(some.count() == 1000U);
  BOOST_TEST(some.value_at_percentile(0) == 1);
  BOOST_TEST(some.value_at_percentile(50) == 500);
  BOOST_TEST(some.value_at_percentile(99) == 990);
  BOOST_TEST(some.value_at_percentile(99.9) == 999);
  BOOST_TEST(some.value_at_percentile(100) == 1000);
  BOOST_TEST(some.count_up_to(250) == 250U);
  BOOST_TEST(some.mean() == 500.5);
  BOOST_TEST(some.standard_deviation() == 288.675, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(values_out_of_range_are_told) {
  histogram some;
  some.record(-5);
  some.record(histogram::highest + 1, 3);
  BOOST_TEST(some.count() == 4U);
  BOOST_TEST(some.clipped() == 3U);
  BOOST_TEST(some.min() == 0);
  BOOST_TEST(some.max() == histogram::highest_in(histogram::index_of(histogram::highest)));
}

BOOST_AUTO_TEST_CASE(the_middle_of_a_counter_is_rounded_up) {
  histogram some;
  some.record(2048);  // shares its counter with 2049
  BOOST_TEST(some.mean() == 2049);
  some.reset();
  some.record(4097);  // 4096 to 4099
  BOOST_TEST(some.mean() == 4098);
}

BOOST_AUTO_TEST_CASE(a_sum_of_histograms_is_the_histogram_of_all) {
  std::mt19937_64 random(11);
  BOOST_TEST_MESSAGE("seed 11");
  histogram all;
  std::vector<histogram> parts(3);
  for (int i = 0; i < 10'000; ++i) {
    auto const value = static_cast<std::int64_t>(random() >> (random() % 40 + 24));
    all.record(value);
    parts[static_cast<std::size_t>(i) % 3].record(value);
  }
  histogram sum;
  for (auto const& part : parts) sum.add(part);
  BOOST_TEST(sum.count() == all.count());
  BOOST_TEST(sum.min() == all.min());
  BOOST_TEST(sum.max() == all.max());
  for (std::size_t i = 0; i < histogram::size; ++i) BOOST_REQUIRE(sum.at(i) == all.at(i));
  sum.reset();
  BOOST_TEST(sum.count() == 0U);
  for (std::size_t i = 0; i < histogram::size; ++i) BOOST_REQUIRE(sum.at(i) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
