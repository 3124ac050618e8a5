#include "recording.hpp"

#include "raw_request.hpp"
#include "redaction.hpp"

#include <dataarts/mock/scenario.hpp>
#include <dataarts/mock/script_runs.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include <unistd.h>

BOOST_AUTO_TEST_SUITE(mock_recording)

namespace {

namespace mock = dataarts::mock;
namespace program = dataarts::mock::program;
using namespace std::chrono_literals;

// Has the forms of an access key and of a web token, and is neither.
std::string const key_shape = "ABCDEFGHIJ0123456789";
std::string const token_shape = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

struct recorder {
  explicit recorder(bool redact = true) : kept({"https://service.example", redact}) {}
  ~recorder() { std::filesystem::remove_all(folder); }

  void note(std::string const& line, program::recorded_answer answer, std::string const& headers = {}) {
    program::raw_request const told(line + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n", "request");
    kept.note(told.view(), std::move(answer), 20ms);
  }

  std::string write() {
    std::ifstream in(kept.write(folder, std::chrono::system_clock::time_point(1'768'465'800s)));
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

  program::recording kept;
  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("mock_recording_test." + std::to_string(::getpid()));
};

program::recorded_answer told(std::string body, unsigned status = 200) {
  return {status, "application/json", {}, std::move(body)};
}

std::string const query = "GET /v1/project-0815/scripts/nightly_load/instances/a1ad-448a";
std::string const running = R"({"results":[],"status":"RUNNING"})";

bool contains(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

BOOST_AUTO_TEST_CASE(calls_of_the_admin_api_are_not_recorded) {
  recorder on;
  for (auto const* const path : {"/__admin", "/__admin/health", "/__admin/x/verify?session=a"}) {
    on.note(std::string("POST ") + path, told("{}"));
  }
  BOOST_TEST(on.kept.size() == 0U);
  on.note("GET /__administration", told("{}"));
  BOOST_TEST(on.kept.size() == 1U);
}

BOOST_AUTO_TEST_CASE(equal_answers_in_a_row_are_one_step) {
  recorder made;
  for (int i = 0; i < 3; ++i) made.note(query, told(running));
  for (int i = 0; i < 2; ++i) made.note(query, told(R"({"status":"FINISHED","results":[]})"));
  auto const text = made.write();
  BOOST_TEST_INFO(text);
  BOOST_TEST(contains(text, R"({ "state": "RUNNING", "polls": 3, "latency": "20ms" })"));
  BOOST_TEST(contains(text, R"("state": "FINISHED")"));
  BOOST_TEST(!contains(text, R"("polls": 2)"));
  BOOST_TEST(contains(text, R"("from": "https://service.example", "at": "2026-01-15T08:30:00Z")"));
}

BOOST_AUTO_TEST_CASE(the_recording_gives_the_same_answers) {
  recorder made;
  std::vector<program::recorded_answer> const course{
      told(R"({"error_code":"APIGW.0308","error_msg":"Throttled."})", 429),
      told(running),
      told(running),
      told(R"({"status": "FINISHED", "results": [{"rows": [["a \"b\"", 4711]]}], "x": ")" + std::string(500, 'y') +
           R"("})"),
      {502, "text/html", {}, "<html>gone</html>"}};
  for (auto const& each : course) made.note(query, each);
  made.note("POST /v1/project-0815/scripts/nightly_load/execute", told(R"({"instanceId":"a1ad-448a"})"));
  made.write();

  auto const read = mock::load_scenario({made.folder / "recording.json"});
  BOOST_TEST(read.warnings.empty());
  mock::script_runs runs(read.runs_options({}));
  read.add_to(runs);
  auto const ask = [&](std::string const& line) {
    program::raw_request const asked(line + " HTTP/1.1\r\nHost: h\r\n\r\n", "request");
    return runs.decide(asked.view()).reply;
  };
  auto const executed = ask("POST /v1/PROJECT-1/scripts/SCRIPT-1/execute");
  BOOST_TEST(executed->body() == R"({"instanceId":"INSTANCE-1"})");
  for (auto const& each : course) {
    auto const again = ask("GET /v1/PROJECT-1/scripts/SCRIPT-1/instances/INSTANCE-1");
    BOOST_TEST(again->status() == each.status);
    BOOST_TEST(again->body() == each.body);
  }
}

BOOST_AUTO_TEST_CASE(an_id_has_the_same_alias_everywhere) {
  recorder made;
  made.note("POST /v1/project-0815/scripts/nightly_load/execute", told(R"({"instanceId":"a1ad-448a"})"));
  made.note(query, told(R"({"error_msg":"a1ad-448a of nightly_load in blue-space is not nightly_loads"})", 400),
            "workspace: blue-space\r\n");
  made.note("GET /v1/project-0815/scripts/s/instances/a1ad-448a", told(running));
  auto const text = made.write();
  BOOST_TEST_INFO(text);
  BOOST_TEST(contains(text, R"({\"instanceId\":\"INSTANCE-1\"})"));
  BOOST_TEST(contains(text, "INSTANCE-1 of SCRIPT-1 in WORKSPACE-1 is not nightly_loads"));
  BOOST_TEST(contains(text, R"("path": "/v1/PROJECT-1/scripts/SCRIPT-1/execute")"));
  BOOST_TEST(contains(text, R"("script": "SCRIPT-2", "instance": "INSTANCE-1")"));
  for (auto const* const name : {"project-0815", "a1ad-448a", "blue-space"}) BOOST_TEST(!contains(text, name));
}

BOOST_AUTO_TEST_CASE(credentials_are_not_recorded) {
  recorder made;
  made.note(query, told(R"({"status":"RUNNING","hint":"use )" + key_shape + " or " + token_shape + R"("})"),
            "X-Auth-Token: a-secret-token\r\nAuthorization: another-secret\r\nCookie: c-secret\r\n");
  made.note("POST /v3/auth/tokens", told(R"({"token":{"user":"somebody"}})", 201));
  auto const text = made.write();
  BOOST_TEST_INFO(text);
  BOOST_TEST(contains(text, "use REDACTED or REDACTED"));
  for (auto const& part : {key_shape, token_shape.substr(0, 10), std::string("c2lnbmF0dXJl"), std::string("secret"),
                           std::string("somebody")}) {
    BOOST_TEST(!contains(text, part));
  }
}

BOOST_AUTO_TEST_CASE(what_has_the_form_of_a_secret_is_not_written) {
  recorder made(false);
  made.note(query, told(R"({"status":"RUNNING","hint":")" + key_shape + R"("})"));
  auto const says_so = [&](std::runtime_error const& why) {
    return contains(why.what(), "recording.json would have an access key in it") && !contains(why.what(), key_shape);
  };
  BOOST_CHECK_EXCEPTION(made.write(), std::runtime_error, says_so);
  BOOST_TEST(!std::filesystem::exists(made.folder));
}

BOOST_AUTO_TEST_CASE(a_run_that_goes_on_after_its_end_is_told_by_answers) {
  recorder made;
  std::string const finished = R"({"results":[],"status":"FINISHED"})";
  for (auto const& each : {finished, running, finished}) made.note(query, told(each));
  auto const text = made.write();
  BOOST_TEST_INFO(text);
  BOOST_TEST(contains(text, R"("answer": { "status": 200, "body": "{\"results\":[],\"status\":\"FINISHED\"}" },)"));
  BOOST_TEST(mock::load_scenario({made.folder / "recording.json"}).rules.at(0).timeline.size() == 3U);
}

BOOST_AUTO_TEST_CASE(only_whole_words_are_aliased) {
  program::aliases made;
  BOOST_TEST(made.of("SCRIPT", "nightly") == "SCRIPT-1");
  BOOST_TEST(made.of("SCRIPT", "nightly-load") == "SCRIPT-2");
  BOOST_TEST(made.of("SCRIPT", "nightly") == "SCRIPT-1");
  BOOST_TEST(made.of("SCRIPT", "abc") == "SCRIPT-3");
  BOOST_TEST(made.of("INSTANCE", "4711471147") == "4711471147");
  BOOST_TEST(made.apply("nightly nightly-load xnightly nightly_ (nightly) abc 4711471147") ==
             "SCRIPT-1 SCRIPT-2 xnightly nightly_ (SCRIPT-1) abc 4711471147");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
