#include "report/page_spectrum.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>

BOOST_AUTO_TEST_SUITE(load_page_spectrum)

namespace {

using namespace dataarts::load;  // NOLINT(google-build-using-namespace)

hdr_histogram values_up_to(std::int64_t count) {
  hdr_histogram made;
  for (std::int64_t i = 1; i <= count; ++i) made.record(i * i * 1000);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(points_are_values_at_percentiles) {
  auto const histogram = values_up_to(10'000);
  auto const spectrum = page_spectrum(histogram);
  auto const& percentiles = spectrum.at("percentiles").as_array();
  auto const& values = spectrum.at("values").as_array();
  BOOST_TEST(spectrum.at("count").as_uint64() == 10'000U);
  // 8 for each halving, of which 10,000 values have 13.3, and the largest.
  BOOST_REQUIRE_EQUAL(percentiles.size(), 108U);
  BOOST_REQUIRE_EQUAL(values.size(), 108U);
  for (std::size_t i = 0; i < values.size(); ++i) {
    auto const percentile = percentiles[i].to_number<double>();
    BOOST_TEST(values[i].as_int64() == histogram.value_at_percentile(percentile));
    if (i > 0) BOOST_TEST(percentile > percentiles[i - 1].to_number<double>());
  }
  BOOST_TEST(percentiles[0].to_number<double>() == 0);
  BOOST_TEST(percentiles[8].to_number<double>() == 50);
  BOOST_TEST(percentiles[16].to_number<double>() == 75);
  BOOST_TEST(percentiles[107].to_number<double>() == 100);
  BOOST_TEST(values[107].as_int64() == histogram.max());
}

BOOST_AUTO_TEST_CASE(one_value_is_the_largest) {
  auto const spectrum = page_spectrum(values_up_to(1));
  BOOST_REQUIRE_EQUAL(spectrum.at("values").as_array().size(), 1U);
  BOOST_TEST(spectrum.at("percentiles").as_array()[0].to_number<double>() == 100);
  BOOST_TEST(spectrum.at("values").as_array()[0].as_int64() == 1000);
}

BOOST_AUTO_TEST_CASE(nothing_recorded_has_no_points) {
  auto const spectrum = page_spectrum(hdr_histogram());
  BOOST_TEST(spectrum.at("count").as_uint64() == 0U);
  BOOST_TEST(spectrum.at("percentiles").as_array().empty());
  BOOST_TEST(spectrum.at("values").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
