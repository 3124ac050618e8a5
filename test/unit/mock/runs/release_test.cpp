#include <dataarts/mock/wire_fault.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "runs_driver.hpp"

#include <malloc.h>

BOOST_AUTO_TEST_SUITE(mock_release)

namespace {

namespace mock = dataarts::mock;
using mock::run_state;

mock::run_rule rule(std::string const& script, std::string const& message) {
  mock::run_rule made;
  made.name = "rule of " + script;
  made.script = script;
  made.timeline = {{.state = run_state::running, .message = message}};
  return made;
}

mock::route_rule route(std::string const& body) {
  mock::route_rule made;
  made.name = "route";
  made.match.path = "/other";
  mock::own_answer told;
  told.body = body;
  made.answers = {told};
  return made;
}

mock::quota_rule quota(std::uint64_t limit) {
  mock::quota_rule made;
  made.name = "quota";
  made.key = mock::quota_key::all;
  made.limit = limit;
  made.window = std::chrono::hours(1);
  return made;
}

// What is replaced is there as long as an answer made of it is, and no longer.
void check_life(test::runs_driver& on, mock::decision told, std::vector<mock::run_rule> const& rules,
                std::vector<mock::quota_rule> const& quotas = {}, std::vector<mock::route_rule> const& routes = {}) {
  std::weak_ptr<mock::answer const> const seen = told.reply;
  auto const body = told.reply->body();
  std::string const by(told.about.rule);
  on.runs.replace({}, rules, quotas, routes);
  BOOST_TEST(!seen.expired());
  BOOST_TEST(told.reply->body() == body);
  BOOST_TEST(told.about.rule == by);
  told = {};
  BOOST_TEST(seen.expired());
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_rule_that_is_replaced_goes_with_its_last_answer, test::runs_driver) {
  runs.add(rule("a", "first"));
  check_life(*this, decide("GET", path("a", "i")), {rule("a", "second")});
  BOOST_TEST(query("a", "i").find("second") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(so_does_one_with_one_answer_for_all, test::runs_driver) {
  mock::run_rule of;
  of.name = "none";
  of.script = "a";
  of.answer = mock::documented_error::dlf6201;
  runs.add(of);
  check_life(*this, decide("GET", path("a", "i")), {});
}

BOOST_FIXTURE_TEST_CASE(so_do_faults_stops_and_states_that_a_run_was_put_into, test::runs_driver) {
  auto faulty = rule("a", "");
  mock::fault_rule fault;
  fault.name = "a fault with a name that is not short";
  fault.answer = std::make_shared<mock::answer const>(502, "broken");
  faulty.faults = {fault};
  runs.add(faulty);
  auto told = decide("GET", path("a", "i"));
  BOOST_TEST(told.about.fault == fault.name);
  fault.answer.reset();
  faulty.faults.clear();
  check_life(*this, std::move(told), {rule("a", "")});
  check_life(*this, decide("POST", path("a", "i") + "/stop"), {rule("a", "")});
  runs.put({.script = "a", .instance = "i"}, run_state::launching);
  check_life(*this, decide("GET", path("a", "i")), {});
}

BOOST_FIXTURE_TEST_CASE(so_do_routes_and_quotas, test::runs_driver) {
  runs.add(route("first"));
  check_life(*this, decide("GET", "/other"), {}, {}, {route("second")});
  runs.add(quota(1));
  decide("GET", "/v1/p/scripts");
  check_life(*this, decide("GET", "/v1/p/scripts"), {}, {quota(2)});
}

BOOST_FIXTURE_TEST_CASE(runs_under_way_do_not_keep_it, test::runs_driver) {
  runs.add(rule("a", "first"));
  std::weak_ptr<mock::answer const> const seen = decide("GET", path("a", "i")).reply;
  BOOST_TEST(!seen.expired());
  runs.replace({}, {rule("a", "second")});
  BOOST_TEST(seen.expired());
}

BOOST_FIXTURE_TEST_CASE(answers_that_are_held_back_keep_their_own_rule_only, test::runs_driver) {
  std::vector<mock::run_rule> rules;
  for (int i = 0; i < 200; ++i) rules.push_back(rule("script-" + std::to_string(i), "a message of some length"));
  mock::fault_rule fault;
  fault.name = "late";
  fault.delay = std::chrono::hours(1);
  rules[7].faults = {fault};
  runs.replace({}, rules);
  std::vector<mock::decision> held;
  held.push_back(decide("GET", path("script-7", "i")));
  BOOST_TEST(held.back().delay.count() > 0);
  auto const before = ::mallinfo2().uordblks;
  constexpr int reloads = 100;
  for (int i = 0; i < reloads; ++i) {
    runs.replace({}, rules);
    held.push_back(decide("GET", path("script-7", "i")));
  }
  auto const after = ::mallinfo2().uordblks;
  BOOST_TEST_MESSAGE(reloads << " answers of as many versions: " << after - before << " bytes");
  BOOST_TEST(after < before + reloads * 20'000);
}

BOOST_FIXTURE_TEST_CASE(memory_does_not_grow_with_the_number_of_reloads, test::runs_driver) {
  std::vector<mock::run_rule> rules;
  for (int i = 0; i < 100; ++i) rules.push_back(rule("script-" + std::to_string(i), "a message of some length"));
  std::vector<mock::route_rule> const routes[] = {{route("even")}, {route("odd")}};
  auto const reload = [&](int nth) {
    runs.replace({}, rules, {quota(static_cast<std::uint64_t>(nth) % 2 + 1)}, routes[nth % 2]);
    query("script-7", "i");
  };
  for (int i = 0; i < 10; ++i) reload(i);
  auto const before = ::mallinfo2().uordblks;
  for (int i = 0; i < 1'000; ++i) reload(i);
  auto const after = ::mallinfo2().uordblks;
  BOOST_TEST_MESSAGE("1,000 reloads of 100 rules: " << before << " bytes in use before, " << after << " after");
  BOOST_TEST(after < before + 100'000);
}

BOOST_AUTO_TEST_SUITE_END()
