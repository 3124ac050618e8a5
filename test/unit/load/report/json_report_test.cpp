#include "report/json_report.hpp"

#include "../result/sample_run.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_json_report)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)

// The number at a path such as "/latency/lag_ns/max".
std::int64_t at(boost::json::value const& document, std::string_view path) {
  return document.at_pointer({path.data(), path.size()}).to_number<std::int64_t>();
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_three_latencies_stand_side_by_side) {
  auto const whole = make_sample().whole;
  boost::json::value const report(json_report(whole));
  auto const& answers = *whole.total.of(outcome::answered);
  BOOST_TEST(at(report, "/latency/response_ns/p99") == answers.response.value_at_percentile(99));
  BOOST_TEST(at(report, "/latency/service_ns/p99_9") == answers.service.value_at_percentile(99.9));
  BOOST_TEST(at(report, "/latency/service_ns/mean") == std::llround(answers.service.mean()));
  BOOST_TEST(at(report, "/latency/lag_ns/max") == whole.total.lag.max());
  BOOST_TEST(at(report, "/latency/lag_ns/count") == static_cast<std::int64_t>(whole.total.lag.count()));
  BOOST_TEST(at(report, "/latency/by_outcome/throttled/response_ns/p50") ==
             whole.total.of(outcome::throttled)->response.value_at_percentile(50));
  auto const& classes = report.at("latency").at("by_outcome").as_object();
  BOOST_TEST(classes.contains("answered"));
  BOOST_TEST(!classes.contains("dns"));
  BOOST_TEST(!classes.contains("dropped_by_generator"));  // it has no latency
}

BOOST_AUTO_TEST_CASE(requests_are_counted) {
  auto const whole = make_sample().whole;
  boost::json::value const report(json_report(whole));
  BOOST_TEST(at(report, "/requests/planned") == 500);
  BOOST_TEST(report.at_pointer("/requests/planned_per_second").as_double() == 100);
  BOOST_TEST(at(report, "/requests/outcomes/answered") ==
             static_cast<std::int64_t>(whole.total.count(outcome::answered)));
  BOOST_TEST(at(report, "/requests/outcomes/dns") == 0);
  BOOST_TEST(report.at_pointer("/requests/outcomes").as_object().size() == outcome_count);
  BOOST_TEST(report.at_pointer("/requests/error_share").as_double() ==
             static_cast<double>(whole.total.errors()) / static_cast<double>(whole.total.judged()));
  BOOST_TEST(at(report, "/status_classes/2xx") == at(report, "/requests/answered"));
  BOOST_TEST(report.at("intervals").as_array().size() == 6U);
  BOOST_TEST(at(report, "/intervals/0/second") == -1);
  BOOST_TEST(at(report, "/intervals/5/service_ns/p99") == whole.intervals[5].service.p99);
}

BOOST_AUTO_TEST_CASE(what_the_end_cut_off_is_in_no_share_of_errors) {
  result whole;
  for (int i = 0; i < 3; ++i) whole.total.end(outcome::answered, 1, 1);
  whole.total.end(outcome::reset, 1, 1);
  for (int i = 0; i < 6; ++i) whole.total.end(outcome::cancelled, 1, -1);
  boost::json::value const report(json_report(whole));
  BOOST_TEST(report.at_pointer("/requests/error_share").as_double() == 0.25);
}

BOOST_AUTO_TEST_CASE(a_report_says_what_it_is_of) {
  auto whole = make_sample(1, 3).whole;
  whole.cut_short = {1};
  boost::json::value const report(json_report(whole));
  BOOST_TEST(report.at("began").as_string() == "2025-11-30T00:00:00.124Z");
  BOOST_TEST(
      (report.at("shards") == boost::json::parse(R"({"count":3,"present":[1],"missing":[0,2],"cut_short":[1]})")));
  BOOST_TEST(report.at("reason").as_string() == "completed");
  BOOST_TEST(at(report, "/measured_ns") == 5'001'000'000);
  BOOST_TEST(at(report, "/plan/targets_left_out") == 2);
  BOOST_TEST(report.at_pointer("/machines/0/host").as_string() == "host-1");
}

BOOST_AUTO_TEST_CASE(a_text_is_one_document_in_one_line) {
  auto const whole = make_sample().whole;
  auto const text = json_report_text(whole, {}, {}, exit_code::ok);
  BOOST_TEST(text.find('\n') == text.size() - 1);
  BOOST_TEST((boost::json::parse(text).as_object().size() == json_report(whole, {}, {}, exit_code::ok).size()));
}

BOOST_AUTO_TEST_CASE(the_verdict_is_that_of_the_program) {
  auto const whole = make_sample().whole;
  std::vector<threshold_verdict> const verdicts{
      {"p99<1ms", false, true, 2e6, "2.00 ms"},
      {"max<1ms", false, true, std::numeric_limits<double>::infinity(), "beyond"},
      {"tls.max<1s", false, false, std::nullopt, "no data"}};
  std::vector<std::string> const limits{"it was slow"};
  boost::json::value const report(json_report(whole, verdicts, limits, exit_code::generator_limited));
  BOOST_TEST((report.at("verdict") == boost::json::parse(R"({"exit_code":7,"name":"generator_limited"})")));
  BOOST_TEST((report.at("limits") == boost::json::parse(R"(["it was slow"])")));
  BOOST_TEST((
      report.at_pointer("/thresholds/0") ==
      boost::json::parse(R"({"text":"p99<1ms","holds":false,"decided":true,"value":2000000.0,"measured":"2.00 ms"})")));
  BOOST_TEST(report.at_pointer("/thresholds/1/value").is_null());
  BOOST_TEST(report.at_pointer("/thresholds/2/value").is_null());
}

BOOST_AUTO_TEST_CASE(what_came_after_the_plan_is_told_apart) {
  auto whole = make_sample().whole;
  whole.planned_time = std::chrono::seconds(2);
  whole.measured = std::chrono::seconds(5);
  whole.answered_in_time = 100;
  boost::json::value const report(json_report(whole));
  BOOST_TEST(at(report, "/planned_time_ns") == 2'000'000'000);
  BOOST_TEST(at(report, "/drain_ns") == 3'000'000'000);
  BOOST_TEST(report.at_pointer("/requests/planned_per_second").as_double() == 250);
  BOOST_TEST(report.at_pointer("/requests/answered_per_second").as_double() == 50);
  BOOST_TEST(at(report, "/requests/answered_in_time") == 100);
}

BOOST_AUTO_TEST_CASE(nothing_measured_is_nothing) {
  boost::json::value const report(json_report(result()));
  BOOST_TEST(at(report, "/latency/response_ns/p99") == 0);
  BOOST_TEST(report.at_pointer("/requests/error_share").as_double() == 0);
  BOOST_TEST(report.at_pointer("/requests/completed_per_second").as_double() == 0);
  BOOST_TEST(report.at_pointer("/latency/by_outcome").as_object().empty());
}

BOOST_AUTO_TEST_SUITE_END()
