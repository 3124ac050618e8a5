#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

#include "runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_scripts)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::runs_driver;

std::string const scripts = "/v1/p/scripts";
std::string const no_script = R"(400 {"error_code":"DLF.6201","error_msg":"The script does not exist."})";

std::string invalid(std::string const& why) {
  return R"(400 {"error_code":"DLF.3051","error_msg":"The request parameter is invalid. )" + why + R"(."})";
}

BOOST_AUTO_TEST_CASE(a_script_is_created_shown_changed_and_deleted) {
  runs_driver on;
  BOOST_TEST(on.ask("POST", scripts,
                    R"({"content":"select 1","name":"dws_sql","type":"DWSSQL","connectionName":"con","unknown":1,)"
                    R"("configuration":{"a":true},"targetStatus":"SUBMITTED","approvers":[{"approverName":"u"}]})") ==
             "204");
  BOOST_TEST(on.ask("GET", scripts + "/dws_sql") ==
             R"(200 {"name":"dws_sql","type":"DWSSQL","directory":"/","content":"select 1","connectionName":"con",)"
             R"("configuration":{"a":true},"modifyTime":1577836800000})");
  on.clock->advance(1500ms);
  BOOST_TEST(on.ask("PUT", scripts + "/dws_sql", R"({"content":"select 2","connectionName":"other"})") == "204");
  BOOST_TEST(on.ask("GET", scripts + "/dws_sql?version=1&status=SAVED") ==
             R"(200 {"name":"dws_sql","type":"DWSSQL","directory":"/","content":"select 2","connectionName":"other",)"
             R"("configuration":{"a":true},"modifyTime":1577836801500})");
  BOOST_TEST(on.ask("HEAD", scripts + "/dws_sql").starts_with("200 "));
  auto const id = on.execute("dws_sql");
  BOOST_TEST(on.ask("DELETE", scripts + "/dws_sql", R"({"approvers":[{"approverName":"u"}]})") == "204");
  BOOST_TEST(on.ask("GET", scripts + "/dws_sql") == no_script);
  BOOST_TEST(on.query("dws_sql", id) == no_script);
  BOOST_TEST(!on.runs.true_end("dws_sql", id).has_value());
  BOOST_TEST(on.ask("DELETE", scripts + "/dws_sql") == no_script);
  BOOST_TEST(on.ask("POST", scripts, R"({"name":"dws_sql","type":"Shell","content":""})") == "204");
  BOOST_TEST(on.state("dws_sql", id) == "DLF.6205");
  BOOST_TEST(on.execute("dws_sql") != id);
}

BOOST_AUTO_TEST_CASE(create_refuses_what_is_wrong) {
  runs_driver on;
  auto const told = [&](std::string const& body) { return on.ask("POST", scripts, body); };
  BOOST_TEST(told("").starts_with(invalid("The body is not JSON: ").substr(0, 90)));
  BOOST_TEST(told("1") == invalid("The body is not a JSON object"));
  BOOST_TEST(told(R"({"type":"Shell","content":""})") == invalid("name is missing"));
  BOOST_TEST(told(R"({"name":null,"type":"Shell","content":""})") == invalid("name is missing"));
  BOOST_TEST(told(R"({"name":1,"type":"Shell","content":""})") == invalid("name has to be a string"));
  auto const bad_name = invalid("name has to be 1 to 128 letters, digits, hyphens, periods or underscores");
  BOOST_TEST(told(R"({"name":"a b","type":"Shell","content":""})") == bad_name);
  BOOST_TEST(told(R"({"name":")" + std::string(129, 'n') + R"(","type":"Shell","content":""})") == bad_name);
  BOOST_TEST(told(R"({"name":"s","content":""})") ==
             R"(400 {"error_code":"DLF.6247","error_msg":"The script type is not specified."})");
  BOOST_TEST(told(R"({"name":"s","type":"Bash","content":""})") ==
             invalid("type has to be one of FlinkSQL, DLISQL, SparkSQL, HiveSQL, DWSSQL, RDSSQL, Shell, PRESTO, "
                     "ClickHouseSQL, HetuEngineSQL, PYTHON, ImpalaSQL, SparkPython, Spark Python"));
  BOOST_TEST(told(R"({"name":"s","type":"Shell"})") == invalid("content is missing"));
  BOOST_TEST(told(R"({"name":"s","type":"Shell","content":"","configuration":"c"})") ==
             invalid("configuration has to be an object"));
  BOOST_TEST(told(R"({"name":"s","type":"Shell","content":"","targetStatus":"DONE"})") ==
             invalid("targetStatus has to be one of SAVED, SUBMITTED, PRODUCTION"));
  BOOST_TEST(told(R"({"name":"s","type":"Shell","content":"","description":")" + std::string(256, 'd') + R"("})") ==
             invalid("description has more than 255 characters"));
  BOOST_TEST(told(R"({"name":"s","type":"Shell","content":"","approvers":[{"approver":"u"}]})") ==
             invalid(R"(approvers has to be a list of {\"approverName\":\"…\"})"));
  BOOST_TEST(told(R"({"name":"脚本","type":"Shell","content":""})") == "204");
  BOOST_TEST(told(R"({"name":"脚本","type":"Shell","content":""})") ==
             R"(400 {"error_code":"DLF.0202","error_msg":"The script name already exists."})");
  BOOST_TEST(on.ask("POST", scripts, R"({"name":"脚本","type":"Shell","content":""})", "blue") == "204");
  BOOST_TEST(on.ask("GET", scripts + "/%E8%84%9A%E6%9C%AC").starts_with("200 "));
}

