#include "report/prometheus_report.hpp"

#include "sample_run.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>

BOOST_AUTO_TEST_SUITE(prometheus_report_of_a_run)

using namespace dataarts::load;
using test::ms;

bool holds_line(std::string const& text, std::string const& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

BOOST_AUTO_TEST_CASE(values) {
  measurement seen;
  seen.planned = 7;
  seen.end(outcome::answered, 4 * ms, 3 * ms);
  seen.end(outcome::answered, 60 * ms, 20 * ms);
  seen.end(outcome::answered, 11'000 * ms, 30 * ms);
  seen.end(outcome::throttled, ms, ms);
  seen.end(outcome::dropped_by_generator, 0, -1);
  seen.lag.record(2 * ms);
  seen.wire.closed_by_server = 5;
  seen.states[2] = 3;
  load_now now;
  now.in_flight = 3;
  now.connections_open = 9;
  auto const text = prometheus_report(seen, now);
  for (std::string const line : {
           R"(dataarts_load_response_duration_seconds_bucket{outcome="answered",le="0.005"} 1)",
           R"(dataarts_load_response_duration_seconds_bucket{outcome="answered",le="0.05"} 1)",
           R"(dataarts_load_response_duration_seconds_bucket{outcome="answered",le="0.075"} 2)",
           R"(dataarts_load_response_duration_seconds_bucket{outcome="answered",le="10"} 2)",
           R"(dataarts_load_response_duration_seconds_bucket{outcome="answered",le="+Inf"} 3)",
           R"(dataarts_load_response_duration_seconds_count{outcome="answered"} 3)",
           R"(dataarts_load_response_duration_seconds_count{outcome="throttled"} 1)",
           R"(http_client_request_duration_seconds_bucket{outcome="answered",le="0.025"} 2)",
           R"(dataarts_load_schedule_lag_seconds_bucket{le="0.005"} 1)",
           R"(dataarts_load_schedule_lag_seconds_count 1)",
           R"(dataarts_load_requests_planned_total 7)",
           R"(dataarts_load_requests_total{outcome="dropped_by_generator"} 1)",
           R"(dataarts_load_requests_total{outcome="tls"} 0)",
           R"(dataarts_load_answers_total{state="FINISHED"} 3)",
           R"(http_client_active_requests 3)",
           R"(http_client_open_connections 9)",
           R"(dataarts_load_connections_closed_total{reason="server"} 5)",
           R"(dataarts_load_phase_duration_seconds_count{phase="resolve"} 0)",
       }) {
    BOOST_TEST(holds_line(text, line), line);
  }
}

// The rules of the format: a family stands in one piece after its HELP and TYPE, no sample twice, buckets do not fall.
BOOST_AUTO_TEST_CASE(format) {
  std::istringstream lines(prometheus_report(test::measured_run().total));
  std::string family;
  std::set<std::string> families, samples;
  std::uint64_t last = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# HELP ")) {
      family = line.substr(7, line.find(' ', 7) - 7);
      BOOST_TEST(families.insert(family).second, family);
      continue;
    }
    if (line.starts_with("# TYPE ")) {
      BOOST_TEST(line.starts_with("# TYPE " + family + ' '));
      last = 0;
      continue;
    }
    auto const sample = line.substr(0, line.rfind(' '));
    auto const value = line.substr(line.rfind(' ') + 1);
    BOOST_TEST(sample.starts_with(family), line);
    BOOST_TEST(samples.insert(sample).second, line);
    if (sample.find("_bucket{") == std::string::npos) {
      last = 0;
      continue;
    }
    BOOST_TEST(std::stoull(value) >= last, line);
    last = std::stoull(value);
  }
  BOOST_TEST(families.size() == 21U);
}

BOOST_AUTO_TEST_SUITE_END()
