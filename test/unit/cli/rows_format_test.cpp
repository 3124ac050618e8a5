#include "answer_format.hpp"
#include "answers.hpp"
#include "display_text.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(rows_formats)

namespace {

using test::answered;
using test::formatted;
using test::no_such_script;

constexpr std::string_view small_body =
    R"({"status":"FINISHED","results":[{"duration":0.5,"rowCount":2,"schema":[{"id":"int"},{"名称":"string"}],)"
    R"("rows":[[1,"上海"],[23.50,"a\tb"]]}]})";

BOOST_AUTO_TEST_CASE(numbers_to_the_right_text_to_the_left) {
  BOOST_TEST(formatted(make_rows_format({}), {answered({"s", "i"}, small_body)}).results ==
             "s i · FINISHED · 2 rows · 0.5s\n"
             "   id  名称\n"
             "-----  ----\n"
             "    1  上海\n"
             "23.50  a\\tb\n");
}

BOOST_AUTO_TEST_CASE(several_answers_and_results) {
  BOOST_TEST(formatted(make_rows_format({}),
                       {answered({"s", "i"}, R"({"status":"FINISHED","results":[{"schema":[{"x":"int"}],"rows":[[1]]},)"
                                             R"({"message":"done","duration":2,"rowCount":0}]})"),
                        no_such_script({"none", "j", "w"}), answered({"s", "k"}, R"({"status":"RUNNING"})")})
                 .results ==
             "s i · FINISHED · 1 row · 2s\n"
             "result 1 · 1 row\n"
             "x\n"
             "-\n"
             "1\n"
             "result 2 · 0 rows · 2s · done\n"
             "\n"
             "w/none j · DLF.6201 · The script does not exist.\n"
             "\n"
             "s k · RUNNING\n");
}

BOOST_AUTO_TEST_CASE(a_row_that_is_too_wide_is_written_downwards) {
  page on;
  on.columns = 50;
  BOOST_TEST(formatted(make_rows_format(on), {answered({"s", "i"}, test::documented_body)}).results ==
             "s i · FINISHED · 1 row · 0.5s\n"
             "- row 1 -\n"
             "TripID          913460.0\n"
             "Duration        765.0\n"
             "StartDate       8/31/2015 23:26\n"
             "StartStation    Harry Bridges Plaza (Ferry Buildi…\n"
             "StartTerminal   50.0\n"
             "EndDate         8/31/2015 23:39\n"
             "EndStation      San Francisco Caltrain (Townsend …\n"
             "EndTerminal     70.0\n"
             "Bike            288\n"
             "SubscriberType  Subscriber\n"
             "ZipCode         2139\n");
}

BOOST_AUTO_TEST_CASE(every_line_of_data_fits_any_terminal) {
  for (std::size_t columns = 12; columns < 220; columns += 7) {
    page on;
    on.columns = columns;
    std::istringstream lines(formatted(make_rows_format(on), {answered({"s", "i"}, test::documented_body)}).results);
    std::string line;
    std::getline(lines, line);  // the title may take more than one line
    while (std::getline(lines, line)) {
      BOOST_TEST_CONTEXT(columns << " columns: " << line) { BOOST_TEST(apps::display_width(line) <= columns); }
    }
  }
}

BOOST_AUTO_TEST_CASE(ragged_rows_and_rows_of_another_shape) {
  BOOST_TEST(formatted(make_rows_format({}),
                       {answered({"s", "i"}, R"({"status":"FINISHED","results":[{"schema":[{"a":"int"},{"a":"int"}],)"
                                             R"("rows":[[1],[1,2,"x"],[]]}]})"),
                        answered({"s", "j"}, R"({"status":"FINISHED","results":[{"rows":"just text"}]})")})
                 .results ==
             "s i · FINISHED · 3 rows\n"
             "a  a  column_3\n"
             "-  -  --------\n"
             "1\n"
             "1  2  x\n"
             "\n"
             "\n"
             "s j · FINISHED\n"
             "rows\n"
             "-----------\n"
             "\"just text\"\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
