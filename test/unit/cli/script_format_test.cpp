#include "script_format.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(script_formats)

namespace {

std::vector<script> some_scripts() {
  std::vector<script> made(2);
  made[0].name = "daily, all";
  made[0].type = "DLISQL";
  made[0].directory = "/";
  made[0].owner = "ann";
  made[0].create_user = "bob";
  made[0].modified_at = 1'768'465'800'123;
  made[0].json = R"({"name":"daily, all","x":[1.50]})";
  made[1].name = "报表\x1b[31m";
  made[1].create_user = "bob";
  made[1].modified_at = -5;
  made[1].json = "{\"name\":\"\xc2\x9b\"}";
  return made;
}

BOOST_AUTO_TEST_CASE(table) {
  BOOST_TEST(scripts_text(some_scripts(), output_kind::table, false, 0) ==
             "NAME          TYPE    DIRECTORY  OWNER  MODIFIED\n"
             "daily, all    DLISQL  /          ann    2026-01-15T08:30:00Z\n"
             "报表\\x1b[31m                     bob    -5\n");
  BOOST_TEST(scripts_text({}, output_kind::table, false, 0) == "NAME  TYPE  DIRECTORY  OWNER  MODIFIED\n");
}

BOOST_AUTO_TEST_CASE(csv) {
  BOOST_TEST(scripts_text(some_scripts(), output_kind::csv, true, 80) ==
             "name,type,directory,owner,modified\n"
             "\"daily, all\",DLISQL,/,ann,2026-01-15T08:30:00Z\n"
             "报表\\x1b[31m,,,bob,-5\n");
}

BOOST_AUTO_TEST_CASE(json_is_that_of_the_service) {
  auto const scripts = some_scripts();
  BOOST_TEST(scripts_text(scripts, output_kind::json, false, 0) ==
             "[\n{\"name\":\"daily, all\",\"x\":[1.50]},\n{\"name\":\"\xc2\x9b\"}\n]\n");
  BOOST_TEST(scripts_text(scripts, output_kind::jsonl, false, 0) ==
             "{\"name\":\"daily, all\",\"x\":[1.50]}\n{\"name\":\"\xc2\x9b\"}\n");
  BOOST_TEST(scripts_text({}, output_kind::json, false, 0) == "[]\n");
  BOOST_TEST(scripts_text({}, output_kind::jsonl, false, 0) == "");
  BOOST_TEST(script_json(scripts[1], false) == "{\"name\":\"\xc2\x9b\"}\n");
  BOOST_TEST(script_json(scripts[1], true) == "{\"name\":\"\\u009b\"}\n");
  BOOST_TEST(scripts_text(scripts, output_kind::jsonl, true, 80).find('\xc2') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_script_does_not_steer_a_terminal_and_keeps_its_lines) {
  BOOST_TEST(content_for_terminal("SELECT 1;\n\tFROM \x1b[31mx\n\nend") == "SELECT 1;\n\tFROM \\x1b[31mx\n\nend");
  BOOST_TEST(content_for_terminal("") == "");
  BOOST_TEST(content_for_terminal("\n") == "\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