BOOST_AUTO_TEST_CASE(modify_refuses_what_is_wrong) {
  runs_driver on;
  mock::script_definition script;
  script.name = "s";
  on.runs.add(script);
  auto const before = on.ask("GET", scripts + "/s");
  auto const told = [&](std::string const& body) { return on.ask("PUT", scripts + "/s", body); };
  BOOST_TEST(told(R"({"name":"t"})") == invalid("name cannot be changed; it is s"));
  BOOST_TEST(told(R"({"content":"new","type":"Shell"})") == invalid("type cannot be changed; it is DLISQL"));
  BOOST_TEST(told(R"({"content":1})") == invalid("content has to be a string"));
  BOOST_TEST(told("[1]") == invalid("The body is not a JSON object"));
  BOOST_TEST(on.ask("GET", scripts + "/s") == before);
  BOOST_TEST(told(R"({"name":"s","type":"DLISQL","content":"new"})") == "204");
  BOOST_TEST(told("{}") == "204");
  BOOST_TEST(on.ask("GET", scripts + "/s").find(R"("content":"new")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(delete_refuses_a_wrong_body) {
  runs_driver on;
  mock::script_definition script;
  script.name = "s";
  on.runs.add(script);
  BOOST_TEST(on.ask("DELETE", scripts + "/s", R"({"approvers":"u"})") ==
             invalid(R"(approvers has to be a list of {\"approverName\":\"…\"})"));
  BOOST_TEST(on.ask("DELETE", scripts + "/s", "x").starts_with("400 "));
  BOOST_TEST(on.ask("DELETE", scripts + "/s", "{}") == "204");
}

BOOST_AUTO_TEST_CASE(show_refuses_a_wrong_query) {
  runs_driver on;
  mock::script_definition script;
  script.name = "s";
  on.runs.add(script);
  BOOST_TEST(on.ask("GET", scripts + "/s?version=x") == invalid("version has to be a whole number of 0 or more"));
  BOOST_TEST(on.ask("GET", scripts + "/s?status=DRAFT") == invalid("status has to be SAVED or PUBLISHED"));
  BOOST_TEST(on.ask("GET", scripts + "/s?status=PUBLISHED&other=1").starts_with("200 "));
}

BOOST_AUTO_TEST_CASE(scripts_are_listed_in_the_order_of_creation) {
  runs_driver on;
  for (int i = 0; i < 12; ++i) {
    mock::script_definition script;
    script.name = (i % 2 == 0 ? "even-" : "odd-") + std::to_string(i);
    script.content = "c";
    on.runs.add(script);
  }
  mock::script_definition script;
  script.name = "elsewhere";
  script.workspace = "blue";
  on.runs.add(script);
  auto const names = [&](std::string const& query, std::string const& workspace = {}) {
    auto const text = on.ask("GET", scripts + query, {}, workspace);
    auto made = text.substr(0, text.find(R"(,"scripts")"));
    constexpr std::string_view before = R"({"name":")";
    for (auto at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
      made += ' ' + text.substr(at + before.size(), text.find('"', at + before.size()) - at - before.size());
    }
    return made;
  };
  BOOST_TEST(names("") == R"(200 {"total":12 even-0 odd-1 even-2 odd-3 even-4 odd-5 even-6 odd-7 even-8 odd-9)");
  BOOST_TEST(names("?offset=10") == R"(200 {"total":12 even-10 odd-11)");
  BOOST_TEST(names("?offset=1&limit=2") == R"(200 {"total":12 odd-1 even-2)");
  BOOST_TEST(names("?scriptName=odd&limit=100") == R"(200 {"total":6 odd-1 odd-3 odd-5 odd-7 odd-9 odd-11)");
  BOOST_TEST(names("?offset=12") == R"(200 {"total":12)");
  BOOST_TEST(names("", "blue") == R"(200 {"total":1 elsewhere)");
  BOOST_TEST(on.ask("GET", scripts + "?offset=11") ==
             R"(200 {"total":12,"scripts":[{"name":"odd-11","type":"DLISQL","directory":"/","content":"c",)"
             R"("modifyTime":1577836800000}]})");
  on.ask("DELETE", scripts + "/even-0");
  BOOST_TEST(names("?limit=1") == R"(200 {"total":11 odd-1)");
}

BOOST_AUTO_TEST_CASE(list_refuses_a_wrong_query) {
  runs_driver on;
  auto const limit = invalid("limit has to be a whole number between 1 and 100");
  auto const offset = invalid("offset has to be a whole number of 0 or more");
  BOOST_TEST(on.ask("GET", scripts + "?limit=0") == limit);
  BOOST_TEST(on.ask("GET", scripts + "?limit=101") == limit);
  BOOST_TEST(on.ask("GET", scripts + "?limit=") == limit);
  BOOST_TEST(on.ask("GET", scripts + "?limit=1x") == limit);
  BOOST_TEST(on.ask("GET", scripts + "?offset=-1") == offset);
  BOOST_TEST(on.ask("GET", scripts + "?offset=99999999999999999999") == offset);
  BOOST_TEST(on.ask("GET", scripts + "?limit=100&offset=0&unknown=x") == R"(200 {"total":0,"scripts":[]})");
}

BOOST_AUTO_TEST_CASE(a_script_that_only_a_rule_names_can_be_shown_changed_and_deleted) {
  runs_driver on;
  mock::run_rule rule;
  rule.script = "etl*";
  rule.timeline = {{.state = mock::run_state::running}};
  on.runs.add(rule);
  BOOST_TEST(on.ask("GET", scripts + "/etl-1") ==
             R"(200 {"name":"etl-1","type":"DLISQL","directory":"/","content":""})");
  BOOST_TEST(on.ask("GET", scripts) == R"(200 {"total":0,"scripts":[]})");
  BOOST_TEST(on.ask("POST", scripts, R"({"name":"etl-1","type":"Shell","content":""})").starts_with("400 "));
  BOOST_TEST(on.ask("PUT", scripts + "/etl-1", R"({"content":"c"})") == "204");
  BOOST_TEST(on.ask("GET", scripts).starts_with(R"(200 {"total":1,)"));
  BOOST_TEST(on.state("etl-1", "i") == "RUNNING");
  BOOST_TEST(on.ask("DELETE", scripts + "/etl-1") == "204");
  BOOST_TEST(on.query("etl-1", "i") == no_script);
  BOOST_TEST(on.state("etl-2", "i") == "RUNNING");
  BOOST_TEST(on.ask("POST", scripts, R"({"name":"etl-1","type":"Shell","content":""})") == "204");
  BOOST_TEST(on.state("etl-1", "i") == "RUNNING");
}

BOOST_AUTO_TEST_CASE(a_definition_that_is_wrong_is_refused) {
  runs_driver on;
  auto const refusal = [&](mock::script_definition const& script) -> std::string {
    try {
      on.runs.add(script);
    } catch (std::invalid_argument const& why) {
      return why.what();
    }
    return "accepted";
  };
  mock::script_definition script;
  BOOST_TEST(refusal(script) == "name is missing");
  script.name = "s";
  script.configuration = "{";
  BOOST_TEST(refusal(script).starts_with("configuration is not JSON: "));
  script.configuration = "[]";
  BOOST_TEST(refusal(script) == "configuration has to be an object");
  script.configuration = R"({"spark.sql.x":"true"})";
  script.connection_name = "c";
  script.database = "d";
  script.queue_name = "q";
  script.description = "about";
  BOOST_TEST(refusal(script) == "accepted");
  BOOST_TEST(on.ask("GET", scripts + "/s") ==
             R"(200 {"name":"s","type":"DLISQL","directory":"/","content":"","connectionName":"c","database":"d",)"
             R"("queueName":"q","configuration":{"spark.sql.x":"true"},"description":"about",)"
             R"("modifyTime":1577836800000})");
  BOOST_TEST(refusal(script) == "name is 's'; there is a script of that name already");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
