#include "report/page_series.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_page_series)

namespace {

using namespace dataarts::load;  // NOLINT(google-build-using-namespace)

// Seconds `from` to `to` (excluded), of which each differs.
std::vector<interval> seconds_of(std::int64_t from, std::int64_t to) {
  std::vector<interval> made;
  for (auto second = from; second < to; ++second) {
    auto const number = static_cast<std::uint64_t>(second - from);
    interval each;
    each.second = second;
    each.planned = 100 + number;
    each.ended[static_cast<std::size_t>(outcome::answered)] = 90 + number;
    each.ended[static_cast<std::size_t>(outcome::reset)] = number == 4 ? 7 : 0;
    each.wire.connections_opened = number;
    each.response.p99 = static_cast<std::int64_t>(1000 + number);
    each.response.max = number == 4 ? 1'000'000 : 2000;
    each.in_flight = number == 1 ? 50 : 3;
    each.connections_open = 16;
    each.cpu = 0.25 * static_cast<double>(number);
    made.push_back(each);
  }
  return made;
}

boost::json::value at(boost::json::object const& series, std::string_view path) {
  return boost::json::value(series).at_pointer({path.data(), path.size()});
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_second_is_a_point) {
  auto const seconds = seconds_of(-2, 3);
  auto const series = page_series(seconds);
  BOOST_TEST((at(series, "/step") == 1));
  BOOST_TEST((at(series, "/second") == boost::json::parse("[-2,-1,0,1,2]")));
  BOOST_TEST((at(series, "/planned") == boost::json::parse("[100,101,102,103,104]")));
  BOOST_TEST((at(series, "/outcomes/answered") == boost::json::parse("[90,91,92,93,94]")));
  BOOST_TEST((at(series, "/traffic/connections_opened") == boost::json::parse("[0,1,2,3,4]")));
  BOOST_TEST((at(series, "/response_ns/p99") == boost::json::parse("[1000,1001,1002,1003,1004]")));
  BOOST_TEST((at(series, "/response_ns/max") == boost::json::parse("[2000,2000,2000,2000,1000000]")));
  BOOST_TEST((at(series, "/in_flight") == boost::json::parse("[3,50,3,3,3]")));
  BOOST_TEST((at(series, "/cpu_cores") == boost::json::parse("[0E0,0.25,0.5,0.75,1.0]")));
}

BOOST_AUTO_TEST_CASE(what_never_came_is_left_out) {
  auto const series = page_series(seconds_of(0, 5));
  BOOST_TEST(series.at("outcomes").as_object().size() == 2U);
  BOOST_TEST((at(series, "/outcomes/reset") == boost::json::parse("[0,0,0,0,7]")));
}

BOOST_AUTO_TEST_CASE(points_of_several_seconds_keep_the_peaks_and_the_sums) {
  auto const series = page_series(seconds_of(-3, 7), 4);
  BOOST_TEST((at(series, "/step") == 3));
  BOOST_TEST((at(series, "/second") == boost::json::parse("[-3,0,3,6]")));  // warm-up by itself
  BOOST_TEST((at(series, "/response_ns/max") == boost::json::parse("[2000,1000000,2000,2000]")));
  BOOST_TEST((at(series, "/response_ns/p99") == boost::json::parse("[1002,1005,1008,1009]")));
  BOOST_TEST((at(series, "/in_flight") == boost::json::parse("[50,3,3,3]")));
  BOOST_TEST((at(series, "/cpu_cores") == boost::json::parse("[0.5,1.25,2.0,2.25]")));
  BOOST_TEST((at(series, "/outcomes/answered") == boost::json::parse("[91E0,94E0,97E0,99]")));
  BOOST_TEST((at(series, "/outcomes/reset") == boost::json::parse("[0E0,2.333,0E0,0]")));
}

BOOST_AUTO_TEST_CASE(a_long_run_has_no_more_points_than_are_asked_for) {
  auto const seconds = seconds_of(-61, 3600);
  for (std::size_t const most : {1U, 2U, 7U, 100U, 3000U, 3660U, 3661U}) {
    auto const series = page_series(seconds, most);
    auto const& points = series.at("second").as_array();
    BOOST_TEST(points.size() <= std::max<std::size_t>(most, 2));
    std::size_t measured = 0;
    for (auto const& each : points) measured += each.as_int64() >= 0 ? 1U : 0U;
    BOOST_TEST(measured >= 1U);
    BOOST_TEST(measured < points.size());
  }
}

BOOST_AUTO_TEST_CASE(a_missing_second_is_no_point) {
  auto seconds = seconds_of(0, 5);
  seconds.erase(seconds.begin() + 2);
  BOOST_TEST((at(page_series(seconds), "/second") == boost::json::parse("[0,1,3,4]")));
}

BOOST_AUTO_TEST_CASE(nothing_is_nothing) {
  auto const series = page_series({});
  BOOST_TEST(series.at("second").as_array().empty());
  BOOST_TEST(series.at("outcomes").as_object().empty());
  BOOST_TEST((at(series, "/response_ns/p50") == boost::json::array()));
}

BOOST_AUTO_TEST_SUITE_END()
