#include "report/json_report.hpp"

#include "../result/sample_run.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(load_result_schema)

namespace {

using namespace dataarts::load;        // NOLINT(google-build-using-namespace)
using namespace dataarts::load::test;  // NOLINT(google-build-using-namespace)
namespace json = boost::json;

// What the schema has against a document, or nothing.
std::string judged(json::value const& document) {
  static auto const schema = [] {
    auto made = std::make_unique<valijson::Schema>();
    auto const parsed = json::parse({result_schema().data(), result_schema().size()});
    valijson::SchemaParser().populateSchema(valijson::adapters::BoostJsonAdapter(parsed), *made);
    return made;
  }();
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*schema, valijson::adapters::BoostJsonAdapter(document), &results)) return {};
  std::string made;
  for (valijson::ValidationResults::Error each; results.popError(each);) {
    for (auto const& step : each.context) made += step;
    made += ": " + each.description + '\n';
  }
  return made.empty() ? "refused" : made;
}

json::value report_of(result const& of) {
  // Its text, as others get it.
  std::vector<threshold_verdict> const verdicts{{"p99<1s", false, true, 2e9, "2.00 s"},
                                                {"max<1s", false, true, std::numeric_limits<double>::infinity(), "-"}};
  std::vector<std::string> const limits{"it was slow"};
  return json::parse(json_report_text(of, verdicts, limits, exit_code::generator_limited));
}

// Members whose names are data, and may be left out.
bool is_open(std::string_view path) {
  return path == "/plan" || path == "/latency/by_outcome" || path == "/first_failures";
}

// For each object below, takes away each member, and adds one; the schema has to see all of it.
void spoil_each(json::value& document, json::value& part, std::string const& path, int& spoiled) {
  if (auto* const list = part.if_array()) {
    if (!list->empty()) spoil_each(document, list->front(), path + "/0", spoiled);
    return;
  }
  auto* const object = part.if_object();
  if (object == nullptr || path == "/plan") return;
  auto const whole = *object;
  for (auto const& member : whole) {
    auto const here = path + "/" + std::string(member.key());
    auto const check = [&](char const* what) {
      ++spoiled;
      BOOST_TEST(judged(document) != "", what << " " << here);
      part = whole;
    };
    if (!is_open(path)) {
      part.get_object().erase(member.key());
      check("without");
    }
    if (!member.value().is_bool()) {
      part.get_object()[member.key()] = true;
      check("as a boolean:");
    }
    spoil_each(document, part.get_object()[member.key()], here, spoiled);
  }
  part.get_object()["weather"] = 1;
  BOOST_TEST(judged(document) != "", "with a member more in " << path);
  part = whole;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_schema_is_that_of_the_source) {
  std::string const root = DATAARTS_TEST_DATA "/../..";
  BOOST_TEST(result_schema() == text_of(root + "/apps/load/result.schema.json"));
}

BOOST_AUTO_TEST_CASE(each_report_is_taken) {
  BOOST_TEST(judged(report_of(make_sample().whole)) == "");
  BOOST_TEST(judged(report_of(make_sample(2, 5, 7).whole)) == "");
  BOOST_TEST(judged(report_of(result())) == "");
  auto some = make_sample().whole;
  some.cut_short = {0};
  some.start_skew = std::chrono::nanoseconds(-5);
  for (auto const each : {end_reason::completed, end_reason::interrupted, end_reason::hopeless}) {
    some.reason = each;
    BOOST_TEST(judged(report_of(some)) == "");
  }
  for (std::size_t i = 0; i < outcome_count; ++i) some.total.end(static_cast<outcome>(i), 5'000'000, 4'000'000);
  BOOST_TEST(judged(report_of(some)) == "");
}

BOOST_AUTO_TEST_CASE(what_is_missing_or_wrong_anywhere_is_refused) {
  auto some = make_sample().whole;
  some.intervals.resize(1);  // the first of each list is spoiled, and the others take time
  auto document = report_of(some);
  BOOST_REQUIRE_EQUAL(judged(document), std::string());
  int spoiled = 0;
  spoil_each(document, document, "", spoiled);
  BOOST_TEST_MESSAGE(spoiled << " spoiled documents");
  BOOST_TEST(spoiled > 400);
  BOOST_TEST(judged(document) == "");
}

BOOST_AUTO_TEST_SUITE_END()
