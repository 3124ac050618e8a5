#include "scripts/script_requests.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(script_requests_test)

using namespace dataarts;

BOOST_AUTO_TEST_CASE(what_changes_something_once_is_not_repeatable) {
  BOOST_TEST(!execute_request("s", {}).kind->repeatable);
  BOOST_TEST(!create_request(script_draft(), {}).kind->repeatable);
  BOOST_TEST(!remove_request("s").kind->repeatable);
  BOOST_TEST(stop_request({"s", "i"}).kind->repeatable);
  BOOST_TEST(update_request("s", script_draft()).kind->repeatable);
  BOOST_TEST(show_request("s", {}).kind->repeatable);
  BOOST_TEST(list_request({}).kind->repeatable);
}

BOOST_AUTO_TEST_CASE(templates_hold_no_names) {
  for (auto const& each : {execute_request("secret", {}), stop_request({"secret", "i"}), show_request("secret", {}),
                           update_request("secret", {}), remove_request("secret")}) {
    BOOST_TEST(each.kind->url_template.find("secret") == std::string_view::npos);
    BOOST_TEST(each.kind->url_template.starts_with("/v1/{project_id}/scripts"));
  }
}

BOOST_AUTO_TEST_CASE(names_are_percent_encoded_and_queries_sorted) {
  BOOST_TEST(execute_request("a b/", {}).problem.has_value());
  BOOST_TEST(execute_request("a b+日", {}).path == "/a%20b%2B%E6%97%A5/execute");
  BOOST_TEST(stop_request({"s", "i?"}).path == "/s/instances/i%3F/stop");
  auto const listed = list_request(list_options().name("x=y").offset(3).limit(100));
  BOOST_TEST(listed.path.empty());
  BOOST_TEST(listed.query == "limit=100&offset=3&scriptName=x%3Dy");
  BOOST_TEST(show_request("s", show_options().version(2).status("SAVED")).query == "status=SAVED&version=2");
}

BOOST_AUTO_TEST_CASE(the_first_problem_is_kept) {
  auto const both = execute_request({"", "日"}, {{"p", "\xff"}});
  BOOST_TEST_REQUIRE(both.problem.has_value());
  BOOST_TEST(both.problem->text == "script name is empty");
  auto const long_name = execute_request("s", {{std::string(500, 'n'), "\xff"}});
  BOOST_TEST(long_name.problem->text.size() < 200u);
}

BOOST_AUTO_TEST_CASE(settings_of_the_engine_keep_their_digits) {
  auto const made = update_request("s", script_draft().configuration(R"({"a":1.50})").description("d"));
  BOOST_TEST(made.body == R"({"description":"d","configuration":{"a":1.50}})");
  BOOST_TEST(!made.problem.has_value());
  auto const broken = update_request("s", script_draft().configuration("{"));
  BOOST_TEST(broken.problem->text.starts_with("configuration is not a JSON object: "));
}

BOOST_AUTO_TEST_SUITE_END()
