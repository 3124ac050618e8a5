#include "program.hpp"
#include "run_service.hpp"
#include "scripted_service.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(runs)

namespace {

std::vector<std::string> running(std::vector<std::string> more) {
  std::vector<std::string> made{"run", "--interval", "10ms"};
  made.insert(made.end(), more.begin(), more.end());
  return made;
}

// The instance that the first line on standard error tells: "dataarts: started SCRIPT ID".
std::string started(std::string const& error, std::string const& script) {
  auto const begin = "dataarts: started " + script + ' ';
  BOOST_REQUIRE_MESSAGE(error.starts_with(begin), error);
  return error.substr(begin.size(), error.find('\n') - begin.size());
}

BOOST_AUTO_TEST_CASE(rows_as_a_table) {
  run_service service;
  auto const run = run_dataarts(running({"daily"}), for_endpoint(service.url()));
  BOOST_TEST(run.code == 0);
  auto const id = started(run.error, "daily");
  BOOST_TEST(lines_of(run.error).size() == 1U);
  BOOST_TEST(run.out == "daily " + id +
                            " · FINISHED · 2 rows · 0.5s\n"
                            "Name  N\n"
                            "----  -\n"
                            "a     1\n"
                            "b     2\n");
}

BOOST_AUTO_TEST_CASE(other_outputs) {
  run_service service;
  auto const options = for_endpoint(service.url());
  auto const csv = run_dataarts(running({"--output", "csv", "daily"}), options);
  auto const id = started(csv.error, "daily");
  BOOST_TEST(csv.out == "script,instance,workspace,result,Name,N\ndaily," + id + ",,1,a,1\ndaily," + id + ",,1,b,2\n");
  auto const jsonl = run_dataarts(running({"--output", "jsonl", "daily"}), options);
  auto const element = boost::json::parse(jsonl.out);
  BOOST_TEST(element.at("instance").as_string() == started(jsonl.error, "daily"));
  BOOST_TEST(element.at("status").as_string() == "FINISHED");
  BOOST_TEST(element.at("results").at(0).at("rows").as_array().size() == 2U);
  auto const json = run_dataarts(running({"--output", "json", "daily"}), options);
  BOOST_TEST(boost::json::parse(json.out).as_array().size() == 1U);
}

BOOST_AUTO_TEST_CASE(parameters_are_sent) {
  run_service service;
  auto const run = run_dataarts({"run", "--no-wait", "--params", "-", "--param", "day=a=b", "daily"},
                                for_endpoint(service.url()), R"({"x":"1","day":"2"})");
  BOOST_TEST(run.code == 0);
  auto const body = boost::json::parse(service.body_of("/execute"));
  BOOST_TEST(body.at("params").at("day").as_string() == "a=b");
  BOOST_TEST(body.at("params").at("x").as_string() == "1");
}

BOOST_AUTO_TEST_CASE(without_waiting_only_the_instance) {
  run_service service;
  auto const options = for_endpoint(service.url());
  auto const run = run_dataarts({"run", "--no-wait", "daily"}, options);
  BOOST_TEST(run.code == 0);
  BOOST_TEST(run.error == "");
  auto const lines = lines_of(run.out);
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST(run_dataarts({"wait", "--interval", "10ms", "daily", lines[0]}, options).code == 0);

  auto const reference = run_dataarts({"run", "--no-wait", "--output", "jsonl", "daily"}, options);
  BOOST_TEST(run_dataarts({"wait", "--interval", "10ms", "--from", "-"}, options, reference.out).code == 0);
  auto const csv = run_dataarts({"run", "--no-wait", "--output", "csv", "daily"}, options);
  BOOST_TEST(run_dataarts({"wait", "--interval", "10ms", "--from", "-"}, options, csv.out).code == 0);
}

BOOST_AUTO_TEST_CASE(refused) {
  run_service service;
  for (auto const& arguments : {running({"none"}), std::vector<std::string>{"run", "--no-wait", "none"}}) {
    auto const run = run_dataarts(arguments, for_endpoint(service.url()));
    BOOST_TEST(run.code == 1);
    BOOST_TEST(run.error.find("dataarts: refused: DLF.6201: ") == 0U, run.error);
    BOOST_TEST(lines_of(run.error).size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(nobody_knows_whether_it_was_started) {
  scripted_service service;
  for (auto const& arguments : {std::vector<std::string>{"run", "--timeout", "50ms", "--output", "jsonl", "hang"},
                                std::vector<std::string>{"run", "--timeout", "50ms", "--no-wait", "hang"}}) {
    auto const run = run_dataarts(arguments, for_endpoint(service.url()));
    BOOST_TEST(run.code == 4);
    BOOST_TEST(run.error.find("the request may have been carried out") != std::string::npos, run.error);
    if (run.out.empty()) continue;
    BOOST_TEST(boost::json::parse(run.out).at("error").at("effect_unknown").as_bool());
  }
}

BOOST_AUTO_TEST_CASE(deadline) {
  run_service service;
  auto const run =
      run_dataarts(running({"--deadline", "100ms", "--output", "jsonl", "hourly"}), for_endpoint(service.url()));
  BOOST_TEST(run.code == 4);
  auto const id = started(run.error, "hourly");
  BOOST_TEST(boost::json::parse(run.out).at("error").at("last_status").as_string() == "RUNNING");
  BOOST_TEST(run.error.find("at the deadline of the wait") != std::string::npos, run.error);
  BOOST_TEST(run.error.find("last seen RUNNING after ") != std::string::npos, run.error);
  BOOST_TEST(run.error.find("--deadline") != std::string::npos, run.error);
  BOOST_TEST(run.error.ends_with("dataarts: the run may go on; to wait for it: dataarts wait hourly " + id + '\n'),
             run.error);
  BOOST_TEST(service.requests("/stop") == 0U);
}

BOOST_AUTO_TEST_CASE(the_deadline_tells_the_last_answer) {
  run_service service;
  auto const options = for_endpoint(service.url());
  for (auto const& command :
       {std::vector<std::string>{"wait", "--interval", "10ms", "--deadline", "100ms", "none", "1"},
        std::vector<std::string>{"wait", "--deadline", "100ms", "none", "1"}}) {
    auto more = command;
    more.insert(more.begin() + 1, {"--output", "jsonl"});
    auto const run = run_dataarts(more, options);
    BOOST_TEST(run.code == 4);
    auto const error = boost::json::parse(run.out).at("error");
    BOOST_TEST(error.at("code").as_string() == "deadline_exceeded");
    std::string const message(error.at("message").as_string());
    BOOST_TEST(message.find("at the deadline of the wait") != std::string::npos, message);
    BOOST_TEST(message.find("DLF.6201: ") != std::string::npos, message);
    BOOST_TEST(run.error.find("DLF.6201: ") != std::string::npos, run.error);
    BOOST_TEST(run.error.find("--deadline") != std::string::npos, run.error);
  }
}

BOOST_AUTO_TEST_CASE(a_failure_without_waiting_is_an_error_object) {
  run_service service;
  auto const run = run_dataarts({"run", "--no-wait", "--output", "json", "none"}, for_endpoint(service.url()));
  BOOST_TEST(run.code == 1);
  auto const told = boost::json::parse(run.out).at(0).as_object();
  BOOST_TEST(told.at("error").at("code").as_string() == "DLF.6201");
  BOOST_TEST(told.at("script").as_string() == "none");
  BOOST_TEST(!told.contains("instance"));  // there is none
}

BOOST_AUTO_TEST_CASE(interrupted) {
  run_service service;
  program run(DATAARTS_PROGRAM, running({"--output", "json", "hourly"}), for_endpoint(service.url()));
  service.wait_for_requests("/instances/", 2);
  run.signal(SIGINT);
  BOOST_TEST(run.wait() == 130);
  auto const id = started(run.error(), "hourly");
  auto const told = boost::json::parse(run.out());
  BOOST_REQUIRE(told.as_array().size() == 1U);
  BOOST_TEST(told.at(0).at("instance").as_string() == id);
  BOOST_TEST(told.at(0).at("error").at("condition").as_string() == "cancelled");
  BOOST_TEST(told.at(0).at("error").at("last_status").as_string() == "RUNNING");
  auto const lines = lines_of(run.error());
  BOOST_REQUIRE(lines.size() == 3U);
  BOOST_TEST(lines[1].find("dataarts: interrupted: ") == 0U, lines[1]);
  BOOST_TEST(lines[2] == "dataarts: the run may go on; to wait for it: dataarts wait hourly " + id);
  BOOST_TEST(service.requests("/stop") == 0U);
}

BOOST_AUTO_TEST_CASE(interrupted_and_stopped) {
  run_service service;
  program run(DATAARTS_PROGRAM, running({"--stop-on-interrupt", "hourly"}), for_endpoint(service.url()));
  service.wait_for_requests("/instances/", 2);
  run.signal(SIGINT);
  BOOST_TEST(run.wait() == 130);
  BOOST_TEST(service.requests("/stop") == 1U);
  auto const lines = lines_of(run.error());
  BOOST_REQUIRE(lines.size() == 2U);
  BOOST_TEST(lines[1].find("the run was stopped") != std::string::npos, lines[1]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
