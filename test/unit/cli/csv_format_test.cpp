#include "answer_format.hpp"
#include "answers.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(csv_formats)

namespace {

using test::answered;
using test::formatted;
using test::no_such_script;

constexpr std::string_view header =
    "script,instance,workspace,status,duration,row_count,message,error_code,http_status,condition,request_id\n";

BOOST_AUTO_TEST_CASE(one_line_per_answer) {
  auto const out = formatted(
      make_csv_format({}),
      {answered({"dwsscript", "a"}, test::documented_body),
       answered({"s", "b", "w"}, R"({"status":"FAILED","message":"no, \"never\"","results":[]})"),
       answered({"s", "c"},
                R"({"status":"FINISHED","results":[{"duration":1.25,"rowCount":2},{"duration":2,"rowCount":3}]})"),
       no_such_script({"none", "d"})});
  BOOST_TEST(out.results == std::string(header) +
                                "dwsscript,a,,FINISHED,0.5,1,,,,,\n"
                                "s,b,w,FAILED,,,\"no, \"\"never\"\"\",,,,\n"
                                "s,c,,FINISHED,3.25,5,,,,,\n"
                                "none,d,,,,,The script does not exist.,DLF.6201,400,not_found,4f1c\n");
  BOOST_TEST(out.notes == "");
}

BOOST_AUTO_TEST_CASE(no_answers_are_a_header) { BOOST_TEST(formatted(make_csv_format({}), {}).results == header); }

BOOST_AUTO_TEST_CASE(control_characters_are_kept_in_a_file_and_escaped_on_a_terminal) {
  std::vector<answered_query> const answers{answered({"s", "a"}, R"({"status":"FAILED","message":"\u001b[2J\nx"})")};
  BOOST_TEST(formatted(make_csv_format({}), answers).results ==
             std::string(header) + "s,a,,FAILED,,,\"\x1b[2J\nx\",,,,\n");
  page terminal;
  terminal.terminal = true;
  BOOST_TEST(formatted(make_csv_format(terminal), answers).results ==
             std::string(header) + "s,a,,FAILED,,,\\x1b[2J\\nx,,,,\n");
}

BOOST_AUTO_TEST_CASE(rows_stand_under_the_columns_of_the_schema) {
  auto const out =
      formatted(make_csv_rows_format({}),
                {answered({"s", "a"}, R"({"status":"FINISHED","results":[{"schema":[{"id":"int"},{"名称":"string"}],)"
                                      R"("rows":[[1,"x,y"],[2.50,null],[12345678901234567890.12,{"k":[1]}]]}]})"),
                 answered({"s", "b", "w"},
                          R"({"status":"FINISHED","results":[{"schema":[{"id":"int"},{"名称":"string"}],"rows":[]},)"
                          R"({"schema":[{"id":"int"},{"名称":"string"}],"rows":[[3,"z"]]}]})")});
  BOOST_TEST(out.results ==
             "script,instance,workspace,result,id,名称\n"
             "s,a,,1,1,\"x,y\"\n"
             "s,a,,1,2.50,\n"
             "s,a,,1,12345678901234567890.12,\"{\"\"k\"\":[1]}\"\n"
             "s,b,w,2,3,z\n");
  BOOST_TEST(out.notes == "");
}

BOOST_AUTO_TEST_CASE(other_columns_begin_a_new_block) {
  auto const out = formatted(
      make_csv_rows_format({}),
      {answered({"s", "a"}, R"({"status":"FINISHED","results":[{"schema":[{"x":"int"}],"rows":[[1]]}]})"),
       answered({"s", "b"}, R"({"status":"FINISHED","results":[{"schema":[{"y":"int"}],"rows":[[2],[3,4]]}]})"),
       answered({"s", "c"}, R"({"status":"FINISHED","results":[{"rows":{"odd":true}}]})")});
  BOOST_TEST(out.results ==
             "script,instance,workspace,result,x\ns,a,,1,1\n\n"
             "script,instance,workspace,result,y,column_2\ns,b,,1,2,\ns,b,,1,3,4\n\n"
             "script,instance,workspace,result,rows\ns,c,,1,\"{\"\"odd\"\":true}\"\n");
}

BOOST_AUTO_TEST_CASE(what_has_no_rows_is_told_apart) {
  auto const out = formatted(make_csv_rows_format({}),
                             {no_such_script({"none", "a"}), answered({"s", "b"}, R"({"status":"RUNNING"})"),
                              answered({"s", "c"}, R"({"status":"FAILED","message":"bad\u001b table"})")});
  BOOST_TEST(out.results == "");
  BOOST_TEST(out.notes ==
             "dataarts: none a: DLF.6201: The script does not exist.\n"
             "dataarts: s b: RUNNING\n"
             "dataarts: s c: FAILED: bad\\x1b table\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
