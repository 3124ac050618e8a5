#include "stop_report.hpp"

#include "answers.hpp"
#include "commands.hpp"
#include "shell_text.hpp"
#include "stop_command.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(stop_reports)

namespace {

std::vector<stopped_run> some_runs() {
  auto const refused = no_such_script({"s", "b"});
  std::vector<stopped_run> made;
  made.push_back({instance_ref("s", "a"), result<void>()});
  made.push_back({refused.ref, refused.outcome.error()});
  return made;
}

BOOST_AUTO_TEST_CASE(every_output) {
  auto const runs = some_runs();
  BOOST_TEST(stop_report(runs, output_kind::table, false, 0) ==
             "SCRIPT  INSTANCE  STATUS    MESSAGE\n"
             "s       a         STOPPED\n"
             "s       b         DLF.6201  The script does not exist.\n");
  BOOST_TEST(stop_report(runs, output_kind::csv, false, 0) ==
             "script,instance,workspace,stopped,message,error_code,http_status,condition,request_id\n"
             "s,a,,true,,,,,\n"
             "s,b,,false,The script does not exist.,DLF.6201,400,not_found,4f1c\n");
  std::string const second =
      R"({"script":"s","instance":"b","error":{"code":"DLF.6201","message":"The script does not exist.",)"
      R"("http_status":400,"condition":"not_found","request_id":"4f1c"}})";
  BOOST_TEST(stop_report(runs, output_kind::jsonl, false, 0) ==
             "{\"script\":\"s\",\"instance\":\"a\",\"stopped\":true}\n" + second + '\n');
  BOOST_TEST(stop_report(runs, output_kind::json, true, 80) ==
             "[\n{\"script\":\"s\",\"instance\":\"a\",\"stopped\":true},\n" + second + "\n]\n");
  BOOST_TEST(stop_report({}, output_kind::json, false, 0) == "[]\n");
}

BOOST_AUTO_TEST_CASE(settings) {
  auto const made = settings_of(make_stop_settings, {"stop", "s", "a", "b"}, with_service());
  BOOST_TEST(made.script == "s");
  BOOST_TEST(made.instances == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
  BOOST_TEST(refusal_of(make_stop_settings, {"stop", "s"}, with_service()) ==
             "nothing to stop: expected dataarts stop SCRIPT INSTANCE...");
}

BOOST_AUTO_TEST_CASE(words_of_a_shell) {
  BOOST_TEST(shell_word("a1ad-448a/x=1") == "a1ad-448a/x=1");
  BOOST_TEST(shell_word("") == "''");
  BOOST_TEST(shell_word("a b") == "'a b'");
  BOOST_TEST(shell_word("it's") == R"('it'\''s')");
  BOOST_TEST(shell_word("x\x1b") == R"('x\x1b')");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
