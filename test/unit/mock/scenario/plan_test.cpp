#include <dataarts/mock/scenario_plan.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

BOOST_AUTO_TEST_SUITE(mock_scenario_plan)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

std::string planned(std::string const& text, mock::plan_options const& how = {}) {
  return to_text(plan(mock::parse_scenario(text, "s"), how));
}

BOOST_AUTO_TEST_CASE(polls_that_get_the_same_are_one_line) {
  BOOST_TEST(planned(R"({"mock": 1, "instances": [
    {"name": "a", "match": {"script": "s", "instance": "run-*"}, "timeline": [
      {"state": "LAUNCHING", "for": "4s"}, {"state": "RUNNING", "for": "25s"}, {"state": "FINISHED"}]},
    {"name": "b", "match": {"workspace": "w"}, "answer": "dlf20819"}]})") ==
             "a  s/run-1\n"
             "  poll 1  at 0.000s  200 LAUNCHING\n"
             "  poll 2-3  at 10.000s  200 RUNNING\n"
             "  poll 4-10  at 30.000s  200 FINISHED\n"
             "b  any/1 in w\n"
             "  poll 1-10  at 0.000s  400 dlf20819\n");
}

BOOST_AUTO_TEST_CASE(faults_are_those_that_the_server_makes) {
  mock::plan_options how;
  how.polls = 4;
  how.every = 1s;
  how.instances = {"x", "y"};
  BOOST_TEST(planned(R"({"mock": 1, "instances": [
    {"name": "a", "match": {"script": "s", "instance": "*"}, "timeline": [{"state": "RUNNING"}],
     "faults": [{"name": "f", "on": {"poll": 2}, "cut": {"after": "17 bytes", "with": "rst"}},
                {"name": "g", "on": {"poll": 3}, "delay": "250ms"}]}]})",
                     how) ==
             "a  s/x\n"
             "  poll 1  at 0.000s  200 RUNNING\n"
             "  poll 2  at 1.000s  200 RUNNING  cut after 17 bytes, rst  by f\n"
             "  poll 3  at 2.000s  200 RUNNING  0.250s late  by g\n"
             "  poll 4  at 3.000s  200 RUNNING\n"
             "a  s/y\n"
             "  poll 1  at 0.000s  200 RUNNING\n"
             "  poll 2  at 1.000s  200 RUNNING  cut after 17 bytes, rst  by f\n"
             "  poll 3  at 2.000s  200 RUNNING  0.250s late  by g\n"
             "  poll 4  at 3.000s  200 RUNNING\n");
}

BOOST_AUTO_TEST_CASE(the_same_seed_is_the_same_plan) {
  auto const text = R"({"mock": 1, "seed": 7, "instances": [
    {"name": "a", "match": {"script": "s", "instance": "*"}, "timeline": [{"state": "RUNNING"}],
     "faults": [{"name": "f", "on": {"rate": 0.5}, "reset": true}]}]})";
  mock::plan_options how;
  how.polls = 50;
  auto const first = planned(text, how);
  BOOST_TEST(planned(text, how) == first);
  how.seed = 8;
  BOOST_TEST(planned(text, how) != first);
  how.seed = 7;
  BOOST_TEST(planned(text, how) == first);
}

BOOST_AUTO_TEST_CASE(routes_are_planned_too) {
  mock::plan_options how;
  how.polls = 3;
  BOOST_TEST(planned(R"({"mock": 1, "instances": [{"name": "a", "match": {"script": "s", "instance": "i"},
    "timeline": [{"state": "RUNNING"}]}], "routes": [
    {"name": "broken", "match": {"path": "/v1/p/scripts/s/instances/i"}, "answers": [{"status": 502}]},
    {"name": "tokens", "match": {"method": "POST", "path": "/v3/auth/*"}, "answers": [
      {"status": 503}, "throttled", {"status": 201}]}]})",
                     how) ==
             "a  s/i\n"
             "  poll 1-3  at 0.000s  502 \n"
             "broken  * /v1/p/scripts/s/instances/i\n"
             "  poll 1-3  at 0.000s  502 answer 502\n"
             "tokens  POST /v3/auth/*\n"
             "  poll 1  at 0.000s  503 answer 503, 1 of 3\n"
             "  poll 2  at 10.000s  429 throttled, 2 of 3\n"
             "  poll 3  at 20.000s  201 answer 201, 3 of 3\n");
}

BOOST_AUTO_TEST_CASE(what_is_for_executed_instances_is_executed) {
  auto const made = planned(R"({"mock": 1, "instances": [{"name": "a", "match": {"script": "s"}, "starts": "execute",
    "timeline": [{"state": "RUNNING", "polls": 1}, {"state": "FINISHED"}]}]})");
  BOOST_TEST(made.starts_with("a  s/"));
  BOOST_TEST(made.ends_with("  poll 1  at 0.000s  200 RUNNING\n  poll 2-10  at 10.000s  200 FINISHED\n"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
