#include <dataarts/mock/documented_answers.hpp>
#include <dataarts/mock/failure_reporter.hpp>
#include <dataarts/mock/file_error.hpp>
#include <dataarts/mock/instance.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_fixture.hpp"
#include "raw_client.hpp"
#include "temporary_file.hpp"

BOOST_AUTO_TEST_SUITE(mock_server_in_process)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

struct in_process_fixture : test::mock_fixture {
  // What a server reports at its end.
  std::vector<std::string> reports;

  mock::server& start_reporting(mock::options settings = {}) {
    settings.on_failure = [this](std::string const& report) { reports.push_back(report); };
    return start(std::move(settings));
  }

  /// The status line's number and the state that was told.
  std::string ask(std::string const& instance, std::string const& script = "load", std::string const& headers = {}) {
    test::raw_client client(context, server->port());
    client.send("GET /v1/p/scripts/" + script + "/instances/" + instance + " HTTP/1.1\r\nHost: x\r\n" + headers +
                "\r\n");
    auto const answer = client.answer();
    auto const state = answer.find(R"("status":")");
    auto const told = state == std::string::npos ? "" : answer.substr(state + 10, answer.rfind('"') - state - 10);
    return answer.substr(9, 3) + ' ' + told;
  }

  // What it threw, or nothing.
  template <class Call>
  static std::string problem_of(Call call) {
    try {
      call();
    } catch (std::exception const& problem) {
      return problem.what();
    }
    return {};
  }
};

BOOST_FIXTURE_TEST_CASE(a_server_without_answers_gets_runs_when_they_are_used, in_process_fixture) {
  start();
  BOOST_TEST(ask("running", "dwsscript") == "200 RUNNING");
  BOOST_TEST(server->verify().ok());
  BOOST_TEST(ask("running", "dwsscript") == "200 RUNNING");
  server->add(mock::instance("stuck").script("load").running_for(11min).then_finished());
  BOOST_TEST(ask("i-1") == "200 RUNNING");
  BOOST_TEST(ask("running", "dwsscript") == "400 ");
  clock->advance(11min);
  BOOST_TEST(ask("i-1") == "200 FINISHED");
  BOOST_TEST(ask("i-2") == "200 RUNNING");
  BOOST_TEST(server->polls("stuck") == 3U);
  BOOST_TEST(server->runs().counts().looks == 3U);
}

