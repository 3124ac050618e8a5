#include <dataarts/mock/scenario.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(mock_scenario_sweep)

namespace {

namespace mock = dataarts::mock;

mock::scenario of(std::string const& instance) {
  return mock::parse_scenario("{\"mock\": 1, \"instances\": [\n" + instance + "]}", "s");
}

std::string refusal(std::string const& instance) {
  try {
    of(instance);
  } catch (mock::file_error const& why) {
    return why.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(a_range_makes_an_instance_for_each_number) {
  auto const made = of(R"({"name": "a{n}", "sweep": {"n": "3..5"}, "match": {"script": "s{n}{n}{m}", "instance": "i"},
                           "timeline": [{"state": "RUNNING", "polls": "{n}", "for": "{n}s"}, {"state": "FINISHED"}]})");
  BOOST_TEST_REQUIRE(made.rules.size() == 3U);
  BOOST_TEST(made.rules[2].name == "a5");
  BOOST_TEST(*made.rules[2].script == "s55{m}");
  BOOST_TEST(*made.rules[2].timeline[0].polls == 5U);
  BOOST_TEST((made.rules[2].timeline[0].lasts->first() == std::chrono::seconds(5)));
  BOOST_TEST(made.rule_places.size() == 3U);
  BOOST_TEST(made.rule_places[2].line == 2U);
  BOOST_TEST(made.rules[0].revision != made.rules[1].revision);
}

BOOST_AUTO_TEST_CASE(lists_and_several_variables_are_combined) {
  auto const made =
      of(R"({"name": "{a}{b}", "sweep": {"a": ["x", 7], "b": "0..2"}, "match": {"script": "{a}", "instance": "{b}"},
                           "answer": "no_api"})");
  std::string names;
  for (auto const& each : made.rules) names += each.name + ' ';
  BOOST_TEST(names == "x0 x1 x2 70 71 72 ");
}

BOOST_AUTO_TEST_CASE(the_end_is_the_size_of_the_answer_that_is_spoilt) {
  auto const sized = [](std::string const& poll, std::string const& body) {
    return of(R"({"name": "{n}", "sweep": {"n": "0..end"}, "match": {"script": "s", "instance": "{n}"}, "timeline": [
                  {"state": "RUNNING", "polls": 2}, {"state": "FINISHED", "body": ")" +
              body + R"("}], "faults": [
                  {"name": "f", "on": {"poll": )" +
              poll + R"(}, "cut": {"after": "{n} bytes"}}]})")
        .rules.size();
  };
  BOOST_TEST(sized("1", std::string(10, 'x')) == sized("2", std::string(99, 'x')));
  BOOST_TEST(sized("3", std::string(99, 'x')) == sized("3", std::string(10, 'x')) + 89);
  BOOST_TEST(sized("4", std::string(99, 'x')) == sized("3", std::string(99, 'x')));
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_once) {
  auto const rest = std::string(R"("timeline": [{"state": "FINISHED"}]})");
  BOOST_TEST(refusal(R"({"name": "a", "sweep": {"n": "0..9"}, )" + rest) ==
             "s:2:25: instances[0].sweep.n is not used: there is no {n} in the instance");
  BOOST_TEST(
      refusal(R"({"name": "a", "sweep": {"n": "0..9"}, "match": {"instance": "{n}"}, )" + rest) ==
      "s:2:25: instances[0].sweep.n is not in the name, which makes several instances of the same name; add {n} to it");
  BOOST_TEST(refusal(R"({"name": "a{n}", "sweep": {"n": "9..0"}, )" + rest)
                 .starts_with("s:2:28: instances[0].sweep.n is not a range"));
  BOOST_TEST(refusal(R"({"name": "a{n}", "sweep": {"n": "0..999999999"}, )" + rest)
                 .starts_with("s:2:28: instances[0].sweep.n is not a range"));
  BOOST_TEST(refusal(R"({"name": "a{n}{m}", "sweep": {"n": "1..1000", "m": "1..1000"}, )" + rest) ==
             "s:2:47: instances[0].sweep.m makes more than 100000 instances");
  BOOST_TEST(
      refusal(
          R"({"name": "a{n}", "sweep": {"n": "0..9"}, "timeline": [{"state": "RUNNING", "for": "{n}"}, {"state": "FINISHED"}]})") ==
      "s:2:76: instances[0].timeline[0].for is not a duration, such as \"250ms\", \"5s\" or \"9m30s\"");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_variable_that_the_sweep_does_not_have_is_a_warning) {
  auto const made = mock::parse_scenario(R"({"mock": 1, "instances": [
    {"name": "a-{cod}-{code}-{k}", "sweep": {"code": "0..2", "k": ["a"]},
     "match": {"script": "s{k}", "instance": "{code}{k}{zzzzzz}{}{not one}"},
     "timeline": [{"state": "RUNNING", "x-note": "{more}"}]}]})",
                                         "s.json");
  BOOST_TEST_REQUIRE(made.warnings.size() == 2U);
  BOOST_TEST(to_text(made.warnings[0]) ==
             "s.json:2:6: instances[0].name has {cod}, which the sweep does not have and which stands for itself; did "
             "you mean {code}?");
  BOOST_TEST(
      to_text(made.warnings[1]) ==
      "s.json:3:34: instances[0].match.instance has {zzzzzz}, which the sweep does not have and which stands for "
      "itself; its variables are: code, k");
}

BOOST_AUTO_TEST_CASE(a_range_may_end_with_the_largest_number) {
  auto const made = mock::parse_scenario(R"({"mock": 1, "instances": [
    {"name": "a-{n}", "sweep": {"n": "18446744073709551614..18446744073709551615"},
     "match": {"script": "s", "instance": "{n}"}, "timeline": [{"state": "RUNNING"}]}]})",
                                         "s.json");
  BOOST_REQUIRE(made.rules.size() == 2U);
  BOOST_TEST(made.rules[1].name == "a-18446744073709551615");
}

BOOST_AUTO_TEST_SUITE_END()
