#include "quantity_text.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(quantity_text)

using namespace dataarts::apps;

BOOST_AUTO_TEST_CASE(latencies) {
  BOOST_TEST(format_latency(0) == "0 ns");
  BOOST_TEST(format_latency(847) == "847 ns");
  BOOST_TEST(format_latency(999.4) == "999 ns");
  BOOST_TEST(format_latency(999.6) == "1.00 us");
  BOOST_TEST(format_latency(12'345) == "12.3 us");
  BOOST_TEST(format_latency(9'996'000) == "10.0 ms");
  BOOST_TEST(format_latency(999'600'000) == "1.00 s");
  BOOST_TEST(format_latency(45.6e9) == "45.6 s");
  BOOST_TEST(format_latency(90e9) == "1.50 min");
  BOOST_TEST(format_latency(3600e9) == "1.00 h");
}

BOOST_AUTO_TEST_CASE(bytes) {
  BOOST_TEST(format_bytes(0) == "0 B");
  BOOST_TEST(format_bytes(999) == "999 B");
  BOOST_TEST(format_bytes(1000) == "1.00 kB");
  BOOST_TEST(format_bytes(999'999) == "1.00 MB");
  BOOST_TEST(format_bytes(45'600'000'000) == "45.6 GB");
}

BOOST_AUTO_TEST_CASE(rates) {
  BOOST_TEST(format_rate(0) == "0");
  BOOST_TEST(format_rate(9.996) == "10.0");
  BOOST_TEST(format_rate(98.76) == "98.8");
  BOOST_TEST(format_rate(99.96) == "100");
  BOOST_TEST(format_rate(4912.6) == "4,913");
}

BOOST_AUTO_TEST_CASE(shares) {
  BOOST_TEST(format_share(0) == "0 %");
  BOOST_TEST(format_share(1) == "100 %");
  BOOST_TEST(format_share(1e-9) == "< 0.001 %");
  BOOST_TEST(format_share(0.00012) == "0.012 %");
  BOOST_TEST(format_share(0.1) == "10 %");
  BOOST_TEST(format_share(0.0123) == "1.23 %");
  BOOST_TEST(format_share(0.9995) == "99.95 %");
  BOOST_TEST(format_share(0.9999999) == "> 99.999 %");
}

BOOST_AUTO_TEST_SUITE_END()
