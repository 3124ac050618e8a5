#include "display_text.hpp"
#include "program.hpp"
#include "scripted_service.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(terminals)

namespace {

// The lines without carriage returns, which a terminal puts before every line feed.
std::vector<std::string> shown_lines(std::string text) {
  std::erase(text, '\r');
  return lines_of(text);
}

BOOST_AUTO_TEST_CASE(tables_fit_and_have_colour) {
  mock_program const mock;
  auto options = for_endpoint(mock.url());
  options.output_is_terminal = true;
  options.columns = 60;
  auto const run = run_dataarts(
      {"query", "dwsscript", "a1ad-448a-9d56-4154193d49c5", "failed", "日报实例日报实例日报实例"}, options);
  BOOST_TEST(run.code == 1);
  BOOST_TEST(
      shown_lines(run.out) ==
          (std::vector<std::string>{"SCRIPT     INSTANCE       STATUS    TIME  ROWS  MESSAGE",
                                    "dwsscript  a1ad-448a-9d…  \x1b[32mFINISHED\x1b[0m  0.5s     1",
                                    "dwsscript  failed         \x1b[31mFAILED\x1b[0m    0.2s     0  Table \"city…",
                                    "dwsscript  日报实例日报…  \x1b[35mDLF.6205\x1b[0m              The script …"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_colour_when_it_is_not_wanted) {
  scripted_service service;
  for (auto const& [name, value] : {std::pair("NO_COLOR", "1"), std::pair("TERM", "dumb")}) {
    auto options = for_endpoint(service.url());
    options.output_is_terminal = true;
    options.environment[name] = value;
    auto const run = run_dataarts({"query", "s", "i"}, options);
    BOOST_TEST(run.out.find('\x1b') == std::string::npos);
    BOOST_TEST(run.out.find("FINISHED") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(columns_are_taken_from_the_environment_if_the_terminal_does_not_know) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.output_is_terminal = true;
  options.columns = 0;
  options.environment["COLUMNS"] = "40";
  options.environment["NO_COLOR"] = "1";
  auto const run = run_dataarts({"query", "s", "an-instance-with-a-long-name"}, options);
  for (auto const& line : shown_lines(run.out)) BOOST_TEST(apps::display_width(line) <= 40U);
  BOOST_TEST(run.out.find("…") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(json_does_not_steer_a_terminal) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  std::string const steering =
      "\xc2\x9b"
      "31m\xe2\x80\xae";
  for (std::string const output : {"json", "jsonl"}) {
    options.output_is_terminal = false;
    BOOST_TEST(run_dataarts({"query", "--output", output, "s", steering}, options).out.find(steering) !=
               std::string::npos);
    options.output_is_terminal = true;
    auto const run = run_dataarts({"query", "--output", output, "s", steering}, options);
    BOOST_TEST(run.out.find("\xc2\x9b") == std::string::npos);
    BOOST_TEST(run.out.find("\xe2\x80\xae") == std::string::npos);
    BOOST_TEST(run.out.find(R"("instance":"\u009b31m\u202e")") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(rows_are_written_downwards_on_a_narrow_terminal) {
  mock_program const mock;
  auto options = for_endpoint(mock.url());
  options.output_is_terminal = true;
  options.environment["NO_COLOR"] = "1";
  auto const run = run_dataarts({"query", "--rows", "dwsscript", "a1ad-448a-9d56-4154193d49c5"}, options);
  BOOST_TEST(run.code == 0);
  auto const lines = shown_lines(run.out);
  BOOST_REQUIRE(lines.size() == 13U);
  BOOST_TEST(lines[1] == "- row 1 -");
  BOOST_TEST(lines[2] == "TripID          913460.0");
  BOOST_TEST(lines[12] == "ZipCode         2139");
}

BOOST_AUTO_TEST_CASE(progress_is_shown_while_it_lasts_and_taken_away) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.errors_are_terminal = true;
  options.columns = 50;
  program run(DATAARTS_PROGRAM, {"query", "--output", "jsonl", "s", "a", "hang", "c"}, options);
  run.wait_for_error("2 of 3 (66%)");
  run.wait_for_error("2 FINISHED");
  run.signal(SIGINT);
  BOOST_TEST(run.wait() == 130);

  // Every picture begins by clearing the line and fits into it; the last one is taken away before the last words.
  constexpr std::string_view clear = "\r\x1b[K";
  std::string_view rest = run.error();
  BOOST_REQUIRE(rest.starts_with(clear));
  std::string_view last;
  while (rest.starts_with(clear)) {
    rest.remove_prefix(clear.size());
    last = rest.substr(0, rest.find(clear));
    if (last.size() < rest.size()) BOOST_TEST(apps::display_width(last) < 50U);
    rest.remove_prefix(last.size());
  }
  auto const words = shown_lines(std::string(last));
  BOOST_REQUIRE(words.size() == 2U);
  BOOST_TEST(words[0].find("2 queries in ") == 0U);
  BOOST_TEST(words[1] == "dataarts: interrupted: 2 answered, 1 cancelled");
}

BOOST_AUTO_TEST_CASE(no_progress_without_a_terminal) {
  scripted_service service;
  auto const run =
      run_dataarts({"query", "--output", "jsonl", "--timeout", "1200ms", "s", "hang"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 4);
  BOOST_TEST(run.error.find('\r') == std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
