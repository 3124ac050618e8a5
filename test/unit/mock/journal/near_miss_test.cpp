#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/near_miss.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "../runs/runs_driver.hpp"
#include "edit_distance.hpp"

BOOST_AUTO_TEST_SUITE(mock_near_misses)

namespace {

namespace mock = dataarts::mock;
using mock::edits_to_match;

std::vector<mock::run_rule> three_rules() {
  mock::run_rule nightly, weekly, blue;
  nightly.name = "nightly-load";
  nightly.script = "load_orders";
  nightly.instance = "i-100";
  weekly.name = "weekly";
  weekly.script = "report*";
  blue.name = "blue";
  blue.script = "load_orders";
  blue.instance = "i-*";
  blue.workspace = "ws-blue";
  for (auto* each : {&nightly, &weekly, &blue}) each->timeline = {{.state = mock::run_state::finished}};
  return {nightly, weekly, blue};
}

std::string explain(std::string_view method, std::string_view target) {
  mock::request_target parsed;
  parsed.parse(method, target);
  mock::request_view request;
  request.method = method;
  request.path = parsed.path();
  request.segments = parsed.segments();
  return to_text(request, mock::near_misses(request, three_rules(), 2));
}

BOOST_AUTO_TEST_CASE(edits_are_counted_around_wildcards) {
  BOOST_TEST(edits_to_match("abc", "abc") == 0U);
  BOOST_TEST(edits_to_match("load_orders", "load_order") == 1U);
  BOOST_TEST(edits_to_match("kitten", "sitting") == 3U);
  BOOST_TEST(edits_to_match("", "abc") == 3U);
  BOOST_TEST(edits_to_match("abc", "") == 3U);
  BOOST_TEST(edits_to_match("*", "anything") == 0U);
  BOOST_TEST(edits_to_match("i-*", "i-100") == 0U);
  BOOST_TEST(edits_to_match("i-*", "j-100") == 1U);
  BOOST_TEST(edits_to_match("a*c", "abb") == 1U);
  BOOST_TEST(edits_to_match("*end", "the en") == 1U);
  BOOST_TEST(edits_to_match(std::string(5'000, 'a'), std::string(5'000, 'b')) == 256U);
}

BOOST_AUTO_TEST_CASE(the_closest_rule_is_explained_criterion_by_criterion) {
  BOOST_TEST(explain("GET", "/v1/p1/scripts/load_order/instances/i-100") ==
             "no scenario matched  GET /v1/p1/scripts/load_order/instances/i-100\n"
             "closest: nightly-load (distance 1)\n"
             "  method     ok    GET\n"
             "  path       ok    /v1/p1/scripts/load_order/instances/i-100\n"
             "  project    ok    (any)\n"
             "  script     MISS  expected load_orders   got load_order  (1 edit away)\n"
             "  instance   ok    i-100\n"
             "  workspace  ok    (any)\n"
             "also near: blue (8)");  // the script counts before the letters
}

BOOST_AUTO_TEST_CASE(method_and_path_are_criteria_too) {
  auto const text = explain("PUT", "/v1/p/script/load_orders/instances/i-100");
  BOOST_TEST(text.find("closest: nightly-load (distance 3)") != std::string::npos, text);
  BOOST_TEST(text.find("\n  method     MISS  expected GET           got PUT  (") != std::string::npos, text);
  BOOST_TEST(
      text.find("\n  path       MISS  expected /v1/{project_id}/scripts/{script_name}/instances/{instance_id} got "
                "/v1/p/script/load_orders/instances/i-100  (1 edit away)") != std::string::npos,
      text);
  BOOST_TEST(explain("GET", "/").find("got (nothing)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(any_name_holds_also_where_the_path_has_none) {
  for (std::string_view const target :
       {"/", "/v2/p", "/v1/p/scripts/load_orders", "/v1/p/scripts/load_orders/instances"}) {
    auto const text = explain("GET", target);
    BOOST_TEST(text.find("MISS  expected (any)") == std::string::npos, text);
    BOOST_TEST(text.find("\n  project    ok    (any)\n") != std::string::npos, text);
    BOOST_TEST(text.find("\n  path       MISS  ") != std::string::npos, text);
  }
}

// What a rule does not ask for adds nothing to its distance, and yet no path without an instance is one that it
// matches.
BOOST_AUTO_TEST_CASE(a_name_that_is_missing_counts_if_nothing_else_is_wrong_with_the_path) {
  mock::run_rule any;
  any.name = "any";
  auto const distance = [&](std::string_view target) {
    mock::request_target parsed;
    parsed.parse("GET", target);
    mock::request_view request;
    request.method = "GET";
    request.path = parsed.path();
    request.segments = parsed.segments();
    return mock::near_misses(request, std::vector{any}, 1).front().distance;
  };
  BOOST_TEST(distance("/v1/p/scripts/s/instances/i") == 0U);
  BOOST_TEST(distance("/v1/p/scripts/s/instances") == 1U);
  BOOST_TEST(distance("/v1/p/scripts/s/instances/") == 1U);
  BOOST_TEST(distance("/v1/p/scripts//instances/i") == 1U);
  BOOST_TEST(distance("/v1/p/script/s/instances") == 1U);
  BOOST_TEST(distance("/v1/p/scripts/s") == std::string("instances").size());
}

// The letters of a workspace or an instance do not add up to more than a script.
BOOST_AUTO_TEST_CASE(a_rule_for_the_script_comes_before_others) {
  auto const rule = [](char const* name, std::optional<std::string> script, std::optional<std::string> instance,
                       std::optional<std::string> workspace) {
    mock::run_rule made;
    made.name = name;
    made.script = std::move(script);
    made.instance = std::move(instance);
    made.workspace = std::move(workspace);
    return made;
  };
  std::vector const rules{rule("elsewhere", {}, {}, "w"), rule("load", "load_orders", "a-long-name", {}),
                          rule("near", "lord_orders", {}, {})};
  auto const closest = [&](std::string_view target) {
    mock::request_target parsed;
    parsed.parse("GET", target);
    mock::request_view request;
    request.method = "GET";
    request.path = parsed.path();
    request.segments = parsed.segments();
    std::string made;
    for (auto const& each : mock::near_misses(request, rules, 3)) made += each.rule + ' ';
    return made;
  };
  BOOST_TEST(closest("/v1/p/scripts/load_orders/instances/i") == "load near elsewhere ");
  BOOST_TEST(closest("/v1/p/scripts/load_order/instances/i") == "near load elsewhere ");
  BOOST_TEST(closest("/v1/p/scripts/xyz/instances/i") == "near load elsewhere ");
}

BOOST_AUTO_TEST_CASE(a_script_that_is_listed_elsewhere_is_a_criterion) {
  std::vector<std::string> said;
  mock::script_runs_options settings;
  settings.on_miss = [&](std::string const& what) { said.push_back(what); };
  test::runs_driver on(settings);
  auto const list = [&](std::string name, std::string workspace) {
    mock::script_definition script;
    script.name = std::move(name);
    script.workspace = std::move(workspace);
    on.runs.add(script);
  };
  list("load", "");
  list("sum", "blue");
  for (auto const* name : {"load", "sum"}) {
    mock::run_rule rule;
    rule.name = name + std::string("s");
    rule.script = name;
    rule.timeline = {{.state = mock::run_state::finished}};
    on.runs.add(rule);
  }
  BOOST_TEST(on.state("load", "i", "ws1") == "DLF.6201");
  BOOST_TEST(on.state("sum", "i") == "DLF.6201");
  BOOST_TEST(on.state("sum", "i", "blue") == "FINISHED");
  BOOST_REQUIRE(said.size() == 2U);
  BOOST_TEST(said[0].find("closest: loads (distance 1)") != std::string::npos, said[0]);
  BOOST_TEST(
      said[0].find("\n  listed     MISS  expected the script listed for ws1 got listed for the default workspace "
                   "only  (list it there, too, or give the rule a workspace)") != std::string::npos,
      said[0]);
  BOOST_TEST(said[1].find("closest: sums (distance 1)") != std::string::npos, said[1]);
  BOOST_TEST(
      said[1].find("\n  listed     MISS  expected the script listed for the default workspace got listed for blue "
                   "only") != std::string::npos,
      said[1]);
}

BOOST_AUTO_TEST_CASE(an_unmatched_request_gets_the_near_misses) {
  std::vector<std::string> said;
  mock::script_runs_options settings;
  settings.on_miss = [&](std::string const& what) { said.push_back(what); };
  test::runs_driver on(settings);
  for (auto const& each : three_rules()) on.runs.add(each);
  auto const told = on.decide("GET", "/v1/p/scripts/load_orders/instance/i-100");
  BOOST_TEST(!told.matched);
  BOOST_TEST(told.reply->status() == 501U);
  auto const body = boost::json::parse(told.reply->body()).as_object();
  auto const& closest = body.at("near_misses").as_array().at(0).as_object();
  BOOST_TEST(closest.at("rule").as_string() == "nightly-load");
  BOOST_TEST(closest.at("distance").as_int64() == 1);
  BOOST_TEST(closest.at("criteria").as_array().size() == 6U);
  BOOST_REQUIRE(said.size() == 1U);
  BOOST_TEST(said.front().starts_with("no scenario matched  GET /v1/p/scripts/load_orders/instance/i-100\n"));
  on.decide("GET", "/v1/p/scripts/load_orders/instance/i-100");
  BOOST_TEST(said.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_query_without_a_rule_is_reported_a_number_of_times) {
  std::vector<std::string> said;
  mock::script_runs_options settings;
  settings.on_miss = [&](std::string const& what) { said.push_back(what); };
  test::runs_driver on(settings);
  for (auto const& each : three_rules()) on.runs.add(each);
  BOOST_TEST(on.state("load_order", "i-100") == "DLF.6201");
  BOOST_REQUIRE(said.size() == 1U);
  BOOST_TEST(said.front().find("(1 edit away)") != std::string::npos);
  BOOST_TEST(on.state("load_orders", "i-100") == "FINISHED");
  BOOST_TEST(said.size() == 1U);
  for (int i = 0; i < 100; ++i) on.state("none", std::to_string(i));
  BOOST_TEST(said.size() == 20U);
  BOOST_TEST(said.back().ends_with("\nfurther requests that no scenario matched are not reported"));
  BOOST_TEST(said[18].find("further") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_query_that_no_rule_is_for_is_unmatched_in_the_journal) {
  test::runs_driver on;
  for (auto const& each : three_rules()) on.runs.add(each);
  auto const unmatched = [&](std::string_view method, std::string_view target) {
    mock::journal log(10);
    log.start({});
    auto const made = on.decide(method, target);
    mock::request_target parsed;
    parsed.parse(method, target);
    mock::request_view request;
    request.method = method;
    request.target = target;
    request.path = parsed.path();
    request.segments = parsed.segments();
    log.record(request, made, {});
    BOOST_TEST(made.matched);  // the answer is one of the service's, and stays
    return !log.find({}).at(0).matched;
  };
  BOOST_TEST(unmatched("GET", "/v1/p/scripts/load_order/instances/i-100"));
  BOOST_TEST(unmatched("GET", "/v1/p/scripts/load_orders/instances/j-100"));
  BOOST_TEST(!unmatched("GET", "/v1/p/scripts/load_orders/instances/i-100"));
  // Whether there is a script is a question that clients ask on purpose.
  BOOST_TEST(!unmatched("GET", "/v1/p/scripts/load_order"));
  // So is what became of a script that they deleted.
  BOOST_TEST(on.ask("DELETE", "/v1/p/scripts/load_orders", "{}").starts_with("204"));
  BOOST_TEST(!unmatched("GET", "/v1/p/scripts/load_orders/instances/i-100"));
}

BOOST_AUTO_TEST_CASE(a_rule_for_executed_instances_says_that_nothing_was_executed) {
  auto rules = three_rules();
  rules[1].starts = mock::run_start::execute;
  std::vector<std::string> said;
  mock::script_runs_options settings;
  settings.on_miss = [&](std::string const& what) { said.push_back(what); };
  test::runs_driver on(settings);
  for (auto const& each : rules) on.runs.add(each);
  BOOST_TEST(on.state("report_1", "i-1") == "DLF.6205");
  BOOST_REQUIRE(said.size() == 1U);
  BOOST_TEST(said.front().find("closest: weekly (distance 1)") != std::string::npos, said.front());
  BOOST_TEST(
      said.front().find("\n  execute    MISS  expected an instance made by execute got i-1") != std::string::npos,
      said.front());
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
