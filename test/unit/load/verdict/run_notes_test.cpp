#include "verdict/run_notes.hpp"

#include "report/text_report.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <string>

BOOST_AUTO_TEST_SUITE(load_run_notes)

namespace {

using namespace dataarts::load;  // NOLINT(google-build-using-namespace)
using namespace std::chrono_literals;

result workload(std::uint64_t started, std::uint64_t over, std::uint64_t given_up) {
  result made;
  made.plan.model = load_model::workload;
  made.plan.duration = 10s;
  made.plan.run_times = {.median = 30s, .p99 = 5min};
  made.total.runs.started = started;
  made.total.runs.over = over;
  made.total.runs.given_up = given_up;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(most_runs_outlived_the_test) {
  auto run = workload(50, 20, 30);
  BOOST_REQUIRE(notes_of(run).size() == 1U);
  BOOST_TEST(notes_of(run).front() ==
             "30 of 50 runs were given up when the test ended, after 10.0s: they take 30.0s in the median "
             "(--run-time); give a longer --duration, or the times of your scripts");
  BOOST_TEST(text_report(run, {}, {}).find("\nNote         30 of 50 runs were given up") != std::string::npos);
  run.plan.execute = true;
  BOOST_TEST(notes_of(run).front() ==
             "30 of 50 runs were given up when the test ended, after 10.0s: it is shorter than they are; give a longer "
             "--duration");
}

BOOST_AUTO_TEST_CASE(few_runs_or_runs_that_failed_are_no_note) {
  BOOST_TEST(notes_of(workload(50, 25, 25)).empty());
  BOOST_TEST(notes_of(workload(0, 0, 0)).empty());
  auto failed = workload(50, 0, 50);
  for (int i = 0; i < 50; ++i) failed.total.end(outcome::server_5xx, 1, 1);
  BOOST_TEST(notes_of(failed).empty());
}

BOOST_AUTO_TEST_CASE(refused_credentials) {
  result run;
  BOOST_TEST(notes_of(run).empty());
  for (int i = 0; i < 3; ++i) run.total.end(outcome::auth, 1, 1);
  BOOST_REQUIRE(notes_of(run).size() == 1U);
  BOOST_TEST(notes_of(run).front().find("DATAARTS_TOKEN") != std::string::npos);
  run.total.end(outcome::answered, 1, 1);
  BOOST_TEST(notes_of(run).empty());
}

BOOST_AUTO_TEST_SUITE_END()
