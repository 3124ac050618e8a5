#include "conform_command.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(mock_conform_command)

namespace {

namespace program = dataarts::mock::program;

// Nobody is asked: what is wrong is seen before.
std::string refusal(std::vector<std::string> arguments, std::string const& token) {
  arguments.insert(arguments.begin(), {"--against", "http://127.0.0.1:1"});
  auto const variables = [&](std::string_view name) {
    return name == std::string_view("DATAARTS_TOKEN") ? token.c_str() : nullptr;
  };
  try {
    program::run_conform(arguments, variables);
  } catch (program::usage_error const& problem) {
    return problem.what();
  }
  return {};
}

}  // namespace

// That is no difference, and one line is enough.
BOOST_AUTO_TEST_CASE(a_service_that_cannot_be_reached_is_told_once) {
  auto const made = program::run_conform({"--against", "http://127.0.0.1:1"}, [](std::string_view) { return nullptr; });
  BOOST_TEST(made.status == 3);
  BOOST_TEST(made.text == "");
  BOOST_TEST_REQUIRE(made.complaints.size() == 1U);
  BOOST_TEST(
      made.complaints[0].starts_with("nothing is compared, since the service does not answer: http://127.0.0.1:1"),
      made.complaints[0]);
  BOOST_TEST(made.complaints[0].find("Connection refused") != std::string::npos, made.complaints[0]);
}

BOOST_AUTO_TEST_CASE(what_would_end_a_header_is_refused_by_its_name) {
  std::string const why = " has a line feed or another control character in it, which no header can have";
  for (std::string const token : {"to\nken", "token\n", "to\r\nX-Other: 1", "to\x01ken", "to\x7fken"}) {
    BOOST_TEST(refusal({}, token) == "DATAARTS_TOKEN" + why);
  }
  BOOST_TEST(refusal({"--workspace", "w\r\nX-Other: 1"}, "token") == "--workspace" + why);
}

BOOST_AUTO_TEST_SUITE_END()
