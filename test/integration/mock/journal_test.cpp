#include <dataarts/mock/journal.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "mock_fixture.hpp"
#include "raw_client.hpp"

BOOST_AUTO_TEST_SUITE(mock_server_journal)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;

struct journaled_fixture : test::mock_fixture {
  std::shared_ptr<mock::journal> log = std::make_shared<mock::journal>();

  mock::server& start_journaled(mock::options settings = {}) {
    settings.journal = log;
    return start(std::move(settings));
  }
};

BOOST_FIXTURE_TEST_CASE(requests_are_recorded_by_connection_and_time, journaled_fixture) {
  clock->advance(1h);
  auto const port = start_journaled().port();
  test::raw_client one(context, port), two(context, port);
  one.send(test::mock_request("running"));
  one.answer();
  clock->advance(60s - 1ms);
  two.send(test::mock_request("none"));
  two.answer();
  // Two requests in one piece, and one for the server as a whole.
  one.send(test::mock_request("failed") + "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  one.answer();
  one.answer();
  two.send("HEAD /v1/p/scripts/dwsscript/instances/running HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  two.until_closed();
  one.send("GET /elsewhere HTTP/1.1\r\nHost: x\r\n\r\n");
  one.answer();
  std::string seen;
  for (auto const& each : log->find()) {
    seen += std::to_string(each.seq) + ' ' + std::to_string(each.connection) + '.' +
            std::to_string(each.request_on_connection) + ' ' + each.method + ' ' + each.instance + ' ' + each.told +
            ' ' + std::to_string(each.status) + ' ' + std::to_string(each.bytes) + (each.matched ? "" : " unmatched") +
            '\n';
  }
  BOOST_TEST(seen ==
             "1 1.1 GET running RUNNING 200 33\n"
             "2 2.1 GET none dlf6205 400 85\n"
             "3 1.2 GET failed FAILED 200 127\n"
             "4 1.3 OPTIONS   200 0\n"
             "5 2.2 HEAD running RUNNING 200 0\n"
             "6 1.4 GET   501 " +
                 std::to_string(log->find().back().bytes) + " unmatched\n");
  BOOST_TEST((log->entry(1)->mock_time == 0s));
  BOOST_TEST((log->entry(2)->mock_time == 60s - 1ms));
  BOOST_TEST(log->find().back().bytes > 100U);
}

BOOST_FIXTURE_TEST_CASE(what_authentication_said_is_recorded, journaled_fixture) {
  mock::options settings;
  settings.auth.mode = mock::auth_mode::lenient;
  settings.auth.tokens = {"good"};
  auto const port = start_journaled(settings).port();
  test::raw_client client(context, port);
  for (auto const* token : {"good", "bad"}) {
    client.send(test::mock_request("running", std::string("X-Auth-Token: ") + token + "\r\n"));
    client.answer();
  }
  auto const found = log->find();
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST((found[0].auth == mock::auth_result::accepted));
  BOOST_TEST(found[0].told == "RUNNING");
  BOOST_TEST((found[1].auth == mock::auth_result::refused));
  BOOST_TEST(found[1].status == 401U);
  BOOST_TEST(found[1].auth_scheme == "token");
}

BOOST_FIXTURE_TEST_CASE(a_verdict_shows_the_entries_that_it_rests_on, journaled_fixture) {
  mock::script_runs_options of_runs;
  of_runs.clock = clock;
  auto const runs = std::make_shared<mock::script_runs>(of_runs);
  mock::run_rule rule;
  rule.name = "patient";
  rule.timeline = {{.state = mock::run_state::running, .polls = 3}, {.state = mock::run_state::finished}};
  rule.expect = mock::expectation{.gap = {1s, {}}, .after_terminal = 0};
  runs->add(rule);
  mock::options settings;
  settings.answers = runs;
  auto const port = start_journaled(settings).port();
  test::raw_client client(context, port);
  for (auto const pause : {0s, 2s, 0s, 2s, 2s}) {
    clock->advance(pause);
    client.send(test::mock_request("i"));
    client.answer();
    client.send(test::mock_request("other"));
    client.answer();
    clock->advance(500ms);
  }
  auto const found = runs->verify(log.get());
  BOOST_REQUIRE(found.verdicts.size() == 2U);
  auto const& of_i = found.verdicts[0];
  BOOST_TEST(of_i.of->instance == "i");
  BOOST_REQUIRE(of_i.findings.size() == 2U);
  BOOST_TEST(of_i.findings[0].seen == "0.500s, at poll 3");
  BOOST_REQUIRE(of_i.findings[0].shown_by.size() == 2U);
  BOOST_TEST(of_i.findings[0].shown_by[0].poll == 2U);
  BOOST_TEST(of_i.findings[0].shown_by[1].poll == 3U);
  BOOST_TEST(of_i.findings[0].shown_by[1].instance == "i");
  BOOST_TEST(of_i.findings[1].what == "after_terminal");
  BOOST_TEST(to_text(found).find("\n    {\"seq\":5,") != std::string::npos);
  // What the journal forgot does not change the verdict.
  log->clear();
  auto const again = runs->verify(log.get());
  BOOST_TEST(again.verdicts[0].findings.size() == 2U);
  BOOST_TEST(again.verdicts[0].findings[0].shown_by.empty());
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
