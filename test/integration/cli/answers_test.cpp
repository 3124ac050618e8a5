#include "program.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(answers)

namespace {

constexpr std::string_view finished = "a1ad-448a-9d56-4154193d49c5";

constexpr std::string_view finished_element =
    R"~({"script":"dwsscript","instance":"a1ad-448a-9d56-4154193d49c5","status":"FINISHED","results":[{"message":"",)~"
    R"~("duration":0.5,"rowCount":1,"rows":[[913460.0,765.0,"8/31/2015 23:26","Harry Bridges Plaza (Ferry Building)",)~"
    R"~(50.0,"8/31/2015 23:39","San Francisco Caltrain (Townsend at 4th)",70.0,"288","Subscriber","2139"]],"schema":[)~"
    R"~({"TripID":"int"},{"Duration":"int"},{"StartDate":"string"},{"StartStation":"string"},{"StartTerminal":"int"},)~"
    R"~({"EndDate":"string"},{"EndStation":"string"},{"EndTerminal":"int"},{"Bike":"string"},)~"
    R"~({"SubscriberType":"string"},{"ZipCode":"string"}]}]})~";

// Ten thousand references in two scripts, with the documented answers in turn.
std::string many_references() {
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    std::string const kinds[] = {std::string(finished), "failed", "running", "没有-" + std::to_string(i)};
    text += R"({"script":")" + std::string(i % 5 == 4 ? "脚本" : "dwsscript") + R"(","instance":")" + kinds[i % 4] +
            "\"}\n";
  }
  return text;
}

std::string key_of(boost::json::value const& element) {
  return std::string(element.at("script").as_string().c_str()) + '|' + element.at("instance").as_string().c_str();
}

std::vector<std::string> keys_asked(std::string const& references) {
  std::vector<std::string> keys;
  for (auto const& line : lines_of(references)) keys.push_back(key_of(boost::json::parse(line)));
  return keys;
}

BOOST_AUTO_TEST_CASE(json_in_the_order_asked) {
  mock_program const mock;
  auto const run = run_dataarts({"query", "--output", "json", "dwsscript", std::string(finished), "other", "running"},
                                for_endpoint(mock.url()));
  BOOST_TEST(run.code == 1);
  auto const lines = lines_of(run.out);
  BOOST_REQUIRE(lines.size() == 5U);
  BOOST_TEST(lines[0] == "[");
  BOOST_TEST(lines[1] == std::string(finished_element) + ',');
  auto const refused = boost::json::parse(lines[2].substr(0, lines[2].size() - 1));
  BOOST_TEST(refused.at("script").as_string() == "dwsscript");
  BOOST_TEST(refused.at("instance").as_string() == "other");
  BOOST_TEST(refused.at("error").at("code").as_string() == "DLF.6205");
  BOOST_TEST(refused.at("error").at("http_status").as_int64() == 400);
  BOOST_TEST(refused.at("error").at("condition").as_string() == "not_found");
  BOOST_TEST(refused.at("error").at("request_id").as_string().size() == 32U);
  BOOST_TEST(boost::json::parse(lines[3]).at("status").as_string() == "RUNNING");
  BOOST_TEST(lines[4] == "]");
  BOOST_TEST(run.error.find("dataarts: refused (1 of 3 queries); the first, dwsscript other: DLF.6205: ") == 0U);
  BOOST_TEST(lines_of(run.error).size() == 1U);
}

