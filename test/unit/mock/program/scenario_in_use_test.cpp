#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>

#include "scenario_in_use.hpp"
#include "temporary_file.hpp"

BOOST_AUTO_TEST_SUITE(mock_scenario_in_use)

namespace {

namespace mock = dataarts::mock;
namespace json = boost::json;

std::string text_of(std::string const& script, std::string const& step = R"({"state": "RUNNING"})") {
  return R"({"mock": 1, "instances": [{"name": "a", "match": {"script": ")" + script + R"("}, "timeline": [)" + step +
         "]}]}";
}

struct used_file {
  test::temporary_file file{text_of("one")};
  mock::program::scenario_in_use used{mock::program::load_scenarios({file.path}, 7), {file.path}};

  json::object source() const { return json::parse(used.shown()).at("sources").at(0).as_object(); }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(it_shows_what_holds_and_not_what_the_file_says_since, used_file) {
  BOOST_TEST(source().at("text").as_string() == text_of("one"));
  file.write("{ broken");
  BOOST_TEST(source().at("text").as_string() == text_of("one"));
  BOOST_CHECK_THROW(used.reload(), mock::file_error);
  BOOST_TEST(used.now()->rules.at(0).script.value() == "one");
  file.write(text_of("two"));
  BOOST_TEST(used.reload()->rules.at(0).script.value() == "two");
  BOOST_TEST(source().at("text").as_string() == text_of("two"));
}

BOOST_FIXTURE_TEST_CASE(a_text_takes_the_place_of_the_files_until_they_are_read_again, used_file) {
  used.replace(text_of("put"));
  BOOST_TEST(used.now()->rules.at(0).script.value() == "put");
  BOOST_TEST(source().at("file").is_null());
  BOOST_CHECK_THROW(used.replace("{"), mock::file_error);
  BOOST_TEST(used.now()->rules.at(0).script.value() == "put");
  BOOST_TEST(used.reload()->rules.at(0).script.value() == "one");
}

BOOST_FIXTURE_TEST_CASE(a_text_reads_no_files, used_file) {
  auto const text = text_of("put", R"({"state": "RUNNING", "body_file": "no-such-file"})");
  BOOST_CHECK_THROW(used.replace(text), std::exception);
  BOOST_TEST(used.now()->rules.at(0).script.value() == "one");
}

BOOST_FIXTURE_TEST_CASE(a_plan_has_its_limits, used_file) {
  auto const plan = json::parse(used.planned(std::nullopt, 1'000'000)).as_object();
  BOOST_TEST(plan.at("polls_each").to_number<int>() == 100'000);
  BOOST_TEST(json::parse(used.planned(1, 3))
                 .as_object()
                 .at("instances")
                 .as_array()
                 .at(0)
                 .as_object()
                 .at("polls")
                 .as_array()
                 .size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