BOOST_FIXTURE_TEST_CASE(the_runs_that_were_given_are_used, in_process_fixture) {
  auto const given = std::make_shared<mock::script_runs>(mock::script_runs_options{.clock = clock});
  mock::options settings;
  settings.answers = given;
  settings.auth.mode = mock::auth_mode::lenient;  // stands before the answers
  start(std::move(settings));
  server->add(mock::instance("a").script("load").running());
  BOOST_TEST(&server->runs() == given.get());
  BOOST_TEST(given->rules().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(other_answers_are_refused, in_process_fixture) {
  mock::options settings;
  settings.answers = std::make_shared<mock::documented_answers>();
  start(std::move(settings));
  BOOST_CHECK_THROW(server->add(mock::instance("a").running()), std::logic_error);
  BOOST_CHECK_THROW(server->verify(), std::logic_error);
  BOOST_CHECK_THROW(server->polls("a"), std::logic_error);
}

BOOST_FIXTURE_TEST_CASE(queries_of_runs_since_the_start_are_counted, in_process_fixture) {
  start();
  server->add(mock::instance("all").script("load").starts(mock::run_start::load).running());
  ask("i-1");
  ask("i-2");
  ask("i-1");
  BOOST_TEST(server->polls("all") == 3U);
}

BOOST_FIXTURE_TEST_CASE(names_that_are_wrong_are_said, in_process_fixture) {
  start();
  BOOST_TEST(problem_of([&] { server->polls("stuck"); }) ==
             "instance 'stuck': there are no rules at all; add or load some");
  server->add(mock::instance("stuck").script("load").id("i-*").running());
  server->add(mock::instance("gone").script("old").always(mock::documented_error::dlf6201));
  BOOST_TEST(problem_of([&] { server->polls("stcuk"); }) ==
             "instance 'stcuk': there is no rule of that name; there is 'stuck', 'gone'");
  BOOST_TEST(problem_of([&] { server->polls("gone"); }) ==
             "instance 'gone': it has the same answer always, and no runs; count its requests in the journal");
  BOOST_TEST(problem_of([&] { server->hold("stuck"); }) ==
             "instance 'stuck': nobody asked for a run of it yet, and none can begin, since it is for more than one "
             "instance");
  BOOST_TEST(server->reset("stuck") == 0U);
  BOOST_TEST(problem_of([&] { server->add(mock::instance("late").script("load").running_for(1s)); }) ==
             "instance 'late': timeline[0] is the last step, and has an end; the last step has neither a time nor a "
             "number of polls");
}

BOOST_FIXTURE_TEST_CASE(runs_are_commanded_by_the_name_of_their_rule, in_process_fixture) {
  start();
  server->add(mock::instance("one").script("load").id("i-1").launching_for(1s).running_for(1s).then_finished());
  BOOST_TEST(server->hold("one") == 1U);  // before the first query
  clock->advance(1h);
  BOOST_TEST(ask("i-1") == "200 LAUNCHING");
  BOOST_TEST(server->advance("one") == 1U);
  BOOST_TEST(ask("i-1") == "200 RUNNING");
  BOOST_TEST(server->release("one") == 1U);
  clock->advance(1s);
  BOOST_TEST(ask("i-1") == "200 FINISHED");
  BOOST_TEST(problem_of([&] { server->advance("one"); }).starts_with("instance 'one': "));
  BOOST_TEST(server->reset("one") == 1U);
  BOOST_TEST(ask("i-1") == "200 LAUNCHING");
  BOOST_TEST(server->polls("one") == 1U);
  BOOST_TEST(server->advance("one", mock::run_state::finished) == 1U);
  BOOST_TEST(ask("i-1") == "200 FINISHED");
}

BOOST_FIXTURE_TEST_CASE(names_are_those_of_all_sessions, in_process_fixture) {
  start();
  server->add(mock::instance("one").script("load").id("i-1").launching_for(1s).then_finished());
  ask("i-1");
  ask("i-1", "load", "X-Mock-Session: other\r\n");
  BOOST_TEST(server->polls("one") == 2U);
  BOOST_TEST(server->advance("one") == 2U);
  BOOST_TEST(ask("i-1") == "200 FINISHED");
  BOOST_TEST(ask("i-1", "load", "X-Mock-Session: other\r\n") == "200 FINISHED");
}

BOOST_FIXTURE_TEST_CASE(scenario_files_are_loaded, in_process_fixture) {
  test::temporary_file const file(R"({"mock": 1, "instance_ids": "number", "instances": [
    {"name": "happy", "match": {"script": "load"}, "timeline": [{"state": "RUNNING", "polls": 1},
     {"state": "FINISHED"}]}]})");
  start();
  BOOST_CHECK_THROW(server->load("no such file.json"), mock::file_error);
  BOOST_TEST(ask("running", "dwsscript") == "200 RUNNING");
  server->load(file.path);
  BOOST_TEST(ask("i-1") == "200 RUNNING");
  BOOST_TEST(ask("i-1") == "200 FINISHED");
  BOOST_TEST(server->polls("happy") == 2U);
  // The form of ids is the file's.
  test::raw_client client(context, server->port());
  client.send("POST /v1/p/scripts/load/execute HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
  auto const answer = client.answer();
  auto const id = answer.find(R"({"instanceId":)");
  BOOST_REQUIRE(id != std::string::npos);
  BOOST_TEST(std::string_view("0123456789").find(answer.at(id + 14)) != std::string_view::npos);
}

BOOST_FIXTURE_TEST_CASE(a_verdict_is_a_condition_that_says_why, in_process_fixture) {
  start();
  BOOST_TEST(server->verify());
  server->add(mock::instance("eager").script("load").finished().expect_polls(1));
  ask("i-1");
  BOOST_TEST(server->verify());
  ask("i-1");
  auto const found = server->verify();
  BOOST_TEST(!found);
  std::ostringstream printed;
  printed << found;
  BOOST_TEST(printed.str() == to_text(found));
  BOOST_TEST(printed.str().find("eager: load/i-1, asked for 2 times\n  polls") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(what_does_not_hold_is_reported_at_the_end, in_process_fixture) {
  start_reporting();
  server->add(mock::instance("eager").script("load").finished().expect_polls(1));
  ask("i-1");
  finish();
  BOOST_TEST(reports.empty());

  start_reporting();
  server->add(mock::instance("eager").script("load").finished().expect_polls(1));
  ask("i-1");
  ask("i-1");
  finish();
  BOOST_REQUIRE(reports.size() == 1U);
  BOOST_TEST(reports[0].starts_with("mock server: expectations do not hold for 1 of 1 verdict"));
  BOOST_TEST(reports[0].find("eager: load/i-1") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(what_the_test_looked_at_is_not_reported_again, in_process_fixture) {
  start_reporting();
  server->add(mock::instance("unused").script("load").id("i-1").finished().expect_polls(1));
  BOOST_TEST(!server->verify());
  finish();
  BOOST_TEST(reports.empty());

  start_reporting();
  BOOST_TEST(server->verify());
  server->add(mock::instance("unused").script("load").id("i-1").finished().expect_polls(1));
  finish();
  BOOST_TEST(reports.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(nothing_is_reported_while_an_exception_is_under_way, in_process_fixture) {
  mock::options settings;
  settings.on_failure = [this](std::string const& report) { reports.push_back(report); };
  auto const fail = [&] {
    mock::server one(context, settings);
    one.add(mock::instance("unused").script("load").id("i-1").finished().expect_polls(1));
    throw std::runtime_error("the test failed");
  };
  BOOST_CHECK_THROW(fail(), std::runtime_error);
  BOOST_TEST(reports.empty());
}

BOOST_FIXTURE_TEST_CASE(the_reporter_of_all_is_told_and_may_throw, in_process_fixture) {
  auto const before = mock::set_failure_reporter([this](std::string const& report) {
    reports.push_back(report);
    throw std::runtime_error("out of a destructor");
  });
  start();
  server->add(mock::instance("unused").script("load").id("i-1").finished().expect_polls(1));
  finish();
  mock::set_failure_reporter(before);
  BOOST_REQUIRE(reports.size() == 1U);
  BOOST_TEST(reports[0].find("unused: nobody asked for it") != std::string::npos);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
