#include "calibrate/machine_use.hpp"

#include "calibrate/calibration_report.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(calibration_of_a_machine)

using namespace dataarts::load;

BOOST_AUTO_TEST_CASE(reads_the_line_of_all_cores) {
  auto const seen = read_core_seconds("cpu  1000 200 300 4000 50 6 44 500 7 8", 100);
  BOOST_REQUIRE(seen.has_value());
  BOOST_TEST(seen->busy == 15.5);
  BOOST_TEST(seen->steal == 5);
  BOOST_TEST(seen->whole == 61);
}

BOOST_AUTO_TEST_CASE(takes_nothing_else_for_it) {
  for (auto const* const line : {"", "cpu", "cpu0 1 2 3 4 5 6 7 8", "cpu 1 2 3 x 5 6 7 8", "cpu 1 2 3 4"}) {
    BOOST_TEST(!read_core_seconds(line, 100).has_value(), line);
  }
}

BOOST_AUTO_TEST_CASE(a_quiet_machine_has_nothing_to_be_said_of) {
  machine_use const quiet{.cores = 4, .load_average = 1, .others = 0.04, .steal = 0.005};
  BOOST_TEST(disturbances(quiet).empty());
}

BOOST_AUTO_TEST_CASE(says_what_disturbed) {
  auto const said = [](machine_use const& seen) {
    auto const all = disturbances(seen);
    return all.size() == 1 ? all.front() : std::to_string(all.size()) + " sentences";
  };
  BOOST_TEST(said({.cores = 2, .load_average = 3.5}) == "in the minute before 3.5 processes wanted to run on 2 cores");
  BOOST_TEST(said({.cores = 2, .others = 0.31}) == "other processes used 31 % of the cores");
  BOOST_TEST(said({.cores = 2, .steal = 0.02}) == "the hypervisor kept 2 % of the cores for others");
  BOOST_TEST(said({.cores = 1}) == "generator and server shared the only core");
}

calibration sample() {
  calibration made;
  made.connections = 64;
  made.answers_per_second = 50'000;
  made.cpu_per_request = 12'500;
  made.rates = {{.rate = 1000, .answered = 1, .lag = {1000, 2000, 3000}},
                {.rate = 20'000, .answered = 0.5, .lag = {4000, 5000, 6000}}};
  made.response = {60'000, 90'000, 120'000};
  made.service = {50'000, 80'000, 110'000};
  made.lowest = 40'000;
  made.machine = {.cores = 2};
  return made;
}

BOOST_AUTO_TEST_CASE(one_core_is_worth_what_a_request_costs) {
  BOOST_TEST(sample().answers_per_core() == 80'000);
  BOOST_TEST(calibration().answers_per_core() == 0);
}

BOOST_AUTO_TEST_CASE(the_table_has_all_of_it) {
  auto const text = calibration_report(sample());
  BOOST_TEST_CONTEXT(text) {
    for (auto const* const part :
         {"64 connections", "lag at 1000/s", "lag at 20000/s", "response, 1 connection", "service, 1 connection",
          "50 % answered", "64 connections: 50,000 answers/s", "quiet, 2 cores"}) {
      BOOST_TEST(text.find(part) != std::string::npos, part);
    }
    BOOST_TEST(text.find("BUSY") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_busy_machine_is_loud) {
  auto busy = sample();
  busy.machine.others = 0.5;
  BOOST_TEST(calibration_report(busy).find("BUSY") != std::string::npos);
  auto const json = calibration_json(busy);
  BOOST_TEST(json.at("machine").at("busy").as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(json_has_nanoseconds) {
  auto const json = calibration_json(sample());
  BOOST_TEST(json.at("closed_loop").at("cpu_ns_per_request").as_int64() == 12'500);
  BOOST_TEST(json.at("open_loop").as_array().at(1).at("lag_ns").at("p99_9").as_int64() == 6000);
  BOOST_TEST(json.at("one_connection").at("least_ns").as_int64() == 40'000);
}

BOOST_AUTO_TEST_SUITE_END()
