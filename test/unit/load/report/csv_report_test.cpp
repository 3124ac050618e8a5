#include "report/csv_report.hpp"

#include "../result/sample_run.hpp"

#include <boost/algorithm/string/split.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_csv_report)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)

// Lines of fields; a line that ends otherwise than with CR LF fails the test.
std::vector<std::vector<std::string>> table_of(std::string text) {
  std::vector<std::vector<std::string>> made;
  while (!text.empty()) {
    auto const end = text.find("\r\n");
    BOOST_REQUIRE(end != std::string::npos);
    auto const line = text.substr(0, end);
    BOOST_TEST(line.find_first_of("\r\n\" ;") == std::string::npos);
    boost::algorithm::split(made.emplace_back(), line, [](char c) { return c == ','; });
    text.erase(0, end + 2);
  }
  return made;
}

std::string field(std::vector<std::vector<std::string>> const& table, std::size_t line, std::string const& column) {
  auto const found = std::find(table.at(0).begin(), table.at(0).end(), column);
  BOOST_REQUIRE_MESSAGE(found != table.at(0).end(), column);
  return table.at(line).at(static_cast<std::size_t>(found - table.at(0).begin()));
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_second_has_a_line) {
  auto const whole = make_sample().whole;
  auto const table = table_of(csv_report(whole));
  BOOST_REQUIRE(table.size() == 7U);
  for (auto const& line : table) BOOST_TEST(line.size() == table[0].size());
  BOOST_TEST(field(table, 1, "second") == "-1");
  BOOST_TEST(field(table, 6, "second") == "4");
  BOOST_TEST(field(table, 3, "planned") == "100");
  auto const& one = whole.intervals[2];
  BOOST_TEST(field(table, 3, "response_p50_ns") == std::to_string(one.response.p50));
  BOOST_TEST(field(table, 3, "service_p99_9_ns") == std::to_string(one.service.p999));
  BOOST_TEST(field(table, 3, "lag_max_ns") == std::to_string(one.lag.max));
  BOOST_TEST(field(table, 3, "outcome_throttled") ==
             std::to_string(one.ended[static_cast<std::size_t>(outcome::throttled)]));
  BOOST_TEST(field(table, 3, "state_RUNNING") == std::to_string(one.states[1]));
  BOOST_TEST(field(table, 3, "bytes_received") == std::to_string(one.wire.bytes_received));
  BOOST_TEST(field(table, 3, "in_flight") == "3");
  BOOST_TEST(field(table, 3, "cpu_cores") == "0.1");
}

BOOST_AUTO_TEST_CASE(errors_and_what_was_sent_are_summed_up) {
  result some;
  some.intervals.resize(1);
  for (std::size_t i = 0; i < outcome_count; ++i) some.intervals[0].ended[i] = std::size_t{1} << i;
  measurement same;
  same.ended = some.intervals[0].ended;
  auto const table = table_of(csv_report(some));
  BOOST_TEST(field(table, 1, "completed") == std::to_string(same.completed()));
  BOOST_TEST(field(table, 1, "errors") == std::to_string(same.errors()));
}

BOOST_AUTO_TEST_CASE(columns_have_names_of_their_own) {
  auto names = table_of(csv_report(result())).at(0);
  BOOST_TEST(names.size() == 4U + 15U + 3U + outcome_count + run_state_count + 12U);
  BOOST_TEST(names[0] == "second");
  std::sort(names.begin(), names.end());
  BOOST_TEST((std::adjacent_find(names.begin(), names.end()) == names.end()));
}

BOOST_AUTO_TEST_SUITE_END()
