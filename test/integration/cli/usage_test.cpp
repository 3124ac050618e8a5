#include "help_text.hpp"
#include "program.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(usage)

namespace {

BOOST_AUTO_TEST_CASE(help_and_version_are_results) {
  for (auto const& [arguments, text] :
       {std::pair(std::vector<std::string>{"--help"}, program_help()),
        std::pair(std::vector<std::string>{"query", "--help"}, command_help(command::query)),
        std::pair(std::vector<std::string>{"--version"}, version_text()),
        std::pair(std::vector<std::string>{"query", "--version"}, version_text())}) {
    auto const run = run_dataarts(arguments);
    BOOST_TEST(run.code == 0);
    BOOST_TEST(run.out == text);
    BOOST_TEST(run.error == "");
  }
}

BOOST_AUTO_TEST_CASE(help_and_version_that_cannot_be_written) {
  for (auto const& arguments : {std::vector<std::string>{"--help"}, std::vector<std::string>{"--version"},
                                std::vector<std::string>{"query", "--help"}}) {
    program_options full;
    full.output_file = "/dev/full";
    auto const on_full = run_dataarts(arguments, full);
    BOOST_TEST(on_full.code == 1);
    BOOST_TEST(on_full.error == "dataarts: cannot write to standard output: No space left on device\n");

    program_options closed;
    closed.closed = {1};
    auto const on_closed = run_dataarts(arguments, closed);
    BOOST_TEST(on_closed.code == 1);
    BOOST_TEST(on_closed.error == "dataarts: cannot write to standard output: it is not open for writing\n");

    program_options unread;
    unread.output_has_no_reader = true;
    auto const on_unread = run_dataarts(arguments, unread);
    BOOST_TEST(on_unread.code == 141);
    BOOST_TEST(on_unread.error == "");
  }
}

BOOST_AUTO_TEST_CASE(every_mistake_is_one_line_and_exit_code_2) {
  auto const options = for_endpoint("http://127.0.0.1:1");
  struct {
    std::vector<std::string> arguments;
    std::string error;
  } const cases[] = {
      {{}, "no verb is given; see dataarts --help"},
      {{"qeury"}, "there is no verb 'qeury'; did you mean query?"},
      {{"query", "--outptu", "json", "s", "i"}, "there is no option --outptu; did you mean --output?"},
      {{"query", "--output", "xml", "s", "i"},
       "--output: there is no output 'xml'; expected table, json, jsonl or csv"},
      {{"query", "--timeout", "soon", "s", "i"},
       "--timeout: 'soon' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s"},
      {{"query", "--concurrency", "0", "s", "i"}, "--concurrency: '0' is not a whole number from 1 to 100000"},
      {{"query", "--endpoint", "ftp://h", "s", "i"},
       "--endpoint: scheme \"ftp\" is not known; expected http://HOST[:PORT] or https://HOST[:PORT]"},
      {{"query", "--token-file", "/nonexistent", "s", "i"},
       "--token-file: cannot open /nonexistent: No such file or directory"},
      {{"query", "--from", "/nonexistent"}, "--from: cannot open /nonexistent: No such file or directory"},
      {{"query", "s"}, "script 's' is given without an instance; expected SCRIPT INSTANCE..."},
  };
  for (auto const& c : cases) {
    auto const run = run_dataarts(c.arguments, options);
    BOOST_TEST(run.code == 2);
    BOOST_TEST(run.out == "");
    BOOST_TEST(run.error == "dataarts: " + c.error + '\n');
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
