#include <dataarts/mock/scenario.hpp>

#include "file_text.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "broken_scenarios.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_schema)

namespace {

namespace json = boost::json;
namespace mock = dataarts::mock;

std::filesystem::path root() { return std::filesystem::path(DATAARTS_TEST_DATA) / "../.."; }

json::value parse(std::string_view text) {
  json::parse_options options;
  options.allow_comments = options.allow_trailing_commas = true;
  return json::parse(json::string_view(text), {}, options);
}

// What the schema has against a text, or nothing.
std::string judged(std::string_view text) {
  static auto const schema = [] {
    auto made = std::make_unique<valijson::Schema>();
    auto const document = parse(mock::scenario_schema());
    valijson::SchemaParser().populateSchema(valijson::adapters::BoostJsonAdapter(document), *made);
    return made;
  }();
  auto const value = parse(text);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*schema, valijson::adapters::BoostJsonAdapter(value), &results)) return {};
  std::string made;
  for (valijson::ValidationResults::Error each; results.popError(each);) {
    for (auto const& step : each.context) made += step;
    made += ": " + each.description + '\n';
  }
  return made.empty() ? "refused" : made;
}

bool parses(std::string_view text) {
  try {
    mock::parse_scenario(text, "s.json");
    return true;
  } catch (mock::file_error const&) {
    return false;
  }
}

BOOST_AUTO_TEST_CASE(the_schema_is_that_of_the_source) {
  BOOST_TEST(mock::scenario_schema() == mock::file_text(root() / "mock_server/scenario.schema.json"));
}

BOOST_AUTO_TEST_CASE(each_shipped_scenario_is_taken) {
  int seen = 0;
  for (auto const& each : std::filesystem::recursive_directory_iterator(root() / "mock_server/scenarios")) {
    if (each.path().extension() != ".json" || each.path().parent_path().filename() == "bodies") continue;
    BOOST_TEST(judged(mock::file_text(each.path())) == "", each.path().string());
    ++seen;
  }
  BOOST_TEST(seen == 9);
}

BOOST_AUTO_TEST_CASE(each_example_of_the_documentation_is_taken_by_both) {
  int seen = 0;
  for (auto const& folder : {root() / "docs", root() / "docs/mock"}) {
    if (!std::filesystem::exists(folder)) continue;
    for (auto const& file : std::filesystem::directory_iterator(folder)) {
      if (file.path().extension() != ".md") continue;
      auto const page = mock::file_text(file.path());
      for (auto at = page.find("```json\n"); at != std::string::npos; at = page.find("```json\n", at + 1)) {
        auto const begin = at + 8;
        auto const text = page.substr(begin, page.find("```", begin) - begin);
        if (text.find("\"mock\": 1") == std::string::npos) continue;
        BOOST_TEST(judged(text) == "", text);
        BOOST_TEST(parses(text), text);
        ++seen;
      }
    }
  }
  BOOST_TEST(seen >= 1);
}

BOOST_AUTO_TEST_CASE(what_is_right_is_taken_by_both) {
  for (auto const each : test::good_instances) {
    auto const text = test::with_instance(each);
    BOOST_TEST(judged(text) == "", text);
    BOOST_TEST(parses(text), text);
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_refused_by_both) {
  for (auto const each : test::broken_instances) {
    auto const text = test::with_instance(each);
    BOOST_TEST(judged(text) != "", text);
    BOOST_TEST(!parses(text), text);
  }
  for (auto const text : test::broken_files) {
    BOOST_TEST(judged(text) != "", text);
    BOOST_TEST(!parses(text), text);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
