#include <dataarts/mock/scenario.hpp>

#include "file_text.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>

#include "../runs/runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_shipped_scenarios)

namespace {

namespace mock = dataarts::mock;
using namespace std::chrono_literals;
using test::runs_driver;

std::filesystem::path folder() { return std::filesystem::path(DATAARTS_TEST_DATA) / "../../mock_server/scenarios"; }

// What the file of that name says, on virtual time.
struct loaded : runs_driver {
  explicit loaded(std::string const& name) : loaded(read(name)) {}

 private:
  static mock::scenario read(std::string const& name) { return mock::load_scenario(folder() / name); }
  explicit loaded(mock::scenario const& what) : runs_driver(what.runs_options()) { what.add_to(runs); }
};

BOOST_AUTO_TEST_CASE(each_has_a_test_here) {
  std::set<std::string> found;
  for (auto const& each : std::filesystem::directory_iterator(folder())) found.insert(each.path().filename().string());
  BOOST_TEST((found == std::set<std::string>{"cut_sweep.json", "errors.json", "expectations.json", "fleet.json",
                                             "lifecycle.json", "recorded", "run_and_wait.json", "virtual_time.json",
                                             "weather.json"}));
}

BOOST_AUTO_TEST_CASE(lifecycle) {
  loaded on("lifecycle.json");
  BOOST_TEST(on.state("load_orders", "i-100") == "LAUNCHING");
  on.clock->advance(4s);
  BOOST_TEST(on.state("load_orders", "i-100") == "RUNNING");
  on.clock->advance(9min);
  BOOST_TEST(on.query("load_orders", "i-100") ==
             R"(200 {"results":[{"message":"","duration":544.0,"rowCount":1,"rows":[[1200]],)"
             R"("schema":[{"orders":"int"}]}],"status":"FINISHED"})");
  for (int i = 0; i < 3; ++i) BOOST_TEST(on.state("load_orders", "i-101") == "RUNNING");
  BOOST_TEST(on.query("load_orders", "i-101") ==
             R"(200 {"results":[],"message":"Table sales_2031 not found","status":"FAILED"})");
  BOOST_TEST(on.state("load_orders", "i-102") == "RUNNING");
  for (int i = 0; i < 2; ++i) BOOST_TEST(on.state("load_orders", "i-103") == "APIGW.0308");
  BOOST_TEST(on.state("load_orders", "i-103") == "FINISHED");
  BOOST_TEST(on.state("load_orders", "i-104") == "DLF.6205");
  BOOST_TEST(on.state("load_orders", "i-100", "nowhere") == "DLF.20819");
  BOOST_TEST(on.state("load_orders", "i-100", "elsewhere") == "DLF.6201");  // the script is in the default workspace
  BOOST_TEST(on.state("other", "i-100") == "DLF.6201");
}

BOOST_AUTO_TEST_CASE(run_and_wait) {
  loaded on("run_and_wait.json");
  BOOST_TEST(on.state("nightly_report", "never-made") == "DLF.6205");
  int failed = 0;
  for (int i = 0; i < 200; ++i) {
    auto const id = on.execute("nightly_report");
    BOOST_TEST(on.state("nightly_report", id) == "LAUNCHING");
    auto const end = on.runs.true_end("nightly_report", id);
    BOOST_TEST_REQUIRE(end.has_value());
    on.clock->advance(*end - on.clock->now() - 1ns);
    BOOST_TEST(on.state("nightly_report", id) == "RUNNING");
    on.clock->advance(1ns);
    failed += on.state("nightly_report", id) == "FAILED" ? 1 : 0;
  }
  BOOST_TEST((failed > 2 && failed < 25), failed);
  BOOST_TEST(on.ask("GET", "/v1/p/scripts/nightly_report").find(R"("connectionName":"warehouse")") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(fleet) {
  loaded on("fleet.json");
  on.clock->advance(60s);
  int running = 0;
  for (int i = 0; i < 1'000; ++i) running += on.state("etl", "run-" + std::to_string(i)) == "RUNNING" ? 1 : 0;
  BOOST_TEST((running > 450 && running < 550), running);
  BOOST_TEST(on.state("other", "run-1") == "DLF.6201");
}

BOOST_AUTO_TEST_CASE(virtual_time) {
  BOOST_TEST((mock::load_scenario(folder() / "virtual_time.json").clock == mock::clock_kind::virtual_time));
  loaded on("virtual_time.json");
  BOOST_TEST(on.state("load_orders", "i-100") == "LAUNCHING");
  on.clock->advance(4s);
  BOOST_TEST(on.state("load_orders", "i-100") == "RUNNING");
  on.clock->advance(9min);
  BOOST_TEST(on.state("load_orders", "i-100") == "FINISHED");
}

BOOST_AUTO_TEST_CASE(expectations) {
  loaded on("expectations.json");
  for (int i = 0; i < 3; ++i) BOOST_TEST(on.state("report_1", "i", "ws-blue") == "RUNNING");
  BOOST_TEST(on.state("report_1", "i", "ws-blue") == "FAILED");
  auto const made = mock::load_scenario(folder() / "expectations.json");
  BOOST_TEST_REQUIRE(made.rules.at(0).expect.has_value());
  auto const& expect = *made.rules[0].expect;
  BOOST_TEST((expect.polls.min == 4U && expect.polls.max == 4U));
  BOOST_TEST((expect.gap.min == std::chrono::nanoseconds(900ms) && !expect.gap.max));
  BOOST_TEST((expect.is_signed == true && expect.after_terminal == 0U));
}

BOOST_AUTO_TEST_CASE(errors) {
  loaded on("errors.json");
  BOOST_TEST(on.state("ghost", "i") == "DLF.6201");
  BOOST_TEST(on.state("ghost", "i", "nowhere") == "DLF.6201");  // names the script
  BOOST_TEST(on.state("other", "i", "nowhere") == "DLF.20819");
  BOOST_TEST(on.state("secret", "i") == "APIGW.0301");
  BOOST_TEST(on.state("secret", "i") == "FINISHED");
  BOOST_TEST(on.query("proxy", "i") == "502 <html>bad gateway</html>");
  auto const made = mock::load_scenario(folder() / "errors.json");
  BOOST_TEST_REQUIRE(made.quotas.size() == 1U);
  BOOST_TEST(made.quotas[0].limit == 30U);
  BOOST_TEST((made.quotas[0].retry_after == 1s));
}

BOOST_AUTO_TEST_CASE(weather) {
  loaded on("weather.json");
  for (int i = 0; i < 2; ++i) {
    auto const made = on.decide("GET", on.path("soak", "x"));
    BOOST_TEST(made.reply->status() == 503U);
    BOOST_TEST((made.delay > 0ns));
  }
  int dropped = 0;
  for (int i = 0; i < 2'000; ++i) {
    auto const made = on.decide("GET", on.path("soak", "run-" + std::to_string(i / 20)));
    dropped += made.fault ? 1 : 0;
  }
  BOOST_TEST((dropped > 50 && dropped < 150), dropped);
}

BOOST_AUTO_TEST_CASE(cut_sweep) {
  auto const made = mock::load_scenario(folder() / "cut_sweep.json");
  loaded on("cut_sweep.json");
  auto const whole = on.decide("GET", on.path("cut", "at-0")).reply;
  auto const size = whole->head_for(mock::answer::connection::keep).bytes.size() + whole->body().size();
  BOOST_TEST(made.rules.size() == size + 1);
  BOOST_TEST(made.rules.back().name == "cut-" + std::to_string(size));
  auto const first = on.decide("GET", on.path("cut", "at-17"));
  BOOST_TEST_REQUIRE((first.fault != nullptr));
  BOOST_TEST(first.fault->bytes() == 17U);
  BOOST_TEST((on.decide("GET", on.path("cut", "at-17")).fault == nullptr));
}

BOOST_AUTO_TEST_CASE(recorded) {
  loaded on("recorded");
  auto const path = "/v1/PROJECT-1/scripts/SCRIPT-1/instances/INSTANCE-1";
  for (int i = 0; i < 2; ++i) BOOST_TEST(on.ask("GET", path) == R"(200 {"results":[],"status":"RUNNING"})");
  BOOST_TEST(on.ask("GET", path) == "200 " + mock::file_text(folder() / "recorded/bodies/rec-1.finished.json"));
  auto const made = mock::load_scenario(folder() / "recorded");
  BOOST_TEST(made.recorded->at == "2026-11-20T08:14:02Z");
  BOOST_TEST(made.files.size() == 2U);
  BOOST_TEST((made.rules[0].timeline[0].latency->first() == 113ms));
}

BOOST_AUTO_TEST_CASE(none_has_a_warning) {
  for (auto const& each : std::filesystem::directory_iterator(folder())) {
    BOOST_TEST(mock::load_scenario(each.path()).warnings.empty(), each.path().string());
  }
}

BOOST_AUTO_TEST_CASE(the_example_of_the_documentation) {
  auto const page = mock::file_text(std::filesystem::path(DATAARTS_TEST_DATA) / "../../docs/mock-server.md");
  auto const begin = page.find("```json\n", page.find("### The file")) + 8;
  auto const made = mock::parse_scenario(page.substr(begin, page.find("```", begin) - begin), "mock-server.md");
  BOOST_TEST(made.scripts.size() == 1U);
  BOOST_TEST(made.rules.size() == 2U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
