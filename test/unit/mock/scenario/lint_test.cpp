#include <dataarts/mock/scenario.hpp>

#include "scenario/scenario_lint.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(mock_scenario_lint)

namespace {

namespace mock = dataarts::mock;

// The warnings, one a line.
std::string warnings(std::string const& text) {
  std::string made;
  for (auto const& each : mock::parse_scenario(text, "s").warnings) made += to_text(each) + '\n';
  return made;
}

std::string two(std::string const& first, std::string const& second) {
  return warnings("{\"mock\": 1, \"instances\": [\n{\"name\": \"a\", \"answer\": \"no_api\", \"match\": {" + first +
                  "}},\n{\"name\": \"b\", \"answer\": \"no_api\", \"match\": {" + second + "}}]}");
}

BOOST_AUTO_TEST_CASE(an_instance_behind_a_later_one_of_the_same_name_never_holds) {
  auto const exact = std::string(R"("script": "s", "instance": "i")");
  BOOST_TEST(two(exact, exact) ==
             "s:2:1: instance 'a' is never used: 'b' (line 3 of s) takes all that it matches, because it stands "
             "later\n");
  BOOST_TEST(two(exact, R"("script": "s", "instance": "j")") == "");
  BOOST_TEST(two(exact + R"(, "workspace": "w")", exact) == "");  // the narrower one comes first
  BOOST_TEST(two(exact + R"(, "project": "p")", exact) == "");
}

BOOST_AUTO_TEST_CASE(an_instance_behind_one_with_fewer_wildcards_never_holds) {
  BOOST_TEST(two(R"("script": "s", "instance": "a*b*")", R"("script": "s", "instance": "*")") ==
             "s:2:1: instance 'a' is never used: 'b' (line 3 of s) takes all that it matches, because it has fewer "
             "wildcards\n");
  BOOST_TEST(two(R"("script": "s", "instance": "*")", R"("script": "s", "instance": "a*b*")").starts_with("s:3:1: "));
  BOOST_TEST(two(R"("script": "s", "instance": "a*")", R"("script": "s", "instance": "i")") == "");
}

// As such a rule is for the workspaces that its script is listed for, and plan asks without one.
BOOST_AUTO_TEST_CASE(a_rule_without_a_workspace_whose_script_is_listed_for_others_is_warned_of) {
  auto const told = [](std::string const& scripts, std::string const& match) {
    return warnings("{\"mock\": 1, \"scripts\": [" + scripts + "], \"instances\": [\n{\"name\": \"a\", \"match\": {" +
                    match + "}, \"answer\": \"no_api\"}]}");
  };
  std::string const blue = R"({"name": "load", "workspace": "blue"})";
  std::string const match = R"("script": "load")";
  BOOST_TEST(told(blue + R"(, {"name": "load", "workspace": "red"})", match) ==
             "s:2:1: instance 'a' does not hold without a workspace: it names none, and its script 'load' is listed "
             "for blue, red only; give its match a workspace, or list the script without one\n");
  BOOST_TEST(told(blue + R"(, {"name": "load"})", match) == "");
  BOOST_TEST(told(blue, match + R"(, "workspace": "blue")") == "");
  BOOST_TEST(told(blue, R"("script": "other")") == "");
  BOOST_TEST(told("", match) == "");
}

BOOST_AUTO_TEST_CASE(instances_that_overlap_are_ambiguous) {
  BOOST_TEST(two(R"("script": "s", "instance": "a*")", R"("script": "s", "instance": "*b")") ==
             "s:2:1: instance 'a' and 'b' (line 3 of s) match some of the same instances, and neither is narrower; the "
             "one that stands later holds\n");
  BOOST_TEST(two(R"("script": "s", "instance": "a*")", R"("script": "s", "instance": "b*")") == "");
  BOOST_TEST(two(R"("script": "s", "instance": "a*")", R"("script": "t", "instance": "a*")") == "");
}

BOOST_AUTO_TEST_CASE(patterns_overlap_if_one_text_matches_both) {
  struct {
    std::string_view a, b;
    bool wanted;
  } const cases[] = {{"", "", true},        {"", "*", true},        {"a", "", false},      {"*", "*", true},
                     {"a*", "*b", true},    {"a*", "b*", false},    {"a*c", "ab*", true},  {"a*c", "*d", false},
                     {"ab", "a*b", true},   {"a", "a*b", false},    {"**", "x", true},     {"*a*", "*b*", true},
                     {"abc", "abd", false}, {"x*y*z", "xz", false}, {"x*y*z", "x*z", true}};
  for (auto const& each : cases) {
    BOOST_TEST(mock::scenarios::overlap(each.a, each.b) == each.wanted, each.a << " and " << each.b);
    BOOST_TEST(mock::scenarios::overlap(each.b, each.a) == each.wanted, each.b << " and " << each.a);
  }
}

std::string timed(std::string const& client, std::string const& rest) {
  return warnings("{\"mock\": 1, \"client\": {\"timeout\": \"" + client + "\"}, \"instances\": [{\"name\": \"a\",\n" +
                  rest + "}]}");
}

BOOST_AUTO_TEST_CASE(a_delay_that_no_client_waits_for_is_told) {
  std::string const late = " may be as long as client.timeout, or longer: then the client does not see the answer\n";
  auto const fault =
      std::string(R"("timeline": [{"state": "FINISHED"}], "faults": [{"name": "f", "on": "every poll", )");
  BOOST_TEST(timed("5s", fault + R"("delay": "5s"}])") == "s:2:83: instances[0].faults[0].delay" + late);
  BOOST_TEST(timed("5s", fault + R"("delay": "4.9s"}])") == "");
  BOOST_TEST(timed("5s", fault + R"("delay": {"uniform": {"min": "1s", "max": "6s"}}}])") != "");
  BOOST_TEST(timed("5s", R"("timeline": [{"state": "FINISHED", "latency": "6s"}])") ==
             "s:2:36: instances[0].timeline[0].latency" + late);
}

BOOST_AUTO_TEST_CASE(a_step_without_time_is_never_told) {
  BOOST_TEST(timed("5s", R"("timeline": [{"state": "RUNNING", "for": "0s"}, {"state": "FINISHED"}])") ==
             "s:2:14: instances[0].timeline[0] is never told: it takes no time\n");
}

BOOST_AUTO_TEST_CASE(a_quota_below_what_is_expected_is_told) {
  auto const told = [](std::string const& expect, std::string const& limit) {
    return warnings(
        "{\"mock\": 1, \"quota\": [{\"name\": \"q\", \"limit\": " + limit +
        ", \"window\": \"10s\"}], \"instances\": [\n{\"name\": \"a\", \"timeline\": [{\"state\": \"FINISHED\"}], "
        "\"expect\": {" +
        expect + "}}]}");
  };
  BOOST_TEST(told(R"("polls": {"min": 5})", "4") ==
             "s:2:1: instance 'a' expects 5 polls or more, which may come in one window of the quota 'q', which lets 4 "
             "through\n");
  BOOST_TEST(told(R"("polls": {"min": 5})", "5") == "");
  BOOST_TEST(told(R"("polls": {"min": 50}, "gap": {"min": "5s"})", "3") == "");
  BOOST_TEST(told(R"("polls": {"min": 50}, "gap": {"min": "5s"})", "2") != "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
