#include "run_settings.hpp"

#include "commands.hpp"
#include "temporary_file.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(settings_of_run)

namespace {

using namespace std::chrono_literals;
using entries = std::vector<script_parameters::entry>;

run_settings settings(std::vector<std::string> arguments, variables const& more = {}) {
  arguments.insert(arguments.begin(), "run");
  return settings_of(make_run_settings, std::move(arguments), with_service(more));
}

std::string refusal(std::vector<std::string> arguments, variables const& more = {}) {
  arguments.insert(arguments.begin(), "run");
  return refusal_of(make_run_settings, std::move(arguments), with_service(more));
}

BOOST_AUTO_TEST_CASE(defaults) {
  auto const made = settings({"s"});
  BOOST_TEST(made.script == "s");
  BOOST_TEST((made.output == output_kind::table));
  BOOST_TEST(made.parameters.entries().empty());
  BOOST_TEST(!made.deadline.has_value());
  BOOST_TEST(!made.interval.has_value());
  BOOST_TEST(!made.stop_on_interrupt);
  BOOST_TEST(!made.no_wait);
  BOOST_TEST(made.wait_options == "");
}

BOOST_AUTO_TEST_CASE(parameters_of_the_command_line_replace_those_of_the_file) {
  temporary_file const file(R"({"day":"1","text":"a=b\n","empty":""})");
  auto const made = settings({"--param", "day=2=3", "s", "--params", file.path(), "--param", "new=[1,2]"});
  BOOST_TEST(
      (made.parameters.entries() == entries{{"day", "2=3"}, {"text", "a=b\n"}, {"empty", ""}, {"new", "[1,2]"}}));
  BOOST_TEST((settings({"s"}, {{"DATAARTS_PARAMS", file.path()}}).parameters.entries().size() == 3U));
}

BOOST_AUTO_TEST_CASE(parameters_that_cannot_be_used) {
  for (std::string const wrong : {"hunter2", "=hunter2", ""}) {
    BOOST_TEST(refusal({"--param", wrong, "s"}) == "--param: expected NAME=VALUE, such as --param day=2026-01-15");
  }
  BOOST_TEST(refusal({"--params", "/nonexistent", "s"}) ==
             "--params: cannot read /nonexistent: No such file or directory");
  struct {
    std::string text;
    std::string why;
  } const cases[] = {{"[]", " holds no object; expected a JSON object of texts, such as {\"day\":\"2026-01-15\"}"},
                     {"{\"a\":5}",
                      ": the value of \"a\" is not a text; expected a JSON object of texts, such as "
                      "{\"day\":\"2026-01-15\"}"},
                     {"{hunter2", " is not valid JSON ("}};
  for (auto const& c : cases) {
    temporary_file const file(c.text);
    auto const why = refusal({"s"}, {{"DATAARTS_PARAMS", file.path()}});
    BOOST_TEST(why.find("DATAARTS_PARAMS: " + file.path() + c.why) == 0U, why);
    BOOST_TEST(why.find("hunter2") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(how_to_wait) {
  auto const made = settings({"--deadline", "1h", "--interval", "2s", "--stop-on-interrupt", "s"});
  BOOST_TEST((made.deadline.value() == 1h));
  BOOST_TEST((made.interval.value() == 2s));
  for (std::string const wrong : {"9ms", "25h"}) {
    BOOST_TEST(refusal({"--interval", wrong, "s"}) == "--interval: '" + wrong + "' is not from 10ms to 24h");
  }
  BOOST_TEST(made.stop_on_interrupt);
  BOOST_TEST(settings({"--no-wait", "s"}, {{"DATAARTS_DEADLINE", "1h"}}).no_wait);
  BOOST_TEST(refusal({"--no-wait", "--deadline", "1h", "s"}) == "--deadline has no effect with --no-wait");
}

BOOST_AUTO_TEST_CASE(what_a_later_wait_needs) {
  BOOST_TEST(settings({"--workspace", "w 1", "--insecure", "--output", "csv", "s"}).wait_options ==
             "--workspace 'w 1' --insecure ");
}

BOOST_AUTO_TEST_CASE(one_script) {
  BOOST_TEST(refusal({}) == "no script is given; expected dataarts run SCRIPT");
  BOOST_TEST(
      refusal({"s", "a=b"}) ==
      "2 arguments are given; expected dataarts run SCRIPT, with values for its variables as --param NAME=VALUE");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
