#include "verdict/threshold.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(threshold_parser)

using namespace std::chrono_literals;
using namespace dataarts::load;

BOOST_AUTO_TEST_CASE(latencies) {
  auto const plain = parse_threshold("p99<50ms");
  BOOST_TEST(plain.text == "p99<50ms");
  BOOST_TEST((plain.kind == threshold_kind::percentile));
  BOOST_TEST((plain.source == latency_source::response));
  BOOST_TEST(plain.percentile == 99);
  BOOST_TEST((plain.relation == threshold_relation::less));
  BOOST_TEST(plain.limit == 5e7);
  BOOST_TEST((plain.unit == threshold_unit::nanoseconds));
  BOOST_TEST(!plain.over.has_value());
  BOOST_TEST(!plain.abort);

  auto const finer = parse_threshold("p99.9<=1s");
  BOOST_TEST(finer.percentile == 99.9);
  BOOST_TEST((finer.relation == threshold_relation::less_or_equal));
  BOOST_TEST(finer.limit == 1e9);

  auto const service = parse_threshold("service.p99.99 > 1m30s");
  BOOST_TEST((service.source == latency_source::service));
  BOOST_TEST(service.percentile == 99.99);
  BOOST_TEST(service.limit == 90e9);

  BOOST_TEST((parse_threshold("max<2s").kind == threshold_kind::max));
  BOOST_TEST((parse_threshold("mean<10ms").kind == threshold_kind::mean));
  BOOST_TEST((parse_threshold("lag.max<1ms").kind == threshold_kind::max));
  BOOST_TEST((parse_threshold("lag.max<1ms").source == latency_source::lag));
  BOOST_TEST((parse_threshold("first_byte.min>=1us").source == latency_source::first_byte));
}

BOOST_AUTO_TEST_CASE(outcomes_and_rates) {
  auto const errors = parse_threshold("errors<0.1%");
  BOOST_TEST((errors.kind == threshold_kind::outcomes));
  BOOST_TEST(!errors.of.has_value());
  BOOST_TEST(errors.limit == 0.001);
  BOOST_TEST((errors.unit == threshold_unit::share));
  BOOST_TEST((parse_threshold("errors<10").unit == threshold_unit::count));
  BOOST_TEST(parse_threshold("errors<10").limit == 10);
  BOOST_TEST((parse_threshold("throttled<5%").of == outcome::throttled));
  BOOST_TEST((parse_threshold("dropped==0").of == outcome::dropped_by_generator));
  BOOST_TEST((parse_threshold("dropped==0").relation == threshold_relation::equal));
  for (std::size_t i = 0; i < outcome_count; ++i) {
    auto const each = static_cast<outcome>(i);
    BOOST_TEST((parse_threshold(std::string(to_string(each)) + "<1").of == each));
  }
  BOOST_TEST((parse_threshold("rate>=0.99*planned").unit == threshold_unit::of_planned));
  BOOST_TEST(parse_threshold("rate>=0.99*planned").limit == 0.99);
  BOOST_TEST(parse_threshold("rate>=planned").limit == 1);
  BOOST_TEST((parse_threshold("rate>=4900/s").unit == threshold_unit::per_second));
  BOOST_TEST(parse_threshold("rate>=4900/s").limit == 4900);
}

BOOST_AUTO_TEST_CASE(windows_and_abort) {
  auto const both = parse_threshold("  p99 < 50ms  over 10s abort ");
  BOOST_TEST(both.text == "p99 < 50ms  over 10s abort");
  BOOST_TEST((both.over == std::optional(10s)));
  BOOST_TEST(both.abort);
  BOOST_TEST((parse_threshold("errors<10 abort over 1m").over == std::optional(60s)));
  std::vector<std::string> const plain{"p50<1s"};
  std::vector<std::string> const fatal{"errors<10", "max<1s"};
  auto const all = parse_thresholds(plain, fatal);
  BOOST_REQUIRE(all.size() == 3U);
  BOOST_TEST(!all[0].abort);
  BOOST_TEST(all[1].abort);
  BOOST_TEST(all[2].abort);
}

struct bad_text {
  std::string_view text;
  std::string_view message;
};

std::ostream& operator<<(std::ostream& out, bad_text const& value) { return out << value.text; }

