#include "../../unit/cli/temporary_file.hpp"
#include "program.hpp"
#include "run_service.hpp"
#include "scripted_service.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <csignal>

#include <unistd.h>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(waits)

namespace {

std::vector<std::string> waiting(std::vector<std::string> more) {
  std::vector<std::string> made{"wait", "--interval", "10ms"};
  made.insert(made.end(), more.begin(), more.end());
  return made;
}

std::string finished_element(std::string const& instance) {
  return R"({"script":"daily","instance":")" + instance +
         R"(","status":"FINISHED","results":[{"duration":0.5,"rowCount":2,"rows":[["a",1],["b",2]],)"
         R"("schema":[{"Name":"string"},{"N":"int"}]}]})";
}

BOOST_AUTO_TEST_CASE(all_finished) {
  run_service service;
  auto const run = run_dataarts(waiting({"daily", "late", "quick-1", "quick-2"}), for_endpoint(service.url()));
  BOOST_TEST(run.code == 0);
  BOOST_TEST(run.out ==
             "SCRIPT  INSTANCE  STATUS    TIME  ROWS  MESSAGE\n"
             "daily   late      FINISHED  0.5s     2\n"
             "daily   quick-1   FINISHED  0.5s     2\n"
             "daily   quick-2   FINISHED  0.5s     2\n");
  BOOST_TEST(run.error.find("3 runs in ") == 0U, run.error);
  BOOST_TEST(lines_of(run.error).size() == 1U);
  BOOST_TEST(service.runs().counts().polls_after_terminal == 0U);
}

BOOST_AUTO_TEST_CASE(in_the_order_asked_or_as_they_end) {
  run_service service;
  auto const options = for_endpoint(service.url());
  BOOST_TEST(run_dataarts(waiting({"--output", "json", "daily", "late", "quick"}), options).out ==
             "[\n" + finished_element("late") + ",\n" + finished_element("quick") + "\n]\n");
  BOOST_TEST(run_dataarts(waiting({"--output", "jsonl", "daily", "late-2", "quick-2"}), options).out ==
             finished_element("quick-2") + '\n' + finished_element("late-2") + '\n');
  BOOST_TEST(run_dataarts(waiting({"--output", "csv", "--rows", "daily", "late-3", "quick-3"}), options).out ==
             "script,instance,workspace,result,Name,N\n"
             "daily,late-3,,1,a,1\ndaily,late-3,,1,b,2\ndaily,quick-3,,1,a,1\ndaily,quick-3,,1,b,2\n");
}

BOOST_AUTO_TEST_CASE(failed_and_refused) {
  run_service service;
  auto const run = run_dataarts(waiting({"--output", "csv", "daily", "bad", "quick"}), for_endpoint(service.url()));
  BOOST_TEST(run.code == 1);
  BOOST_TEST(run.error == "dataarts: 1 of 2 FAILED; the first: daily bad: Table \"citys\" does not exist.\n");
  scripted_service other;
  auto const refused = run_dataarts(waiting({"s", "unauthorized", "i"}), for_endpoint(other.url()));
  BOOST_TEST(refused.code == 3);
  BOOST_TEST(refused.error.find("dataarts: not authorised (1 of 2 runs); the first, s unauthorized: APIGW.0301: ") !=
                 std::string::npos,
             refused.error);
}

BOOST_AUTO_TEST_CASE(until_any_failed) {
  run_service service;
  auto const run = run_dataarts(waiting({"--until-any-failed", "--output", "json", "daily", "slow", "bad"}),
                                for_endpoint(service.url()));
  BOOST_TEST(run.code == 1);
  BOOST_TEST(lines_of(run.out).size() == 3U);
  BOOST_TEST(run.out.find("\"FAILED\"") != std::string::npos);
  BOOST_TEST(run.error ==
             "dataarts: FAILED: Table \"citys\" does not exist.\n"
             "dataarts: ended with the first failure: 1 over, 1 not over\n");
}

BOOST_AUTO_TEST_CASE(deadline) {
  run_service service;
  auto const run = run_dataarts(waiting({"--deadline", "100ms", "--output", "jsonl", "daily", "slow-1", "slow-2"}),
                                for_endpoint(service.url()));
  BOOST_TEST(run.code == 4);
  auto const lines = lines_of(run.out);
  BOOST_REQUIRE(lines.size() == 2U);
  for (auto const& line : lines) {
    auto const error = boost::json::parse(line).at("error");
    BOOST_TEST(error.at("code").as_string() == "deadline_exceeded");
    BOOST_TEST(error.at("condition").as_string() == "timeout");
  }
  BOOST_TEST(run.error.find("dataarts: out of time (2 of 2 runs); the first, daily slow-") == 0U, run.error);
  BOOST_TEST(run.error.find("--deadline") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(interrupted) {
  run_service service;
  for (int const number : {SIGINT, SIGTERM}) {
    program run(DATAARTS_PROGRAM, waiting({"--output", "json", "daily", "quick", "slow"}), for_endpoint(service.url()));
    run.wait_for_output(finished_element("quick"));
    run.signal(number);
    BOOST_TEST(run.wait() == 130);
    BOOST_TEST(run.out() == "[\n" + finished_element("quick") + "\n]\n");
    BOOST_TEST(run.error() == "dataarts: interrupted: 1 over, 1 not over\n");
  }
}

BOOST_AUTO_TEST_CASE(references_from_a_pipe_are_read_before_the_wait) {
  run_service service;
  auto options = for_endpoint(service.url());
  auto const run = run_dataarts(waiting({"--from", "-", "--output", "jsonl"}), options,
                                "script,instance\ndaily,quick-1\nweekly,quick-2\n");
  BOOST_TEST(run.code == 0);
  BOOST_TEST(lines_of(run.out).size() == 2U);
  auto const bad =
      run_dataarts(waiting({"--from", "-", "--output", "jsonl"}), options, "script,instance\ndaily,quick-3\nweekly\n");
  BOOST_TEST(bad.code == 2);
  BOOST_TEST(bad.out == "");
  BOOST_TEST(bad.error.find("dataarts: <stdin>:3:") == 0U, bad.error);
  BOOST_TEST(service.requests("quick-3") == 0U);
  auto const empty = run_dataarts(waiting({"--from", "-", "--output", "json"}), options, "");
  BOOST_TEST(empty.code == 0);
  BOOST_TEST(empty.out == "[]\n");
  BOOST_TEST(empty.error == "dataarts: standard input holds no references\n");
}

BOOST_AUTO_TEST_CASE(interrupted_while_references_are_read) {
  run_service service;
  auto options = for_endpoint(service.url());
  options.keep_input_open = true;
  program run(DATAARTS_PROGRAM, waiting({"--from", "-", "--output", "json"}), options);
  run.write_input("{\"script\":\"daily\",\"instance\":\"quick\"}\n");
  run.wait_until_it_catches(SIGINT);
  run.signal(SIGINT);
  BOOST_TEST(run.wait() == 130);
  BOOST_TEST(run.out() == "[]\n");
  BOOST_TEST(service.requests("quick") == 0U);
}

BOOST_AUTO_TEST_CASE(a_killed_wait_goes_on_where_it_was) {
  run_service service;
  temporary_file const place("");
  ::unlink(place.path().c_str());
  auto const arguments =
      waiting({"--checkpoint", place.path(), "--output", "jsonl", "daily", "late", "quick-1", "bad-1", "quick-2"});
  {
    program killed(DATAARTS_PROGRAM, arguments, for_endpoint(service.url()));
    killed.wait_for_output("quick-1");
    killed.wait_for_output("quick-2");
    killed.wait_for_output("bad-1");
    killed.signal(SIGKILL);
    BOOST_TEST(killed.wait() == 1000 + SIGKILL);
  }
  auto const asked = service.requests("quick");
  auto const run = run_dataarts(arguments, for_endpoint(service.url()));
  BOOST_TEST(run.code == 1);
  auto const lines = lines_of(run.out);
  BOOST_REQUIRE(lines.size() == 4U);
  for (auto const* const instance : {"quick-1", "quick-2", "late"}) {
    BOOST_TEST(std::count(lines.begin(), lines.end(), finished_element(instance)) == 1);
  }
  BOOST_TEST(service.requests("quick") == asked);

  auto table = arguments;
  table[std::find(table.begin(), table.end(), "jsonl") - table.begin()] = "csv";
  auto const again = run_dataarts(table, for_endpoint(service.url()));
  BOOST_TEST(again.code == 1);
  BOOST_TEST(lines_of(again.out).size() == 5U);
  BOOST_TEST(lines_of(again.out)[1].find("daily,late,,FINISHED") == 0U);
  BOOST_TEST(service.requests("quick") == asked);
}

BOOST_AUTO_TEST_CASE(a_checkpoint_that_cannot_be_used) {
  run_service service;
  temporary_file const place("something else\n");
  auto const run = run_dataarts(waiting({"--checkpoint", place.path(), "daily", "quick"}), for_endpoint(service.url()));
  BOOST_TEST(run.code == 2);
  BOOST_TEST(run.out == "");
  BOOST_TEST(run.error.find("dataarts: --checkpoint: ") == 0U, run.error);
  BOOST_TEST(run.error.find(place.path()) != std::string::npos, run.error);
  BOOST_TEST(service.requests("quick") == 0U);
}

BOOST_AUTO_TEST_CASE(results_that_wait_for_their_turn_are_not_lost) {
  run_service service;
  std::string references = R"({"script":"daily","instance":"late"})"
                           "\n";
  for (int i = 0; i < 3000; ++i) {
    references += R"({"script":"daily","instance":"quick-)" + std::to_string(i) + "\"}\n";
  }
  auto const run = run_dataarts(waiting({"--from", "-", "--output", "json"}), for_endpoint(service.url()), references);
  BOOST_TEST(run.code == 0, run.error);
  auto const elements = boost::json::parse(run.out).as_array();
  BOOST_REQUIRE(elements.size() == 3001U);
  BOOST_TEST(elements[0].at("instance").as_string() == "late");
  for (int i = 0; i < 3000; ++i) {
    BOOST_REQUIRE(elements[i + 1].at("instance").as_string() == "quick-" + std::to_string(i));
  }
}

BOOST_AUTO_TEST_CASE(progress_on_a_terminal) {
  run_service service;
  auto options = for_endpoint(service.url());
  options.errors_are_terminal = true;
  options.columns = 100;
  program run(DATAARTS_PROGRAM, waiting({"--output", "jsonl", "daily", "slow-1", "slow-2", "quick", "bad"}), options);
  run.wait_for_error("2 of 4 over · 2 running, 1 finished, 1 failed · ");
  run.wait_for_error(" looks/s · ~");
  run.wait_for_error(" left");
  run.signal(SIGINT);
  BOOST_TEST(run.wait() == 130);
  auto const last = run.error().rfind("\r\x1b[K");
  BOOST_TEST(run.error().find("2 runs in ", last) != std::string::npos);
  BOOST_TEST(run.error().find("dataarts: interrupted: 2 over, 2 not over", last) != std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
