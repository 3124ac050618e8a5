#include "commands.hpp"
#include "settings.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(settings_of_wait)

namespace {

using namespace std::chrono_literals;

wait_settings settings(std::vector<std::string> arguments, variables const& more = {}) {
  arguments.insert(arguments.begin(), "wait");
  return settings_of(make_wait_settings, std::move(arguments), with_service(more));
}

std::string refusal(std::vector<std::string> arguments, variables const& more = {}) {
  arguments.insert(arguments.begin(), "wait");
  return refusal_of(make_wait_settings, std::move(arguments), with_service(more));
}

BOOST_AUTO_TEST_CASE(defaults) {
  auto const made = settings({"s", "i-1", "i-2"});
  BOOST_TEST(made.script == "s");
  BOOST_TEST(made.instances.size() == 2U);
  BOOST_TEST(made.client.endpoint == "http://127.0.0.1:8080");
  BOOST_TEST(!made.deadline.has_value());
  BOOST_TEST(!made.interval.has_value());
  BOOST_TEST(!made.rate.has_value());
  BOOST_TEST(made.checkpoint == "");
  BOOST_TEST(!made.until_any_failed);
}

BOOST_AUTO_TEST_CASE(by_flag_and_by_variable) {
  variables const more{{"DATAARTS_DEADLINE", "2h"},
                       {"DATAARTS_INTERVAL", "30s"},
                       {"DATAARTS_RATE", "5"},
                       {"DATAARTS_CHECKPOINT", "c.env"},
                       {"DATAARTS_UNTIL_ANY_FAILED", "yes"}};
  auto const by_variable = settings({"s", "i"}, more);
  BOOST_TEST((by_variable.deadline.value() == 2h));
  BOOST_TEST((by_variable.interval.value() == 30s));
  BOOST_TEST(by_variable.rate.value() == 5);
  BOOST_TEST(by_variable.checkpoint == "c.env");
  BOOST_TEST(by_variable.until_any_failed);
  auto const by_flag = settings(
      {"--deadline", "1m", "--interval", "250ms", "--rate", "0.25", "--checkpoint", "c", "--from", "refs.csv"}, more);
  BOOST_TEST((by_flag.deadline.value() == 1min));
  BOOST_TEST((by_flag.interval.value() == 250ms));
  BOOST_TEST(by_flag.rate.value() == 0.25);
  BOOST_TEST(by_flag.checkpoint == "c");
  BOOST_TEST(by_flag.from == "refs.csv");
}

BOOST_AUTO_TEST_CASE(values_that_cannot_be_used) {
  BOOST_TEST(refusal({"--deadline", "5", "s", "i"}) ==
             "--deadline: '5' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s");
  BOOST_TEST(refusal({"--interval", "1ms", "s", "i"}) == "--interval: '1ms' is not from 10ms to 24h");
  BOOST_TEST(refusal({"s", "i"}, {{"DATAARTS_INTERVAL", "25h"}}) == "DATAARTS_INTERVAL: '25h' is not from 10ms to 24h");
  for (std::string const rate : {"0", "-1", "many", "1e3", "nan", "2000000"}) {
    BOOST_TEST(refusal({"--rate=" + rate, "s", "i"}) == "--rate: '" + rate + "' is not a number from 0.001 to 1000000");
  }
  BOOST_TEST(refusal({"s"}) == "script 's' is given without an instance; expected SCRIPT INSTANCE...");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
