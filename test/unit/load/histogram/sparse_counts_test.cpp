#include "histogram/sparse_counts.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <random>

BOOST_AUTO_TEST_SUITE(sparse_counts_of_histograms)

using histogram = dataarts::load::hdr_histogram;

BOOST_AUTO_TEST_CASE(nothing_stays_nothing) {
  dataarts::load::sparse_counts const none{histogram()};
  histogram to;
  none.add_to(to);
  BOOST_TEST(to.count() == 0U);
  BOOST_TEST(none.entries().empty());
}

BOOST_AUTO_TEST_CASE(adding_is_the_same_as_with_the_histogram) {
  constexpr unsigned seed = 3;
  BOOST_TEST_MESSAGE("seed " << seed);
  std::mt19937_64 random(seed);
  histogram by_histogram, by_counts;
  for (int part = 0; part < 5; ++part) {
    histogram some;
    for (int i = 0; i < 500; ++i) some.record(static_cast<std::int64_t>(random() >> (random() % 60)));
    by_histogram.add(some);
    dataarts::load::sparse_counts const counts(some);
    BOOST_TEST(counts.count() == 500U);
    BOOST_TEST(counts.max() == some.max());
    counts.add_to(by_counts);
  }
  BOOST_TEST(by_counts.count() == by_histogram.count());
  BOOST_TEST(by_counts.max() == by_histogram.max());
  for (std::size_t i = 0; i < histogram::size; ++i) BOOST_REQUIRE(by_counts.at(i) == by_histogram.at(i));
}

BOOST_AUTO_TEST_SUITE_END()
