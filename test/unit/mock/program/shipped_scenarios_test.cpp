#include "file_text.hpp"
#include "scenario_file.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <set>
#include <string>

#include "../runs/runs_driver.hpp"

BOOST_AUTO_TEST_SUITE(mock_shipped_scenarios)

namespace {

namespace mock = dataarts::mock;
namespace program = dataarts::mock::program;
using namespace std::chrono_literals;
using test::runs_driver;

std::filesystem::path folder() { return std::filesystem::path(DATAARTS_TEST_DATA) / "../../mock_server/scenarios"; }

// What the file of that name says, on virtual time.
struct loaded : runs_driver {
  explicit loaded(std::string const& name) : loaded(read(name)) {}

 private:
  static program::scenario read(std::string const& name) {
    return program::parse_scenario(program::file_text(folder() / name), name);
  }
  explicit loaded(program::scenario const& what) : runs_driver(options(what)) {
    for (auto const& each : what.scripts) runs.add(each);
    for (auto const& each : what.rules) runs.add(each);
  }
  static mock::script_runs_options options(program::scenario const& what) {
    mock::script_runs_options made;
    made.seed = what.seed.value_or(1);
    return made;
  }
};

BOOST_AUTO_TEST_CASE(each_has_a_test_here) {
  std::set<std::string> found;
  for (auto const& each : std::filesystem::directory_iterator(folder())) found.insert(each.path().filename().string());
  BOOST_TEST((found == std::set<std::string>{"fleet.json", "lifecycle.json", "run_and_wait.json"}));
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

BOOST_AUTO_TEST_CASE(the_example_of_the_documentation) {
  auto const page = program::file_text(std::filesystem::path(DATAARTS_TEST_DATA) / "../../docs/mock-server.md");
  auto const begin = page.find("```json\n", page.find("### The file")) + 8;
  auto const made = program::parse_scenario(page.substr(begin, page.find("```", begin) - begin), "mock-server.md");
  BOOST_TEST(made.scripts.size() == 1U);
  BOOST_TEST(made.rules.size() == 2U);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
