#include "client_environment.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

#include "ready_report.hpp"

BOOST_AUTO_TEST_SUITE(mock_client_environment)

namespace {

namespace program = dataarts::mock::program;
using dataarts::mock::auth_mode;
using form = program::report_settings::form;

std::string value_of(program::client_variables const& in, std::string const& name) {
  auto const found = std::find_if(in.begin(), in.end(), [&](auto const& each) { return each.first == name; });
  return found == in.end() ? "(none)" : found->second;
}

std::string const url = "http://127.0.0.1:8080";

BOOST_AUTO_TEST_CASE(sdks_and_the_command_line_find_the_server) {
  auto const made = program::client_environment(url, 12, auth_mode::off, {});
  for (auto const* const name : {"DATAARTS_ENDPOINT", "HUAWEICLOUD_SDK_REGION_DGC_CN_NORTH_4",
                                 "HUAWEICLOUD_SDK_REGION_DLF_CN_NORTH_4", "HUAWEICLOUD_SDK_IAM_ENDPOINT"}) {
    BOOST_TEST(value_of(made, name) == url);
  }
  BOOST_TEST(value_of(made, "DATAARTS_MOCK_PID") == "12");
  BOOST_TEST(value_of(made, "HUAWEICLOUD_SDK_PROJECT_ID").size() == 32U);
  BOOST_TEST(value_of(made, "HUAWEICLOUD_SDK_SK") == "mock-secret-key");
  BOOST_TEST(value_of(made, "DATAARTS_CA_FILE") == "(none)");
}

BOOST_AUTO_TEST_CASE(keys_that_are_looked_at_are_the_callers) {
  auto const made = program::client_environment(url, 12, auth_mode::lenient, {});
  BOOST_TEST(value_of(made, "HUAWEICLOUD_SDK_AK") == "(none)");
  BOOST_TEST(value_of(made, "HUAWEICLOUD_SDK_SK") == "(none)");
}

BOOST_AUTO_TEST_CASE(the_authority_is_named_from_the_root) {
  auto const made = program::client_environment("https://127.0.0.1:1", 12, auth_mode::off, "t/ca.pem");
  for (auto const* const name : {"DATAARTS_CA_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"}) {
    auto const value = value_of(made, name);
    BOOST_TEST(value.starts_with('/'));
    BOOST_TEST(value.ends_with("/t/ca.pem"));
  }
}

BOOST_AUTO_TEST_CASE(a_shell_takes_values_as_they_are) {
  BOOST_TEST(program::to_shell({{"A", "x"}, {"B", "it's $HOME"}}) ==
             "A='x'; export A;\nB='it'\\''s $HOME'; export B;\n");
}

BOOST_AUTO_TEST_CASE(the_ready_line_may_have_the_environment) {
  program::ready_facts const facts{url, "", 12, 7};
  BOOST_TEST(program::ready_text(facts, form::none, {{"A", "x"}}) ==
             "{\"event\":\"ready\",\"url\":\"http://127.0.0.1:8080\",\"pid\":12,\"seed\":7}\n");
  BOOST_TEST(program::ready_text(facts, form::json, {{"A", "x"}}) ==
             "{\"event\":\"ready\",\"url\":\"http://127.0.0.1:8080\",\"pid\":12,\"seed\":7,"
             "\"env\":{\"A\":\"x\"}}\n");
  BOOST_TEST(program::ready_text(facts, form::shell, {{"A", "x"}}) == "A='x'; export A;\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
