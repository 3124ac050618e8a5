#include "report/comparison_report.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(comparison_report_as_a_table)

using namespace dataarts::load;

comparison some_comparison() {
  comparison made;
  made.blocks_before = 20;
  made.blocks_after = 21;
  made.block_seconds = 3;
  auto& all = made.differences;
  all[0] = {compared::p50, 1e7, 1.01e7, 0.01, -0.012, 0.034, change_verdict::same, ""};
  all[1] = {compared::p90, 2e7, 2.2e7, 0.1, 0.02, 0.18, change_verdict::unclear, ""};
  all[2] = {compared::p99, 3e7, 3.75e7, 0.25, 0.201, 0.302, change_verdict::worse, ""};
  all[3] = {compared::p999, 4e7, 4e7, 0.0, 0, 0, change_verdict::undecided, "only 900 answers, 10000 are needed"};
  all[4] = {compared::mean, 1e7, 1e7, 0.0, -0.01, 0.01, change_verdict::same, ""};
  all[5] = {compared::throughput, 4913, 5500, 0.1195, 0.1, 0.14, change_verdict::better, ""};
  all[6] = {compared::error_share, 0.001, 0.0041, 0.0031, 0.0021, 0.0042, change_verdict::worse, ""};
  return made;
}

BOOST_AUTO_TEST_CASE(table) {
  BOOST_TEST("\n" + comparison_report(some_comparison(), "a.result (v1)", "b.result (v2)") == R"(
Before       a.result (v1)
After        b.result (v2)

               before      after     change                 interval
p50           10.0 ms    10.1 ms     +1.0 %         -1.2 % to +3.4 %  same
p90           20.0 ms    22.0 ms    +10.0 %        +2.0 % to +18.0 %  unclear
p99           30.0 ms    37.5 ms    +25.0 %       +20.1 % to +30.2 %  worse
p99.9         40.0 ms    40.0 ms     +0.0 %  only 900 answers, 10000 are needed
mean          10.0 ms    10.0 ms     +0.0 %         -1.0 % to +1.0 %  same
answers/s       4,913      5,500    +11.9 %       +10.0 % to +14.0 %  better
errors          0.1 %     0.41 %   +0.31 pp     +0.21 pp to +0.42 pp  worse

REGRESSION   p99, errors: worse by more than 5 % (errors: 0.1 percentage points)
Intervals    95 %, by 2,000 resamples of 20 and 21 blocks of 3 s, seed 1
)");
}

BOOST_AUTO_TEST_CASE(no_regression) {
  auto equal = some_comparison();
  equal.differences[2].verdict = change_verdict::same;
  equal.differences[6].verdict = change_verdict::same;
  equal.paired = true;
  auto const text = comparison_report(equal, "a", "b");
  BOOST_TEST(text.find("no regression beyond 5 % (errors: 0.1 percentage points) was") != std::string::npos);
  BOOST_TEST(text.find("not told: p90, p99.9") != std::string::npos);
  BOOST_TEST(text.find("paired turns") != std::string::npos);
  BOOST_TEST(text.find("REGRESSION") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_to_compare) {
  comparison nothing;
  for (auto& each : nothing.differences) each.why = "only 0 blocks of time, 8 are needed";
  auto const text = comparison_report(nothing, "a", "b");
  BOOST_TEST(text.find("only 0 blocks of time, 8 are needed") != std::string::npos);
  BOOST_TEST(!nothing.decided());
  BOOST_TEST(text.find("\nUNDECIDED    too little data to tell") != std::string::npos);
  BOOST_TEST(text.find("no regression") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
