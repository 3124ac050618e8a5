#include "../../unit/cli/temporary_file.hpp"
#include "program.hpp"
#include "scripted_service.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(input)

namespace {

BOOST_AUTO_TEST_CASE(names_are_sent_percent_encoded_and_shown_as_they_are) {
  scripted_service service;
  auto const run = run_dataarts({"query", "--output", "jsonl", "日报 脚本+%~", "实例-1"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 0);
  BOOST_TEST(run.out == "{\"script\":\"日报 脚本+%~\",\"instance\":\"实例-1\",\"status\":\"FINISHED\"}\n");
  auto const request = service.wait_for_request("/scripts/");
  BOOST_TEST(
      request.find("GET /v1/b384b9e9ab9b4ee8994c8633aabc9505/scripts/"
                   "%E6%97%A5%E6%8A%A5%20%E8%84%9A%E6%9C%AC%2B%25~/instances/%E5%AE%9E%E4%BE%8B-1 HTTP/1.1\r\n") == 0U);
}

BOOST_AUTO_TEST_CASE(token_and_workspace_go_into_the_header_and_nowhere_else) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.environment["DATAARTS_TOKEN"] = "MIIhunter2";
  options.environment["DATAARTS_WORKSPACE"] = "w-default";
  auto const run = run_dataarts({"query", "--from", "-", "--output", "csv"}, options,
                                "script,instance,workspace\ns,first,\ns,unauthorized,w-own\n");
  BOOST_TEST(run.code == 3);
  auto const first = service.wait_for_request("/first");
  BOOST_TEST(first.find("X-Auth-Token: MIIhunter2\r\n") != std::string::npos);
  BOOST_TEST(first.find("workspace: w-default\r\n") != std::string::npos);
  BOOST_TEST(service.wait_for_request("/unauthorized").find("workspace: w-own\r\n") != std::string::npos);
  BOOST_TEST(run.out.find("hunter2") == std::string::npos);
  BOOST_TEST(run.error.find("hunter2") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_of_each_kind) {
  scripted_service service;
  temporary_file const csv("\xef\xbb\xbfinstance,script\r\n\"a, b\",s\r\nc,s\r\n");
  auto const by_csv = run_dataarts({"query", "--from", csv.path(), "--output", "csv"}, for_endpoint(service.url()));
  BOOST_TEST(by_csv.code == 0);
  BOOST_TEST(lines_of(by_csv.out)[1] == "s,\"a, b\",,FINISHED,,,,,,,");
  BOOST_TEST(lines_of(by_csv.out)[2] == "s,c,,FINISHED,,,,,,,");

  temporary_file const json(
      "{\"script\":\"s\",\"instance\":\"a\"}\n{\"script\":\"s\",\"instance\":\"b\",\"workspace\":\"w\"}");
  auto const by_json = run_dataarts({"query", "--from", json.path()}, for_endpoint(service.url()));
  BOOST_TEST(by_json.code == 0);
  BOOST_TEST(by_json.out ==
             "SCRIPT  INSTANCE  STATUS    TIME  ROWS  MESSAGE\n"
             "s       a         FINISHED\n"
             "w/s     b         FINISHED\n");
}

BOOST_AUTO_TEST_CASE(answers_come_while_the_input_is_still_open) {
  scripted_service service;
  auto options = for_endpoint(service.url());
  options.keep_input_open = true;
  program run(DATAARTS_PROGRAM, {"query", "--from", "-", "--output", "jsonl"}, options);
  for (std::string const instance : {"first", "second", "third"}) {
    run.write_input("{\"script\":\"s\",\"instance\":\"" + instance + "\"}\n");
    run.wait_for_output("\"" + instance + "\"");
  }
  run.close_input();
  BOOST_TEST(run.wait() == 0);
  BOOST_TEST(lines_of(run.out()).size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_malformed_line_ends_the_run_and_what_was_asked_is_printed) {
  scripted_service service;
  temporary_file const file(
      "{\"script\":\"s\",\"instance\":\"a\"}\n{\"script\":\"s\",\"instance\":\"b\"}\n{\"script\":\"s\",\"instnce\":"
      "\"c\"}\n"
      "{\"script\":\"s\",\"instance\":\"d\"}\n");
  auto const run = run_dataarts({"query", "--from", file.path(), "--output", "json"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 2);
  BOOST_TEST(run.out ==
             "[\n{\"script\":\"s\",\"instance\":\"a\",\"status\":\"FINISHED\"},\n"
             "{\"script\":\"s\",\"instance\":\"b\",\"status\":\"FINISHED\"}\n]\n");
  BOOST_TEST(run.error ==
             "dataarts: " + file.path() +
                 ":3:1: no member \"instance\"; expected {\"script\":\"NAME\",\"instance\":\"ID\"}, optionally with "
                 "\"workspace\"\n");
}

BOOST_AUTO_TEST_CASE(nothing_in_the_input) {
  scripted_service service;
  auto const run = run_dataarts({"query", "--from", "-", "--output", "json"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 0);
  BOOST_TEST(run.out == "[]\n");
  BOOST_TEST(run.error == "dataarts: standard input holds no references\n");
}

BOOST_AUTO_TEST_CASE(the_output_of_one_run_is_the_input_of_the_next) {
  scripted_service service;
  auto const options = for_endpoint(service.url());
  for (std::string const output : {"jsonl", "csv"}) {
    auto const first = run_dataarts({"query", "--output", output, "s", "a", "broken", "c"}, options);
    BOOST_TEST(first.code == 1);
    auto const second = run_dataarts({"query", "--from", "-", "--output", output}, options, first.out);
    BOOST_TEST(second.code == 1);
    BOOST_TEST(lines_of(second.out).size() == lines_of(first.out).size());
  }
}

BOOST_AUTO_TEST_CASE(the_largest_output_of_one_run_is_the_input_of_the_next) {
  scripted_service service;
  auto const options = for_endpoint(service.url());
  auto const first = run_dataarts({"query", "--output", "jsonl", "s", "huge"}, options);
  BOOST_TEST(first.code == 0);
  BOOST_TEST(first.out.size() > 2U * 1024 * 1024);
  auto const second = run_dataarts({"query", "--from", "-", "--output", "jsonl"}, options, first.out);
  BOOST_TEST(second.code == 0);
  BOOST_TEST(second.error == "");
  BOOST_TEST((second.out == first.out));
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
