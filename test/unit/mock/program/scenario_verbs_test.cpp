#include "scenario_verbs.hpp"

#include <dataarts/mock/scenario.hpp>

#include "file_text.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

#include "folder.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_verbs)

namespace {

namespace mock = dataarts::mock;
namespace program = dataarts::mock::program;

program::verb_outcome run(std::string const& verb, std::vector<std::string> const& arguments) {
  auto const made = program::run_scenario_verb(verb, arguments);
  BOOST_TEST_REQUIRE(made.has_value());
  return *made;
}

std::string refusal(std::string const& verb, std::vector<std::string> const& arguments) {
  try {
    program::run_scenario_verb(verb, arguments);
  } catch (program::usage_error const& why) {
    return why.what();
  }
  return "accepted";
}

std::string const shadowed = R"({"mock": 1, "instances": [
  {"name": "a", "match": {"script": "s"}, "answer": "no_api"},
  {"name": "b", "match": {"script": "s"}, "answer": "no_api"}]})";

BOOST_AUTO_TEST_CASE(others_are_none) {
  BOOST_TEST(!program::run_scenario_verb("serve", {}).has_value());
  BOOST_TEST(!program::run_scenario_verb("chek", {}).has_value());
}

BOOST_AUTO_TEST_CASE(check_tells_errors_from_warnings) {
  test::folder in;
  auto const good = in.write("good.json", R"({"mock": 1})");
  auto const fine = run("check", {good});
  BOOST_TEST(fine.text == "1 file, 0 instances, 0 warnings\n");
  BOOST_TEST(fine.status == 0);
  BOOST_TEST(fine.complaints.empty());
  auto const file = in.write("shadowed.json", shadowed);
  auto const warned = run("check", {good, file});
  BOOST_TEST(warned.text == "2 files, 2 instances, 1 warning\n");
  BOOST_TEST(warned.status == 0);
  BOOST_TEST_REQUIRE(warned.complaints.size() == 1U);
  BOOST_TEST(warned.complaints[0].starts_with("warning: " + file + ":2:3: instance 'a' is never used"));
  auto const strict = run("check", {"--strict", file});
  BOOST_TEST(strict.status == 2);
  BOOST_TEST(strict.text == "");
  BOOST_TEST(strict.complaints.at(0).starts_with(file + ":2:3: instance 'a' is never used"));
  auto const bad = in.write("bad.json", R"({"mock": 1, "sed": 1})");
  BOOST_TEST(refusal("check", {bad}) == bad + ":1:13: sed is not known; did you mean seed?");
  BOOST_TEST(refusal("check", {"fmt", bad}).starts_with("fmt is a command, and there is one already;"));
  BOOST_TEST(refusal("check", {}) == "check needs a file: dataarts-mock check FILE...");
  BOOST_TEST(refusal("check", {"--strct", file}) == "there is no option --strct; did you mean --strict?");
  BOOST_TEST(refusal("check", {"--strict=1", file}) == "--strict takes no value");
}

BOOST_AUTO_TEST_CASE(fmt_prints_writes_and_checks) {
  test::folder in;
  auto const loose = in.write("loose.json", "{\"mock\":1,} // c");
  auto const neat = in.write("neat.json", "{ \"mock\": 1 }\n");
  BOOST_TEST(run("fmt", {loose}).text == "{ \"mock\": 1 }\n// c\n");
  auto const checked = run("fmt", {"--check", loose, neat});
  BOOST_TEST(checked.status == 1);
  BOOST_TEST(checked.text == loose + '\n');
  BOOST_TEST(run("fmt", {"--write", loose, neat}).text == loose + '\n');
  BOOST_TEST(mock::file_text(loose) == "{ \"mock\": 1 }\n// c\n");
  BOOST_TEST(run("fmt", {"--check", loose, neat}).status == 0);
  auto const broken = in.write("broken.json", "{");
  BOOST_TEST(refusal("fmt", {"--write", broken}).starts_with(broken + ":1:2: not JSON: "));
  BOOST_TEST(refusal("fmt", {"--write", "--check", neat}) == "--write and --check exclude each other");
}

BOOST_AUTO_TEST_CASE(plan_takes_its_options) {
  test::folder in;
  auto const file = in.write("s.json", R"({"mock": 1, "instances": [{"name": "a", "match": {"script": "s"},
    "timeline": [{"state": "RUNNING", "polls": 2}, {"state": "FINISHED"}]}]})");
  BOOST_TEST(run("plan", {file, "--polls", "3", "--every=500ms", "--instances", "x,y"}).text ==
             "a  s/x\n  poll 1-2  at 0.000s  200 RUNNING\n  poll 3  at 1.000s  200 FINISHED\n"
             "a  s/y\n  poll 1-2  at 0.000s  200 RUNNING\n  poll 3  at 1.000s  200 FINISHED\n");
  BOOST_TEST(refusal("plan", {file, "--polls", "0"}) ==
             "--polls is '0'; it has to be a whole number between 1 and 100000");
  BOOST_TEST(refusal("plan", {file, "--every", "5"}) ==
             R"(--every is '5'; it has to be a duration, such as "250ms", "5s" or "9m30s")");
  BOOST_TEST(refusal("plan", {file, "--instances", "a,,b"}) ==
             "--instances has to be names with commas between them, such as i-1,i-2");
  BOOST_TEST(refusal("plan", {file, "--seed"}) == "--seed needs a value: --seed N");
}

BOOST_AUTO_TEST_CASE(schema_is_printed) {
  BOOST_TEST(run("schema", {}).text == mock::scenario_schema());
  BOOST_TEST(refusal("schema", {"x"}) == "schema takes no file");
}

BOOST_AUTO_TEST_CASE(each_has_a_help) {
  for (auto const verb : program::scenario_verbs()) {
    BOOST_TEST(run(std::string(verb), {"--help"}).text.starts_with("dataarts-mock " + std::string(verb)));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
