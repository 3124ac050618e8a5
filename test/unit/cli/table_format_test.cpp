#include "answer_format.hpp"
#include "answers.hpp"
#include "display_text.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(table_formats)

namespace {

using test::answered;
using test::formatted;
using test::no_such_script;

std::vector<answered_query> some_answers() {
  return {answered({"dwsscript", "a1ad-448a-9d56-4154193d49c5"}, test::documented_body),
          answered({"日报脚本", "run-2", "w-1"}, R"({"status":"FAILED","message":"database \"x\"\ndoes not exist"})"),
          no_such_script({"none", "run-3"})};
}

BOOST_AUTO_TEST_CASE(in_a_file_nothing_is_cut) {
  BOOST_TEST(formatted(make_table_format({}), some_answers()).results ==
             "SCRIPT        INSTANCE                     STATUS    TIME  ROWS  MESSAGE\n"
             "dwsscript     a1ad-448a-9d56-4154193d49c5  FINISHED  0.5s     1\n"
             "w-1/日报脚本  run-2                        FAILED                database \"x\"\\ndoes not exist\n"
             "none          run-3                        DLF.6201              The script does not exist.\n");
}

BOOST_AUTO_TEST_CASE(a_refused_signature_takes_one_short_line) {
  failure::details content;
  content.service_code = "APIGW.0301";
  content.service_message = "verify aksk signature fail, canonicalRequest:GET|/v1/p/scripts/s/instances/i/||e3b0";
  std::vector<answered_query> const answers{test::refused({"s", "i"}, errc::unauthorized, content)};
  auto const wanted = "verify aksk signature fail, canonicalRequest:…\n";
  auto const table = formatted(make_table_format({}), answers).results;
  BOOST_TEST(table.ends_with(wanted), table);
  auto const rows = formatted(make_rows_format({}), answers).results;
  BOOST_TEST(rows.ends_with(wanted), rows);
  for (auto make : {make_json_array_format, make_json_lines_format, make_csv_format}) {
    auto const whole = formatted(make({}), answers).results;
    BOOST_TEST(whole.find(content.service_message) != std::string::npos, whole);
  }
}

BOOST_AUTO_TEST_CASE(on_a_terminal_every_line_fits) {
  for (std::size_t columns = 30; columns < 130; ++columns) {
    page on;
    on.columns = columns;
    on.terminal = true;
    std::istringstream lines(formatted(make_table_format(on), some_answers()).results);
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
      BOOST_TEST_CONTEXT(columns << " columns: " << line) {
        BOOST_TEST(apps::display_width(line) <= columns);
        BOOST_TEST(!line.ends_with(' '));
      }
    }
    BOOST_TEST(count == 4U);
  }
}

BOOST_AUTO_TEST_CASE(sixty_columns) {
  page on;
  on.columns = 60;
  BOOST_TEST(formatted(make_table_format(on), some_answers()).results ==
             "SCRIPT        INSTANCE     STATUS    TIME  ROWS  MESSAGE\n"
             "dwsscript     a1ad-448a-…  FINISHED  0.5s     1\n"
             "w-1/日报脚本  run-2        FAILED                database \"…\n"
             "none          run-3        DLF.6201              The script…\n");
}

BOOST_AUTO_TEST_CASE(colour_is_for_the_status) {
  page on;
  on.colour = true;
  auto const text = formatted(make_table_format(on), some_answers()).results;
  BOOST_TEST(text.find("\x1b[32mFINISHED\x1b[0m  0.5s") != std::string::npos);
  BOOST_TEST(text.find("\x1b[31mFAILED\x1b[0m") != std::string::npos);
  BOOST_TEST(text.find("\x1b[35mDLF.6201\x1b[0m") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_screenful_fixes_the_columns_and_the_rest_is_written_at_once) {
  page on;
  on.lines = 2;
  auto const format = make_table_format(on);
  output_texts out;
  format->add(answered({"s", "a"}, R"({"status":"FINISHED"})"), out);
  BOOST_TEST(out.results == "");
  format->add(answered({"s", "b"}, R"({"status":"FINISHED"})"), out);
  BOOST_TEST(out.results ==
             "SCRIPT  INSTANCE  STATUS    TIME  ROWS  MESSAGE\n"
             "s       a         FINISHED\n"
             "s       b         FINISHED\n");
  out.results.clear();
  format->add(answered({"longer than before", "c"}, R"({"status":"RUNNING"})"), out);
  BOOST_TEST(out.results == "longer than before  c         RUNNING\n");
  out.results.clear();
  format->end(out);
  BOOST_TEST(out.results == "");
}

BOOST_AUTO_TEST_CASE(settling_shows_what_was_held_back) {
  auto const format = make_table_format({});
  output_texts out;
  format->settle(out);
  BOOST_TEST(out.results == "");
  format->add(answered({"s", "a"}, R"({"status":"RUNNING"})"), out);
  BOOST_TEST(out.results == "");
  format->settle(out);
  BOOST_TEST(out.results ==
             "SCRIPT  INSTANCE  STATUS   TIME  ROWS  MESSAGE\n"
             "s       a         RUNNING\n");
}

BOOST_AUTO_TEST_CASE(nothing_asked_nothing_shown) { BOOST_TEST(formatted(make_table_format({}), {}).results == ""); }

BOOST_AUTO_TEST_CASE(nothing_that_a_server_says_steers_the_terminal) {
  auto const text = formatted(make_table_format({}),
                              {answered({"s\x1b[2J", "i\n"}, R"({"status":"\u001b[31mODD","message":"\u0007"})")})
                        .results;
  BOOST_TEST(text.find('\x1b') == std::string::npos);
  BOOST_TEST(text.find('\a') == std::string::npos);
  BOOST_TEST(text.find("\\x1b[31mODD") != std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
