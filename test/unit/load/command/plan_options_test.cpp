#include "command/plan_options.hpp"

#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_plan_options)

namespace load = dataarts::load;
using namespace std::chrono_literals;

namespace {

load::plan of(std::vector<std::string> arguments) {
  dataarts::apps::environment const nothing = [](char const*) -> char const* { return nullptr; };
  arguments.insert(arguments.end(), {"--script", "s", "--instance", "i"});
  return load::read_plan(load::run_arguments(
      dataarts::apps::parse_options("dataarts-load run", load::run_option_rows, std::move(arguments)), nothing));
}

load::plan of_nobody(std::vector<std::string> arguments) {
  dataarts::apps::environment const nothing = [](char const*) -> char const* { return nullptr; };
  return load::read_plan(load::run_arguments(
      dataarts::apps::parse_options("dataarts-load run", load::run_option_rows, std::move(arguments)), nothing));
}

std::string refusal_of_nobody(std::vector<std::string> arguments) {
  try {
    of_nobody(std::move(arguments));
  } catch (dataarts::apps::usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

std::string refusal(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--script", "s", "--instance", "i"});
  return refusal_of_nobody(std::move(arguments));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_kind_of_load_has_to_be_given) {
  for (auto const& arguments :
       std::vector<std::vector<std::string>>{{}, {"--connections", "64"}, {"--requests", "5"}}) {
    auto const why = refusal(arguments);
    BOOST_TEST(why.starts_with("no kind of load is given: give --users N "), why);
    BOOST_TEST(why.find("--rate R") != std::string::npos);
    BOOST_TEST(why.find("--starts R") != std::string::npos);
  }
  BOOST_TEST((of({"--users", "16"}).duration == 10s));
}

BOOST_AUTO_TEST_CASE(what_would_be_ignored_is_refused) {
  for (auto const& [flag, value] :
       {std::pair{"--arrivals", "poisson"}, std::pair{"--max-in-flight", "5"}, std::pair{"--poll-interval", "1s"},
        std::pair{"--poll-growth", "2"}, std::pair{"--poll-max-interval", "9s"}, std::pair{"--poll-jitter", "0.5"},
        std::pair{"--poll-delay", "1s"}, std::pair{"--run-time", "1s,2s"}}) {
    auto const why = refusal({"--users", "2", flag, value});
    BOOST_TEST(why.starts_with(std::string(flag) + ": is of use only with "), flag << ": " << why);
    BOOST_TEST(refusal({"--starts", "2/s", flag, value}) == "accepted", flag);
  }
  BOOST_TEST(refusal({"--rate", "1/s", "--execute"}) == "--execute: is of use only with a workload, --starts RATE");
  BOOST_TEST(refusal({"--rate", "1/s", "--arrivals", "poisson", "--max-in-flight", "5"}) == "accepted");
  BOOST_TEST(refusal({"--users", "1", "--order", "random", "--zipf", "1.2"}) ==
             "--zipf: is of use only with --order zipf");
  BOOST_TEST(refusal({"--users", "1", "--zipf", "1.2"}) == "accepted");
}

BOOST_AUTO_TEST_CASE(a_plan_has_an_end) {
  BOOST_TEST(refusal({"--plan", "/dev/zero"}) == "--plan: /dev/zero is longer than 256 MiB, which no plan is");
}

BOOST_AUTO_TEST_CASE(names_that_no_request_can_have_are_refused) {
  dataarts::apps::environment const nothing = [](char const*) -> char const* { return nullptr; };
  auto const wrong = [](dataarts::apps::usage_error const& why) {
    return std::string(why.what()).starts_with("targets[0]: instance id \"a/b\" contains");
  };
  BOOST_CHECK_EXCEPTION(load::read_plan(load::run_arguments(
                            dataarts::apps::parse_options("dataarts-load run", load::run_option_rows,
                                                          {"--users", "1", "--script", "s", "--instance", "a/b"}),
                            nothing)),
                        dataarts::apps::usage_error, wrong);
}

BOOST_AUTO_TEST_CASE(users_and_connections_follow_each_other) {
  BOOST_TEST(of({"--users", "64"}).connections == 64U);
  auto const both = of({"--users", "64", "--connections", "8"});
  BOOST_TEST(both.users == 64U);
  BOOST_TEST(both.connections == 8U);
}

BOOST_AUTO_TEST_CASE(a_rate_is_an_open_loop_over_warm_up_and_duration) {
  auto const made = of({"--rate", "500/s", "--warmup", "2s", "--duration", "5s"});
  BOOST_TEST((made.model == load::load_model::open));
  BOOST_REQUIRE(made.stages.size() == 1U);
  BOOST_TEST(made.stages[0].from == 500);
  BOOST_TEST((made.stages[0].lasting == 7s));
}

BOOST_AUTO_TEST_CASE(stages_say_how_long_it_takes) {
  auto const made = of({"--stages", "0->500/s:30s,500/s:5m", "--warmup", "30s"});
  BOOST_TEST(made.stages.size() == 2U);
  BOOST_TEST((made.duration == 5min));
}

BOOST_AUTO_TEST_CASE(a_workload_starts_scripts) {
  auto const made = of({"--starts", "20/s", "--run-time", "30s,5m", "--poll-interval", "2m"});
  BOOST_TEST((made.model == load::load_model::workload));
  BOOST_TEST((made.run_times.median == 30s));
  BOOST_TEST((made.run_times.p99 == 5min));
  BOOST_TEST((made.polling.interval == 2min));
  BOOST_TEST((made.polling.max_interval == 2min));  // not below the interval
}

BOOST_AUTO_TEST_CASE(conditions_to_end_are_thresholds) {
  auto const made =
      of({"--users", "1", "--threshold", "p99<50ms", "--abort-on", "errors<10", "--abort-on", "dropped==0 abort"});
  BOOST_TEST(made.thresholds == (std::vector<std::string>{"p99<50ms", "errors<10 abort", "dropped==0 abort"}));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said) {
  BOOST_TEST(refusal({"--rate", "5/s", "--users", "3"}) ==
             "--rate and --users are given together; each is another kind of load: give one of them");
  BOOST_TEST(refusal({"--targets", "x.csv"}) == "--targets is given beside --script or --instance; give either");
  BOOST_TEST(refusal({"--users", "1", "--order", "sorted"}) == "--order: 'sorted' is not in_order, random or zipf");
  BOOST_TEST(refusal({"--connections", "0"}) == "--connections: '0' is not a whole number from 1 to 65535");
  BOOST_TEST(refusal({"--duration", "10"}).starts_with("--duration: '10' is not a time"));
  BOOST_TEST(refusal({"--run-time", "30s"}) ==
             "--run-time: '30s' is not two times; expected median and p99, such as 30s,5m");
  BOOST_TEST(refusal({"--seed", "-1"}) == "--seed: '-1' is not a whole number from 0 to 18446744073709551615");
  BOOST_TEST(refusal({"--rate", "fast"}).starts_with("--rate: "));
  BOOST_TEST(refusal({"--plan", "/does/not/exist.json"}) ==
             "--plan: cannot read /does/not/exist.json: No such file or directory");
  BOOST_TEST(refusal({"--token", "x"}).starts_with("there is no option --token: secrets are never given"));
}

BOOST_AUTO_TEST_CASE(no_warm_up_and_no_delay_can_be_asked_for) {
  auto const made = of({"--starts", "1/s", "--warmup", "0s", "--poll-delay", "0ms"});
  BOOST_TEST((made.warmup == 0s));
  BOOST_TEST((made.polling.initial_delay == 0s));
  BOOST_TEST(refusal({"--warmup", "0"}).find("--warmup: '0' is not a time") == 0U);
  BOOST_TEST(refusal({"--users", "1", "--duration", "0s"}).find("--duration: '0s' is not a time") == 0U);
}

BOOST_AUTO_TEST_CASE(a_script_that_is_started_needs_no_instance) {
  auto const made = of_nobody({"--script", "s", "--starts", "1/s", "--execute"});
  BOOST_TEST(made.execute);
  BOOST_REQUIRE(made.targets.size() == 1U);
  BOOST_TEST(made.targets[0].script() == "s");
  BOOST_CHECK_THROW(of_nobody({"--script", "s", "--starts", "1/s"}), dataarts::apps::usage_error);
  BOOST_TEST(refusal({"--starts", "1/s", "--execute"}).starts_with("--instance: has no effect with --execute"));
  auto const times = refusal_of_nobody({"--script", "s", "--starts", "1/s", "--execute", "--run-time", "1s,2s"});
  BOOST_TEST(times.starts_with("--run-time: has no effect with --execute"), times);
  BOOST_CHECK_THROW(of_nobody({"--instance", "i", "--starts", "1/s", "--execute"}), dataarts::apps::usage_error);
}

BOOST_AUTO_TEST_SUITE_END()
