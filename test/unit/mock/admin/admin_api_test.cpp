#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "admin_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_admin_api)

namespace {

using namespace std::chrono_literals;

class told_expectations final : public test::admin::expectation_port {
 public:
  std::vector<std::string> sessions() const override { return {""}; }
  verdict verify(std::optional<std::string> const&) const override { return {false, {{"ok", false}}}; }
  boost::json::object coverage() const override { return {{"percent", 50}}; }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(an_unknown_path_is_told_what_was_meant, test::admin_driver) {
  BOOST_TEST(refusal("GET", "/__admin/helth") == "404 There is no /__admin/helth; did you mean /__admin/health?");
  BOOST_TEST(refusal("GET", "/__admin/x/instnces/a/advance") ==
             "404 There is no /__admin/x/instnces/a/advance; did you mean /__admin/x/instances/{name}/advance?");
  BOOST_TEST(refusal("GET", "/__admin/nothing-like-it") ==
             "404 There is no /__admin/nothing-like-it; see /__admin/x/openapi.json for what there is.");
  BOOST_TEST(refusal("GET", "/__admin/" + std::string(4'000, 'a')).starts_with("404 "));
}

BOOST_FIXTURE_TEST_CASE(an_unknown_method_is_told_which_there_are, test::admin_driver) {
  BOOST_TEST(refusal("PUT", "/__admin/requests") == "405 There is no PUT for this path; there is GET, DELETE, HEAD.");
  BOOST_TEST(test::has_header(send("PUT", "/__admin/requests"), "Allow: GET, DELETE, HEAD"));
  BOOST_TEST(ask("HEAD", "/__admin/health") == "200");
  BOOST_TEST(ask("GET", "/__admin/health/").starts_with("200"));
}

BOOST_FIXTURE_TEST_CASE(an_unknown_parameter_is_refused, test::admin_driver) {
  BOOST_TEST(refusal("GET", "/__admin/requests?limt=1") == "400 The parameter limt is not known; did you mean limit?");
  BOOST_TEST(refusal("GET", "/__admin/requests?limit=-1").starts_with("400 The parameter limit is '-1'; it has to be"));
  BOOST_TEST(refusal("GET", "/__admin/requests?unmatched=yes").starts_with("400 The parameter unmatched is 'yes'"));
}

BOOST_FIXTURE_TEST_CASE(a_body_is_told_where_it_is_wrong, test::admin_driver) {
  auto const path = "/__admin/x/clock/advance";
  BOOST_TEST(refusal("POST", path, "{\"by\":\n \"10s\",}").starts_with("400 The body is not JSON, at 2:8: "));
  BOOST_TEST(refusal("POST", path, "{\"by\":\"1s\"} x").starts_with("400 The body is not JSON, at 1:13: "));
  BOOST_TEST(refusal("POST", path, "[]") == "400 The body has to be a JSON object. []");
  BOOST_TEST(refusal("POST", path, "{\"bye\":\"10s\"}") == "400 bye is not known; did you mean by? [/bye]");
  BOOST_TEST(refusal("POST", path, "{\"a/b~c\":1}").ends_with(" [/a~1b~0c]"));
  BOOST_TEST(refusal("POST", path, "{\"by\":10}") == "400 by has to be a text. [/by]");
  BOOST_TEST(refusal("POST", path, "{\"by\":\"ten\"}").starts_with("400 by is 'ten'; it has to be a duration"));
  BOOST_TEST(refusal("POST", path).starts_with("400 The body has to be such as {\"by\":\"10s\"}."));
  auto const form = "Host: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n";
  BOOST_TEST(refusal("POST", path, "{\"by\":\"10s\"}", form).starts_with("415 The body is 'application/x-www-form"));
  auto const json = "Host: localhost\r\nContent-Type: Application/JSON; charset=utf-8\r\n";
  BOOST_TEST(ask("POST", path, "{\"by\":\"10s\"}", json).starts_with("200"));
}

BOOST_FIXTURE_TEST_CASE(the_clock_goes_stands_and_is_moved, test::admin_driver) {
  auto const elapsed = [&] { return std::string(get("/__admin/x/clock").at("elapsed").as_string().c_str()); };
  followed->advance(1s);
  BOOST_TEST(elapsed() == "1.000s");
  BOOST_TEST(
      ask("POST", "/__admin/x/clock/advance", R"({"by":"9m30s"})").starts_with("200 {\"now\":\"2020-01-01T00:09:31"));
  BOOST_TEST(elapsed() == "571.000s");
  BOOST_TEST(ask("POST", "/__admin/x/clock/freeze").find("\"frozen\":true") != std::string::npos);
  followed->advance(1h);
  BOOST_TEST(elapsed() == "571.000s");
  ask("POST", "/__admin/x/clock/advance", R"({"by":"500ms"})");
  BOOST_TEST(elapsed() == "571.500s");
  BOOST_TEST(ask("POST", "/__admin/x/clock/resume").find("\"frozen\":false") != std::string::npos);
  followed->advance(1s);
  BOOST_TEST(elapsed() == "572.500s");
}

BOOST_FIXTURE_TEST_CASE(a_server_without_an_adjustable_clock_says_so, test::admin_driver) {
  what.options.clock.reset();
  BOOST_TEST(refusal("POST", "/__admin/x/clock/freeze").starts_with("501 The clock of this server cannot be set"));
  BOOST_TEST(ask("GET", "/__admin/x/clock").find("\"adjustable\":false") != std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(health_tells_why_a_server_is_not_ready, test::admin_driver) {
  std::string reason = "a.json is being read";
  what.options.not_ready = [&] { return reason; };
  auto const told = ask("GET", "/__admin/health");
  BOOST_TEST(told.starts_with(R"(503 {"status":"unhealthy","message":"a.json is being read",)"));
  reason.clear();
  BOOST_TEST(ask("GET", "/__admin/health").starts_with(R"(200 {"status":"healthy",)"));
  BOOST_TEST(get("/__admin/version").at("version") == get("/__admin/health").at("version"));
}

BOOST_FIXTURE_TEST_CASE(a_config_that_is_wrong_changes_nothing, test::admin_driver) {
  BOOST_TEST(refusal("PUT", "/__admin/x/config", "{}").starts_with("501"));
  answers.reset();
  std::string used = "{}";
  what.options.show_config = [&] { return used; };
  what.options.replace_config = [&](std::string_view text) {
    if (text == "{\"mock\":2}") throw std::invalid_argument("1:9: mock is 2");
    used = text;
  };
  BOOST_TEST(refusal("PUT", "/__admin/x/config", "{\"mock\":2}") == "400 The scenario stays as it was: 1:9: mock is 2");
  BOOST_TEST(ask("PUT", "/__admin/x/config", "{\"mock\":1, /* one */}") == "200 {}");
  BOOST_TEST(ask("GET", "/__admin/x/config") == "200 {\"mock\":1, /* one */}");
  BOOST_TEST(refusal("PUT", "/__admin/x/config") == "400 There is no body; it has to be a scenario.");
}

BOOST_FIXTURE_TEST_CASE(everything_is_reset_or_nothing, test::admin_driver) {
  traffic->add("GET", "/a");
  runs->add("s", "i");
  ask("POST", "/__admin/x/instances/s%2Fi/advance");
  bool good = false;
  what.options.reload = [&] {
    if (!good) throw std::invalid_argument("a.json:1:1: not JSON");
  };
  answers.reset();
  BOOST_TEST(refusal("POST", "/__admin/reset") == "422 The scenario stays as it was: a.json:1:1: not JSON");
  BOOST_TEST(traffic->kept.size() == 1U);
  good = true;
  BOOST_TEST(ask("POST", "/__admin/reset") == "200 {}");
  BOOST_TEST(ask("POST", "/__admin/mappings/reset") == "200 {}");
  BOOST_TEST(traffic->kept.empty());
  BOOST_TEST(runs->kept[0].state == "LAUNCHING");
}

BOOST_FIXTURE_TEST_CASE(expectations_that_do_not_hold_are_a_conflict, test::admin_driver) {
  BOOST_TEST(refusal("POST", "/__admin/x/verify").starts_with("501"));
  answers.reset();
  what.expectations = std::make_shared<told_expectations>();
  BOOST_TEST(ask("POST", "/__admin/x/verify") == R"(409 {"ok":false})");
  BOOST_TEST(ask("GET", "/__admin/x/coverage") == R"(200 {"percent":50})");
}

BOOST_FIXTURE_TEST_CASE(shutdown_calls_what_it_was_given, test::admin_driver) {
  BOOST_TEST(refusal("POST", "/__admin/shutdown").starts_with("501"));
  answers.reset();
  int calls = 0;
  what.options.shut_down = [&] { ++calls; };
  BOOST_TEST(ask("POST", "/__admin/shutdown") == "200 {}");
  BOOST_TEST(calls == 1);
}

BOOST_FIXTURE_TEST_CASE(metrics_are_in_the_text_form, test::admin_driver) {
  what.counters = [] {
    dataarts::mock::counters made;
    made.requests = 7;
    return made;
  };
  runs->add("s", "i");
  runs->add("s", "j");
  auto const text = send("GET", "/__admin/x/metrics");
  BOOST_TEST(text.find("# TYPE dataarts_mock_requests_total counter\ndataarts_mock_requests_total 7\n") !=
             std::string::npos);
  BOOST_TEST(text.find("dataarts_mock_instances{state=\"LAUNCHING\"} 2\n") != std::string::npos);
  BOOST_TEST(test::has_header(text, "Content-Type: text/plain; version=0.0.4; charset=utf-8"));
}

BOOST_FIXTURE_TEST_CASE(admin_calls_are_no_traffic, test::admin_driver) {
  auto const path = "/v1/p/scripts/dwsscript/instances/running";
  test::core_driver quiet;
  auto const id_of = [](std::string const& answer) { return answer.substr(answer.find("X-Request-Id: ") + 14, 32); };
  auto const wanted = id_of(quiet.feed(test::get(path), 4'096));
  auto const calls = {send("GET", "/__admin/health"), send("GET", "/__admin/none"), send("GET", "/__admin/ui")};
  BOOST_TEST(id_of(send("GET", path)) == wanted);
  for (auto const& each : calls) BOOST_TEST(id_of(each) != wanted);
  BOOST_TEST(connection->environment.counts.requests.get() == 1U);
  BOOST_TEST(connection->environment.counts.unmatched.get() == 0U);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_below_admin_is_left_to_the_service, test::admin_driver) {
  BOOST_TEST(ask("GET", "/__administer").starts_with("501"));
  BOOST_TEST(ask("GET", "/v1/p/scripts/dwsscript/instances/running").starts_with("200"));
  auto const moved = send("GET", "/__admin");
  BOOST_TEST(test::status_line(moved) == "HTTP/1.1 302 Found");
  BOOST_TEST(test::has_header(moved, "Location: /__admin/ui"));
}

BOOST_AUTO_TEST_SUITE_END()