bad_text const bad_texts[] = {
    {"",
     R"(threshold "", column 1: nothing is measured; write what, such as p99<50ms, errors<0.1% or rate>=0.99*planned)"},
    {"p99<50", R"(threshold "p99<50", column 5: "50" is no time; write a number and h, m, s, ms or us, such as 50ms)"},
    {"p99<fast",
     R"(threshold "p99<fast", column 5: "fast" is no time; write a number and h, m, s, ms or us, such as 50ms)"},
    {"p99<", R"(threshold "p99<", column 5: the limit is missing, such as 50ms)"},
    {"p99",
     R"(threshold "p99", column 4: a comparison is missing: <, <=, ==, >= or >, then a limit, such as p99<50ms)"},
    {"p99=<5ms", R"(threshold "p99=<5ms", column 4: =< is no comparison; there are <, <=, ==, >= and >)"},
    {"dropped=0", R"(threshold "dropped=0", column 8: = is written ==)"},
    {"p101<5ms",
     R"(threshold "p101<5ms", column 1: "p101" is no percentile; one is above 0 and at most 100, such as p50, p99.9 or p100)"},
    {"p0<5ms",
     R"(threshold "p0<5ms", column 1: "p0" is no percentile; one is above 0 and at most 100, such as p50, p99.9 or p100)"},
    {"servce.p99<5ms", R"(threshold "servce.p99<5ms", column 1: "servce" is no latency; did you mean service?)"},
    {"x.p99<5ms",
     R"(threshold "x.p99<5ms", column 1: "x" is no latency; there are response, service, lag, dns, connect, tls and first_byte)"},
    {"lag.median<5ms",
     R"(threshold "lag.median<5ms", column 5: "median" is nothing that a latency has; it has p50, p99, p99.9 and so on, min, max and mean)"},
    {"service<5ms",
     R"(threshold "service<5ms", column 1: "service" of what? Write service.p99, service.max or service.mean)"},
    {"erors<1", R"(threshold "erors<1", column 1: "erors" is not measured; did you mean errors?)"},
    {"throtled<5%", R"(threshold "throtled<5%", column 1: "throtled" is not measured; did you mean throttled?)"},
    {"zzzzzz<5%",
     R"(threshold "zzzzzz<5%", column 1: "zzzzzz" is not measured; there are p99 (or any percentile), min, max, mean, rate, errors, dropped, and the classes of outcomes such as throttled)"},
    {"errors<0.1", R"(threshold "errors<0.1", column 8: 0.1 is no count; write 0.1% for a share, or a whole number)"},
    {"errors<-1", R"(threshold "errors<-1", column 8: "-1" is neither a count nor a share, such as 10 or 0.1%)"},
    {"errors<101%", R"(threshold "errors<101%", column 8: 101% is more than there can be; a share is 0% to 100%)"},
    {"errors<5ms", R"(threshold "errors<5ms", column 8: "5ms" is neither a count nor a share, such as 10 or 0.1%)"},
    {"rate>4900",
     R"(threshold "rate>4900", column 6: "4900" is no rate; write answers per second or a share of the planned ones, such as 4900/s)"},
    {"rate>99%",
     R"(threshold "rate>99%", column 6: "99%" is no rate; write answers per second or a share of the planned ones, such as 4900/s or 0.99*planned)"},
    {"p99<5ms over",
     R"(threshold "p99<5ms over", column 13: "" is no length of a window; it is 1s to 1h in whole seconds, such as over 10s)"},
    {"p99<5ms over 500ms",
     R"(threshold "p99<5ms over 500ms", column 14: "500ms" is no length of a window; it is 1s to 1h in whole seconds, such as over 10s)"},
    {"p99<5ms over 1500ms",
     R"(threshold "p99<5ms over 1500ms", column 14: "1500ms" is no length of a window; it is 1s to 1h in whole seconds, such as over 10s)"},
    {"p99<5ms abrt", R"(threshold "p99<5ms abrt", column 9: "abrt" is not expected here; did you mean abort?)"},
    {"p99<5ms for 10s",
     R"(threshold "p99<5ms for 10s", column 9: "for" is not expected here; there are: over 10s, and: abort)"},
    {"p99<5ms abort abort", R"(threshold "p99<5ms abort abort", column 15: abort stands twice)"},
    {"\x1b[31m<5",
     R"(threshold "\x1b[31m<5", column 1: "\x1b[31m" is not measured; there are p99 (or any percentile), min, max, mean, rate, errors, dropped, and the classes of outcomes such as throttled)"},
    {"\xc3\xa9rrors<1 x", R"(threshold "érrors<1 x", column 1: "érrors" is not measured; did you mean errors?)"},
};

BOOST_DATA_TEST_CASE(what_is_wrong_where_and_what_would_be_right, boost::unit_test::data::make(bad_texts)) {
  BOOST_CHECK_EXCEPTION(parse_threshold(sample.text), threshold_error, [&](threshold_error const& e) {
    BOOST_TEST(e.what() == sample.message);
    return true;
  });
}

BOOST_AUTO_TEST_CASE(a_limit_is_part_of_what_fulfils_it_or_not) {
  BOOST_TEST(!fulfils(parse_threshold("errors<10"), 10));
  BOOST_TEST(fulfils(parse_threshold("errors<10"), 9));
  BOOST_TEST(fulfils(parse_threshold("errors<=10"), 10));
  BOOST_TEST(fulfils(parse_threshold("errors==10"), 10));
  BOOST_TEST(!fulfils(parse_threshold("errors==10"), 9));
  BOOST_TEST(fulfils(parse_threshold("errors>=10"), 10));
  BOOST_TEST(!fulfils(parse_threshold("errors>10"), 10));
}

BOOST_AUTO_TEST_SUITE_END()
