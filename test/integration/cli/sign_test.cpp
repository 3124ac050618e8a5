#include "program.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace dataarts::cli::test {

BOOST_AUTO_TEST_SUITE(signing)

namespace {

program_options key_of_the_server() {
  program_options made;
  made.environment = {{"DATAARTS_MOCK_ACCESS_KEY", "AK"}, {"DATAARTS_MOCK_SECRET_KEY", "the-secret-of-the-server"}};
  return made;
}

// What the gateway tells when it refuses a signature, with line breaks again.
std::string canonical_request_of(std::string const& message) {
  constexpr std::string_view mark = "canonicalRequest:";
  auto const at = message.find(mark);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, message);
  auto made = message.substr(at + mark.size());
  std::replace(made.begin(), made.end(), '|', '\n');
  return made;
}

// As docs/authentication.md says: the gateway's canonical request against that of `dataarts sign --as-query`.
BOOST_AUTO_TEST_CASE(a_refused_query_is_signed_again_for_comparison) {
  mock_program const mock({"--auth", "strict"}, key_of_the_server());
  auto options = for_endpoint(mock.url());
  options.environment["HUAWEICLOUD_SDK_AK"] = "AK";
  options.environment["HUAWEICLOUD_SDK_SK"] = "another-secret";
  for (std::string const workspace : {"", "w1"}) {
    options.environment["DATAARTS_WORKSPACE"] = workspace;
    auto const refused = run_dataarts({"query", "--output", "json", "daily report", "i-1"}, options);
    BOOST_TEST(refused.code == 3);
    std::string const message(
        boost::json::parse(refused.out).as_array().at(0).at("error").at("message").as_string().c_str());
    auto const of_server = canonical_request_of(message);

    // The line on standard error says how to go on.
    constexpr std::string_view command = "dataarts sign --as-query --date ";
    auto const at = refused.error.find(command);
    BOOST_REQUIRE_MESSAGE(at != std::string::npos, refused.error);
    auto const date = refused.error.substr(at + command.size(), 16);
    auto const again =
        run_dataarts({"sign", "--as-query", "--date", date, "--output", "json", "daily report", "i-1"}, options);
    BOOST_TEST(again.code == 0, again.error);
    BOOST_TEST(boost::json::parse(again.out).at("canonical_request").as_string().c_str() == of_server);
    BOOST_TEST(refused.error.find("another-secret") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(what_it_lists_is_what_has_to_be_sent) {
  auto options = for_endpoint("https://127.0.0.1:1");
  options.environment["HUAWEICLOUD_SDK_AK"] = "AK";
  options.environment["HUAWEICLOUD_SDK_SK"] = "SK";
  auto const run = run_dataarts({"sign", "--as-query", "--date", "20260115T083000Z", "s", "i"}, options);
  BOOST_TEST(run.code == 0, run.error);
  auto const lines = lines_of(run.out);
  auto const heading = std::find(lines.begin(), lines.end(), "Headers to send:");
  BOOST_REQUIRE((lines.end() - heading) == 5);
  BOOST_TEST(heading[1] == "Content-Type: application/json");
  BOOST_TEST(heading[2].starts_with("X-Project-Id: "));
  BOOST_TEST(heading[3] == "X-Sdk-Date: 20260115T083000Z");
  BOOST_TEST(heading[4].starts_with("Authorization: SDK-HMAC-SHA256 Access=AK, "));

  auto const wrong = run_dataarts({"sign", "--as-query", "--date", "20260231T000000Z", "s", "i"}, options);
  BOOST_TEST(wrong.code == 2);
  BOOST_TEST(wrong.error == "dataarts: --date: '20260231' is not a day of the calendar\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli::test