BOOST_AUTO_TEST_CASE(one_finished_instance_in_every_output) {
  mock_program const mock;
  auto const output = [&](std::vector<std::string> options) {
    options.insert(options.begin(), "query");
    options.insert(options.end(), {"dwsscript", std::string(finished)});
    auto const run = run_dataarts(options, for_endpoint(mock.url()));
    BOOST_TEST(run.code == 0);
    BOOST_TEST(run.error == "");
    return run.out;
  };
  BOOST_TEST(output({"--output", "jsonl"}) == std::string(finished_element) + '\n');
  BOOST_TEST(output({}) ==
             "SCRIPT     INSTANCE                     STATUS    TIME  ROWS  MESSAGE\n"
             "dwsscript  a1ad-448a-9d56-4154193d49c5  FINISHED  0.5s     1\n");
  BOOST_TEST(output({"--output", "csv"}) ==
             "script,instance,workspace,status,duration,row_count,message,error_code,http_status,condition,request_id\n"
             "dwsscript,a1ad-448a-9d56-4154193d49c5,,FINISHED,0.5,1,,,,,\n");
  BOOST_TEST(output({"--output", "csv", "--rows"}) ==
             "script,instance,workspace,result,TripID,Duration,StartDate,StartStation,StartTerminal,EndDate,EndStation,"
             "EndTerminal,Bike,SubscriberType,ZipCode\n"
             "dwsscript,a1ad-448a-9d56-4154193d49c5,,1,913460.0,765.0,8/31/2015 23:26,Harry Bridges Plaza (Ferry "
             "Building),50.0,8/31/2015 23:39,San Francisco Caltrain (Townsend at 4th),70.0,288,Subscriber,2139\n");
  auto const rows = lines_of(output({"--rows"}));
  BOOST_REQUIRE(rows.size() == 4U);
  BOOST_TEST(rows[0] == "dwsscript a1ad-448a-9d56-4154193d49c5 · FINISHED · 1 row · 0.5s");
  BOOST_TEST(rows[1].find("  TripID  Duration  StartDate ") == 0U);
  BOOST_TEST(rows[3].find("913460.0     765.0  8/31/2015 23:26  Harry Bridges Plaza (Ferry Building) ") == 0U);
}

BOOST_AUTO_TEST_CASE(a_table_of_all_states) {
  mock_program const mock;
  auto const run = run_dataarts({"query", "dwsscript", std::string(finished), "failed", "launching", "running", "x"},
                                for_endpoint(mock.url()));
  BOOST_TEST(run.code == 1);
  auto const lines = lines_of(run.out);
  BOOST_REQUIRE(lines.size() == 6U);
  BOOST_TEST(lines[2].find("dwsscript  failed                       FAILED ") == 0U);
  BOOST_TEST(lines[3] == "dwsscript  launching                    LAUNCHING");
  BOOST_TEST(lines[4] == "dwsscript  running                      RUNNING");
  BOOST_TEST(lines[5].find("dwsscript  x                            DLF.6205 ") == 0U);
  BOOST_TEST(lines_of(run.error)[0].find("5 queries in ") == 0U);
  BOOST_TEST(lines_of(run.error)[0].find(": 1 FINISHED, 1 FAILED, 1 RUNNING, 1 LAUNCHING, 1 DLF.6205") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(ten_thousand_references_as_an_array) {
  mock_program const mock;
  auto const references = many_references();
  auto const run = run_dataarts({"query", "--from", "-", "--output", "json"}, for_endpoint(mock.url()), references);
  BOOST_TEST(run.code == 1);
  auto const elements = boost::json::parse(run.out).as_array();
  auto const asked = keys_asked(references);
  BOOST_REQUIRE(elements.size() == asked.size());
  std::size_t misplaced = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) misplaced += key_of(elements[i]) == asked[i] ? 0 : 1;
  BOOST_TEST(misplaced == 0U);
}

BOOST_AUTO_TEST_CASE(ten_thousand_references_as_lines) {
  mock_program const mock;
  auto const references = many_references();
  auto const run = run_dataarts({"query", "--from", "-", "--output", "jsonl"}, for_endpoint(mock.url()), references);
  BOOST_TEST(run.code == 1);
  std::map<std::string, int> states;
  std::vector<std::string> keys;
  for (auto const& line : lines_of(run.out)) {
    auto const element = boost::json::parse(line).as_object();
    keys.push_back(key_of(element));
    auto const* const status = element.if_contains("status");
    ++states[status != nullptr ? status->as_string().c_str() : element.at("error").at("code").as_string().c_str()];
  }
  auto asked = keys_asked(references);
  std::sort(asked.begin(), asked.end());
  std::sort(keys.begin(), keys.end());
  BOOST_TEST((keys == asked));
  BOOST_TEST(states["FINISHED"] == 2000);
  BOOST_TEST(states["FAILED"] == 2000);
  BOOST_TEST(states["RUNNING"] == 2000);
  BOOST_TEST(states["DLF.6205"] == 2000);
  BOOST_TEST(states["DLF.6201"] == 2000);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
