#include "program.hpp"
#include "run_service.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(scripts)

namespace {

void add_scripts(run_service& to) {
  for (std::string const name : {"alpha", "beta", "beta-2"}) {
    mock::script_definition made;
    made.name = name;
    made.type = "DLISQL";
    made.directory = "/reports";
    made.content = "SELECT 1;\n-- " + name;
    to.runs().add(made);
  }
}

BOOST_AUTO_TEST_CASE(list) {
  run_service service;
  add_scripts(service);
  auto const options = for_endpoint(service.url());
  auto const table = run_dataarts({"scripts", "list", "--name", "beta"}, options);
  BOOST_TEST(table.code == 0);
  auto const lines = lines_of(table.out);
  BOOST_REQUIRE(lines.size() == 3U);
  BOOST_TEST(lines[0].find("NAME    TYPE    DIRECTORY  OWNER") == 0U);
  BOOST_TEST(lines[1].find("beta    DLISQL  /reports") == 0U);
  BOOST_TEST(table.error == "dataarts: 2 of 2 scripts\n");

  auto const first = run_dataarts({"scripts", "list", "--limit", "1", "--name", "beta", "--output", "json"}, options);
  BOOST_TEST(boost::json::parse(first.out).as_array().size() == 1U);
  BOOST_TEST(first.error == "dataarts: 1 of 2 scripts\n");
  auto const jsonl = run_dataarts({"scripts", "list", "--name", "beta", "--output", "jsonl"}, options);
  BOOST_TEST(boost::json::parse(lines_of(jsonl.out).at(1)).at("name").as_string() == "beta-2");
  auto const csv = run_dataarts({"scripts", "list", "--name", "alpha", "--output", "csv"}, options);
  BOOST_TEST(lines_of(csv.out).at(0) == "name,type,directory,owner,modified");
  BOOST_TEST(lines_of(csv.out).at(1).find("alpha,DLISQL,/reports,") == 0U);
}

BOOST_AUTO_TEST_CASE(show) {
  run_service service;
  add_scripts(service);
  auto const options = for_endpoint(service.url());
  auto const json = run_dataarts({"scripts", "show", "--output", "json", "alpha"}, options);
  BOOST_TEST(json.code == 0);
  BOOST_TEST(json.error == "");
  BOOST_TEST(boost::json::parse(json.out).at("content").as_string() == "SELECT 1;\n-- alpha");
  BOOST_TEST(run_dataarts({"scripts", "show", "--content", "alpha"}, options).out == "SELECT 1;\n-- alpha");
  BOOST_TEST(lines_of(run_dataarts({"scripts", "show", "alpha"}, options).out).size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_script_that_does_not_exist) {
  run_service service;
  auto const run = run_dataarts({"scripts", "show", "none"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 1);
  BOOST_TEST(run.out == "");
  BOOST_TEST(run.error.find("dataarts: refused: DLF.6201: ") == 0U, run.error);
}

BOOST_AUTO_TEST_CASE(failures_are_error_objects) {
  run_service service;
  auto const options = for_endpoint(service.url());
  auto const json = run_dataarts({"scripts", "show", "--output", "json", "none"}, options);
  BOOST_TEST(json.code == 1);
  auto const shown = boost::json::parse(json.out);
  BOOST_TEST(shown.at("script").as_string() == "none");
  BOOST_TEST(shown.at("error").at("code").as_string() == "DLF.6201");
  BOOST_TEST(shown.at("error").at("http_status").as_int64() == 400);
  auto const line = run_dataarts({"scripts", "show", "--output", "jsonl", "none"}, options);
  auto told = boost::json::parse(line.out);
  told.at("error").at("request_id") = shown.at("error").at("request_id");  // each request has its own
  BOOST_TEST(told == shown);
  BOOST_TEST(run_dataarts({"scripts", "show", "--content", "none"}, options).out == "");
  auto const nobody = for_endpoint("http://127.0.0.1:1");
  auto const list = run_dataarts({"scripts", "list", "--output", "json"}, nobody);
  BOOST_TEST(list.code == 5);
  BOOST_TEST(boost::json::parse(list.out).at(0).at("error").at("condition").as_string() == "unreachable");
  auto const lines = run_dataarts({"scripts", "list", "--output", "jsonl"}, nobody);
  BOOST_TEST(boost::json::parse(lines.out).at("error").at("condition").as_string() == "unreachable");
}

BOOST_AUTO_TEST_CASE(stop) {
  run_service service;
  auto const options = for_endpoint(service.url());
  auto const id = lines_of(run_dataarts({"run", "--no-wait", "hourly"}, options).out).at(0);
  auto const run = run_dataarts({"stop", "hourly", id, "none"}, options);
  BOOST_TEST(run.code == 1);
  auto const lines = lines_of(run.out);
  BOOST_REQUIRE(lines.size() == 3U);
  BOOST_TEST(lines[1].find(id + "  STOPPED") != std::string::npos, run.out);
  BOOST_TEST(lines[2].find("DLF.6205") != std::string::npos, run.out);
  BOOST_TEST(run.error.find("dataarts: refused (1 of 2 requests); the first, hourly none: DLF.6205: ") == 0U,
             run.error);
  BOOST_TEST(service.runs().counts().stopped == 1U);
  BOOST_TEST(run_dataarts({"wait", "--interval", "10ms", "hourly", id}, options).code == 1);
  auto const again = run_dataarts({"stop", "--output", "jsonl", "hourly", id}, options);
  BOOST_TEST(again.code == 0);
  BOOST_TEST(again.out == "{\"script\":\"hourly\",\"instance\":\"" + id + "\",\"stopped\":true}\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
