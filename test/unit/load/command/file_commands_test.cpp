#include "command/file_commands.hpp"

#include "result/result_error.hpp"
#include "usage_error.hpp"
#include "verdict/exit_codes.hpp"

#include "../result/sample_run.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_file_commands)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)

dataarts::apps::given_options parsed(std::string_view command, std::span<dataarts::apps::option_row const> rows,
                                     std::vector<std::string> arguments) {
  return dataarts::apps::parse_options(command, rows, std::move(arguments));
}

std::string refusal_of_report(std::vector<std::string> arguments) {
  try {
    run_report(parsed("report", report_option_rows(), std::move(arguments)));
  } catch (dataarts::apps::usage_error const& problem) {
    return problem.what();
  }
  return "reported";
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_threshold_that_is_none_is_told) {
  folder const here;
  auto const file = write_sample(here / "run.jsonl", make_sample()).string();
  BOOST_TEST(refusal_of_report({file, "--threshold", "p99<5"}).starts_with("--threshold: "));
  BOOST_TEST(refusal_of_report({file, "--threshold", ""}).starts_with("--threshold: "));
}

BOOST_AUTO_TEST_CASE(a_threshold_in_a_file_that_is_none_is_told) {
  folder const here;
  auto run = make_sample();
  run.whole.plan.thresholds = {"errors<0.1%", "p99<5"};
  auto const file = write_sample(here / "run.jsonl", run).string();
  BOOST_TEST(refusal_of_report({file}).starts_with(file + ": thresholds: "));
  auto const merge = parsed("merge", merge_option_rows(), {"--out", (here / "merged.jsonl").string(), file});
  BOOST_CHECK_THROW(run_merge(merge), dataarts::apps::usage_error);
  BOOST_TEST(!std::filesystem::exists(here / "merged.jsonl"));
}

BOOST_AUTO_TEST_CASE(a_result_without_an_end_is_no_success) {
  folder const here;
  auto const killed = write_sample(here / "killed.jsonl", make_sample(), false).string();
  BOOST_TEST(run_report(parsed("report", report_option_rows(), {killed})) == to_int(exit_code::incomplete));
  auto const whole = write_sample(here / "whole.jsonl", make_sample()).string();
  BOOST_TEST(run_report(parsed("report", report_option_rows(), {whole})) == to_int(exit_code::generator_limited));
  // Requests of the sample were dropped. Who merges a part has asked for it.
  BOOST_TEST(run_merge(parsed("merge", merge_option_rows(), {"--partial", killed})) ==
             to_int(exit_code::generator_limited));
}

BOOST_AUTO_TEST_CASE(the_page_of_a_result_without_an_end_says_so) {
  folder const here;
  auto const killed = write_sample(here / "killed.jsonl", make_sample(), false).string();
  auto const page = here / "page.html";
  run_report(parsed("report", report_option_rows(), {killed, "--html", page.string()}));
  BOOST_TEST(text_of(page).find(R"("verdict":{"kind":"bad","text":"incomplete: the result has no end"})") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_report_does_not_replace_what_it_reads) {
  folder const here;
  auto const file = write_sample(here / "run.jsonl", make_sample()).string();
  auto const before = text_of(file);
  BOOST_TEST(refusal_of_report({file, "--csv", file}).starts_with("--csv: " + file + " is read as the result"));
  BOOST_TEST(refusal_of_report({file, "--html", (here / "./run.jsonl").string()}).starts_with("--html: "));
  auto const both = (here / "both").string();
  BOOST_TEST(refusal_of_report({file, "--csv", both, "--html", both}).starts_with("--html: "));
  BOOST_TEST(!std::filesystem::exists(both));
  BOOST_TEST((text_of(file) == before));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_costs_the_report_nothing) {
  folder const here;
  auto const file = write_sample(here / "run.jsonl", make_sample()).string();
  auto const csv = here / "run.csv";
  auto const given = parsed("report", report_option_rows(), {file, "--csv", "/dev/full", "--html", csv.string()});
  BOOST_CHECK_THROW(run_report(given), result_error);
  BOOST_TEST(std::filesystem::file_size(csv) > 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
