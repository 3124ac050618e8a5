#include "answer_shape.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(mock_answer_shape)

namespace {

namespace program = dataarts::mock::program;

std::string value_of(program::answer_shape const& in, std::string_view name) {
  for (auto const& [each, value] : in) {
    if (each == name) return value;
  }
  return "no such value";
}

BOOST_AUTO_TEST_CASE(an_error_is_told_by_its_code) {
  auto const made = program::shape_of(400, "application/json;charset=utf-8",
                                      R"({"error_code":"DLF.6201","error_msg":"The script does not exist."})");
  BOOST_TEST(value_of(made, "status") == "400");
  BOOST_TEST(value_of(made, "type") == "application/json");
  BOOST_TEST(value_of(made, "error_code") == "DLF.6201");
  BOOST_TEST(value_of(made, "error_msg") == "The script does not exist.");
}

BOOST_AUTO_TEST_CASE(data_are_told_by_their_types) {
  auto const body_of = [](std::string_view body) { return value_of(program::shape_of(200, "", body), "body"); };
  auto const one = body_of(R"({"status":"FINISHED","results":[{"rowCount":1,"rows":[["x"]],"schema":[{"a":"int"}]}]})");
  BOOST_TEST(one == "{results: [{rowCount: number, rows: list, schema: list}], status: text}");
  // Another order, other data, and more of them.
  BOOST_TEST(body_of(R"({"results":[{"rows":[],"schema":[],"rowCount":2},{"rows":[[1]],"schema":[],"rowCount":0}],
                         "status":"RUNNING"})") == one);
  BOOST_TEST(body_of(R"({"status":"FINISHED","results":[{"rowCount":"1","rows":[],"schema":[]}]})") != one);
  BOOST_TEST(body_of("") == "(none)");
  BOOST_TEST(body_of("<html>") == "no JSON");
}

BOOST_AUTO_TEST_CASE(a_text_that_has_the_form_of_a_secret_is_not_shown) {
  auto const made = program::shape_of(400, "", R"({"error_msg":"no key ABCDEFGHIJ0123456789\n"})");
  BOOST_TEST(value_of(made, "error_msg") == "no key REDACTED?");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
