#include "report/html_report.hpp"

#include "report/json_report.hpp"
#include "sample_run.hpp"
#include "verdict/exit_codes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_html_report)

namespace {

using namespace dataarts::load;  // NOLINT(google-build-using-namespace)
using test::measured_run;

std::vector<threshold_verdict> const one_holds{{"p99<200ms", true, true, 1.1e8, "107 ms"}};
std::vector<threshold_verdict> const one_failed{{"errors<0.1%", false, true, 0.0094, "0.94 %"}};
std::vector<std::string> const no_limits;
std::vector<std::string> const one_limit{"requests began <late>"};

std::size_t times(std::string_view what, std::string_view in) {
  std::size_t found = 0;
  for (auto at = in.find(what); at != std::string_view::npos; at = in.find(what, at + 1)) ++found;
  return found;
}

std::string between(std::string const& text, std::string_view from, std::string_view to) {
  auto const begin = text.find(from);
  BOOST_REQUIRE(begin != std::string::npos);
  auto const end = text.find(to, begin + from.size());
  BOOST_REQUIRE(end != std::string::npos);
  return text.substr(begin + from.size(), end - begin - from.size());
}

boost::json::value data_of(std::string const& page) {
  return boost::json::parse(between(page, R"(<script id="data" type="application/json">)", "</script>"));
}

std::string page_of(result const& run, std::vector<threshold_verdict> const& verdicts,
                    std::vector<std::string> const& limits) {
  return html_report(run, verdicts, limits, exit_code_of(run, verdicts, limits));
}

std::string verdict_of(result const& run, std::vector<threshold_verdict> const& verdicts,
                       std::vector<std::string> const& limits) {
  auto const data = page_data(run, verdicts, limits, exit_code_of(run, verdicts, limits));
  return std::string(data.at("verdict").at("kind").as_string());
}

comparison some_comparison() {
  comparison made;
  for (std::size_t i = 0; i < compared_count; ++i) made.differences[i].what = static_cast<compared>(i);
  made.differences[2] = {compared::p99, 3e7, 3.75e7, 0.25, 0.201, 0.302, change_verdict::worse, ""};
  made.differences[3].why = "only 900 answers, 10000 are needed";
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_data_is_that_of_the_json_report) {
  auto const run = measured_run();
  auto const data = data_of(page_of(run, one_failed, no_limits));
  auto report = json_report(run);
  report.erase("intervals");
  // Through the same text, since numbers lose the type they had.
  BOOST_TEST((data.at("report") == boost::json::parse(boost::json::serialize(report))));
  BOOST_TEST(data.at("kind").as_string() == "run");
  BOOST_TEST(data.at("thresholds").as_array().size() == 1U);
  BOOST_TEST(data.at_pointer("/thresholds/0/holds").as_bool() == false);
  BOOST_TEST(data.at_pointer("/spectrum/response_ns/count").as_int64() == 4950);
  BOOST_TEST(data.at_pointer("/spectrum/service_ns/values").as_array().back().as_int64() ==
             run.total.of(outcome::answered)->service.max());
}

BOOST_AUTO_TEST_CASE(a_hostile_label_is_a_text) {
  std::string const hostile = "</script><script>alert(1)</script><!--<script>&lt; {{DATA}} {{SCRIPT}} \"'";
  auto run = measured_run();
  auto const harmless = page_of(run, one_failed, one_limit);
  run.label = hostile;
  auto const page = page_of(run, one_failed, one_limit);
  for (auto const each : {"<script", "</script", "<!--"}) BOOST_TEST(times(each, page) == times(each, harmless));
  BOOST_TEST(times("<script", page) == 2U);
  BOOST_TEST(times("</script", page) == 2U);
  BOOST_TEST(std::string(data_of(page).at_pointer("/report/label").as_string()) == hostile);
  BOOST_TEST(
      between(page, "<title>", "</title>") ==
      "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!--&lt;script&gt;&amp;lt; {{DATA}} {{SCRIPT}} \"' - "
      "dataarts-load");
}

BOOST_AUTO_TEST_CASE(hostile_names_of_compared_runs_are_texts) {
  auto const run = measured_run();
  auto const page = html_report(some_comparison(), compared_latency::response, exit_code::regression,
                                {"</script><b>", run}, {"{{PLAIN}}", run});
  BOOST_TEST(times("<script", page) == 2U);
  BOOST_TEST(times("</script", page) == 2U);
  BOOST_TEST(times("<b>", page) == 0U);
  BOOST_TEST(data_of(page).at_pointer("/before/name").as_string() == "</script><b>");
}

BOOST_AUTO_TEST_CASE(nothing_but_its_own_script_and_style_is_allowed) {
  auto const policy = between(page_of(measured_run(), {}, no_limits), "Content-Security-Policy\" content=\"", "\"");
  BOOST_TEST(policy.starts_with("default-src 'none'; "));
  BOOST_TEST(times("unsafe", policy) == 0U);
  BOOST_TEST(times("'sha256-", policy) == 2U);
}

BOOST_AUTO_TEST_CASE(without_scripts_there_is_the_report_as_text) {
  auto const page = page_of(measured_run(), one_failed, one_limit);
  auto const plain = between(page, "<pre class=\"mono\">", "</pre>");
  BOOST_TEST(plain.find("GENERATOR LIMITED") != std::string::npos);
  BOOST_TEST(plain.find("requests began &lt;late&gt;") != std::string::npos);
  BOOST_TEST(plain.find("errors&lt;0.1%: 0.94 %") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_verdict_is_that_of_the_exit_code) {
  auto run = measured_run();
  BOOST_TEST(verdict_of(run, {}, no_limits) == "good");
  BOOST_TEST(verdict_of(run, one_holds, no_limits) == "good");
  BOOST_TEST(verdict_of(run, one_failed, no_limits) == "bad");
  BOOST_TEST(verdict_of(run, one_failed, one_limit) == "limited");
  run.reason = end_reason::interrupted;
  BOOST_TEST(verdict_of(run, one_holds, no_limits) == "bad");
  BOOST_TEST(verdict_of(result(), {}, no_limits) == "bad");
}

BOOST_AUTO_TEST_CASE(a_comparison_has_both_runs) {
  auto const before = measured_run();
  auto after = measured_run();
  after.total.end(outcome::answered, 1, 1);
  auto const page =
      html_report(some_comparison(), compared_latency::service, exit_code::regression, {"a", before}, {"b", after});
  auto const data = data_of(page);
  BOOST_TEST(data.at("kind").as_string() == "comparison");
  BOOST_TEST(data.at_pointer("/verdict/kind").as_string() == "bad");
  BOOST_TEST(data.at_pointer("/verdict/text").as_string() == "regression");
  BOOST_TEST(!data.at("paired").as_bool());
  BOOST_TEST(times("dataarts-load 1.2.3", between(page, "<pre", "</pre>")) == 0U);
  BOOST_TEST(data.at("latency").as_string() == "service");
  BOOST_TEST(data.at_pointer("/differences/2/what").as_string() == "p99");
  BOOST_TEST(data.at_pointer("/differences/2/verdict").as_string() == "worse");
  BOOST_TEST(data.at_pointer("/differences/2/change").to_number<double>() == 0.25);
  BOOST_TEST(data.at_pointer("/differences/3/before").is_null());
  BOOST_TEST(data.at_pointer("/before/report/requests/answered").as_int64() == 4950);
  BOOST_TEST(data.at_pointer("/after/report/requests/answered").as_int64() == 4951);
}

BOOST_AUTO_TEST_CASE(runs_that_took_turns_have_their_thresholds_and_their_texts) {
  auto const run = measured_run();
  auto turns = some_comparison();
  turns.paired = true;
  turns.blocks_before = turns.blocks_after = 8;
  std::vector<interval> each_turn(2);
  each_turn[1].second = 1;
  each_turn[1].response.p99 = 77;
  std::vector<block> blocks(2);
  blocks[1].seconds = 2.5;
  auto const page = html_report(turns, compared_latency::response, exit_code::threshold_failed,
                                {"a", run, one_holds, each_turn, blocks}, {"b", run, one_failed});
  auto const data = data_of(page);
  BOOST_TEST(data.at("paired").as_bool());
  BOOST_TEST(data.at_pointer("/verdict/text").as_string() == "a threshold failed");
  BOOST_TEST(data.at_pointer("/before/thresholds/0/holds").as_bool());
  BOOST_TEST(data.at_pointer("/before/series/second").as_array().size() == 2U);
  BOOST_TEST(data.at_pointer("/before/series/response_ns/p99/1").as_int64() == 77);
  BOOST_TEST(data.at_pointer("/before/turn_seconds/1").as_double() == 2.5);
  BOOST_TEST(!data.at_pointer("/after/thresholds/0/holds").as_bool());
  auto const plain = between(page, "<pre", "</pre>");
  BOOST_TEST(times("dataarts-load 1.2.3", plain) == 2U);
  BOOST_TEST(times("8 and 8 paired turns", plain) == 1U);

  auto const verdict = [&](exit_code code) {
    auto const told = page_data(turns, compared_latency::response, code, {"a", run}, {"b", run});
    return std::string(told.at("verdict").at("text").as_string());
  };
  BOOST_TEST(verdict(exit_code::ok) == "no regression found");
  BOOST_TEST(verdict(exit_code::generator_limited) == "generator limited");
  BOOST_TEST(verdict(exit_code::interrupted) == "interrupted");
}

BOOST_AUTO_TEST_CASE(a_plan_from_a_file_knows_its_number_of_targets) {
  auto run = measured_run();
  run.target_count = 5;
  run.plan.targets.clear();
  auto const data = page_data(run, {}, no_limits, exit_code::ok);
  BOOST_TEST(data.at("asked").as_string().find("5 targets") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
