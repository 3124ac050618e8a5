#include "service/token_file.hpp"

#include "temporary_file.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(token_files)

namespace {

std::string refusal_of(std::string const& path) {
  try {
    dataarts::apps::read_token_file(path, "--token-file");
  } catch (usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

BOOST_AUTO_TEST_CASE(blanks_around_the_token_do_not_belong_to_it) {
  for (std::string_view const content : {"MIIabc", "MIIabc\n", "  MIIabc\r\n\r\n", "\n\tMIIabc"}) {
    test::temporary_file const file(content);
    BOOST_TEST(dataarts::apps::read_token_file(file.path(), "--token-file") == "MIIabc");
  }
  std::string const large(64 * 1024, 'x');
  BOOST_TEST(dataarts::apps::read_token_file(test::temporary_file(large).path(), "--token-file") == large);
}

BOOST_AUTO_TEST_CASE(unusable_files) {
  test::temporary_file const empty("");
  BOOST_TEST(refusal_of(empty.path()) == "--token-file: " + empty.path() + " holds no token");
  test::temporary_file const blank(" \n\n");
  BOOST_TEST(refusal_of(blank.path()) == "--token-file: " + blank.path() + " holds no token");
  test::temporary_file const lines("hunter2\nhunter3");
  BOOST_TEST(refusal_of(lines.path()) ==
             "--token-file: " + lines.path() + " has several lines; it has to hold one token and nothing else");
  test::temporary_file const huge(std::string(64 * 1024 + 1, 'x'));
  BOOST_TEST(refusal_of(huge.path()) ==
             "--token-file: " + huge.path() + " is larger than 64 KiB; it has to hold one token and nothing else");
  for (std::string_view const content : {"{\"token\":\"hunter2\"}", "\n {\n  \"token\": \"hunter2\"\n}\n", "{"}) {
    test::temporary_file const json(content);
    BOOST_TEST(refusal_of(json.path()) ==
               "--token-file: " + json.path() +
                   " holds JSON; it has to hold one token and nothing else: the value of X-Subject-Token, which is a "
                   "header of the IAM service's answer");
  }
  BOOST_TEST(refusal_of("/nonexistent/token") ==
             "--token-file: cannot open /nonexistent/token: No such file or directory");
  BOOST_TEST(refusal_of("/") == "--token-file: cannot read /: Is a directory");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
