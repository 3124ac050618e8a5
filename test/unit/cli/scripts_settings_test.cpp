#include "scripts_settings.hpp"

#include "commands.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(settings_of_scripts)

namespace {

BOOST_AUTO_TEST_CASE(list) {
  auto const standard = settings_of(make_list_settings, {"scripts", "list"}, with_service());
  BOOST_TEST(standard.limit == 100);
  BOOST_TEST(!standard.offset.has_value());
  BOOST_TEST(standard.name == "");
  auto const given = settings_of(make_list_settings,
                                 {"scripts", "list", "--name", "n", "--limit", "5", "--offset", "0"}, with_service());
  BOOST_TEST(given.limit == 5);
  BOOST_TEST(given.offset.value() == 0);
  BOOST_TEST(given.name == "n");
  BOOST_TEST(refusal_of(make_list_settings, {"scripts", "list", "--limit", "101"}, with_service()) ==
             "--limit: '101' is not a whole number from 1 to 100");
  BOOST_TEST(refusal_of(make_list_settings, {"scripts", "list", "s"}, with_service()) ==
             "scripts list takes no arguments; expected dataarts scripts list --name TEXT");
}

BOOST_AUTO_TEST_CASE(show) {
  auto const given = settings_of(make_show_settings, {"scripts", "show", "s", "--script-version", "3", "--content"},
                                 with_service({{"DATAARTS_OUTPUT", "json"}}));
  BOOST_TEST(given.script == "s");
  BOOST_TEST(given.version.value() == 3);
  BOOST_TEST(given.content);
  BOOST_TEST(refusal_of(make_show_settings, {"scripts", "show"}, with_service()) ==
             "0 scripts are given; expected dataarts scripts show SCRIPT");
  BOOST_TEST(refusal_of(make_show_settings, {"scripts", "show", "--content", "--output", "csv", "s"}, with_service()) ==
             "--content and --output are both given; --content prints the text of the script and nothing else");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
