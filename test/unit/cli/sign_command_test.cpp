#include "sign_command.hpp"

#include "temporary_file.hpp"
#include "usage_error.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace dataarts::cli {
namespace {

using variables = std::map<std::string, std::string>;

variables const keys = {{"HUAWEICLOUD_SDK_AK", "EXAMPLEAK0000000TEST"},
                        {"HUAWEICLOUD_SDK_SK", "ExampleSecretKey0000000000000000TestOnly"}};

std::string report_of(std::vector<std::string> arguments, variables const& set = keys) {
  auto const read = [&](char const* name) {
    auto const found = set.find(name);
    return found == set.end() ? nullptr : found->second.c_str();
  };
  auto const noon = std::chrono::sys_days(std::chrono::year(2026) / 1 / 15) + std::chrono::hours(12);
  return sign_report(parse_sign_arguments(std::move(arguments)), read, noon);
}

std::string refusal_of(std::vector<std::string> arguments, variables const& set = keys) {
  try {
    return report_of(std::move(arguments), set);
  } catch (usage_error const& why) {
    return why.what();
  }
}

bool holds(std::string const& text, std::string const& part) { return text.find(part) != std::string::npos; }

BOOST_AUTO_TEST_SUITE(sign_command)

// The request of test/data/signing_vectors.json, 02-get-instance-content-type.
BOOST_AUTO_TEST_CASE(shows_what_is_signed) {
  std::string const url =
      "https://dayu-dlf.cn-north-4.myhuaweicloud.com/v1/0123456789abcdef0123456789abcdef/scripts/dwsscript/instances/"
      "a1ad-448a-9d56-4154193d49c5";
  auto const text = report_of({"--header", "Content-Type: application/json", "--date", "20260115T083000Z", "GET", url});
  BOOST_TEST(holds(text,
                   "Canonical request:\nGET\n/v1/0123456789abcdef0123456789abcdef/scripts/dwsscript/instances/"
                   "a1ad-448a-9d56-4154193d49c5/\n\ncontent-type:application/json\n"
                   "host:dayu-dlf.cn-north-4.myhuaweicloud.com\nx-sdk-date:20260115T083000Z\n\n"
                   "content-type;host;x-sdk-date\n"
                   "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"));
  BOOST_TEST(holds(text, "String to sign:\nSDK-HMAC-SHA256\n20260115T083000Z\n"));
  BOOST_TEST(holds(text,
                   "Authorization: SDK-HMAC-SHA256 Access=EXAMPLEAK0000000TEST, "
                   "SignedHeaders=content-type;host;x-sdk-date, Signature=(hidden)\n"));
}

BOOST_AUTO_TEST_CASE(no_secret_is_shown) {
  auto set = keys;
  set["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "made-up-security-token";
  for (std::string const format : {"text", "json"}) {
    auto const text = report_of({"--output", format, "GET", "https://h/"}, set);
    BOOST_TEST(holds(text, "x-security-token:(hidden)"));
    BOOST_TEST(!holds(text, "made-up-security-token"));
    BOOST_TEST(!holds(text, "ExampleSecretKey"));
  }
  for (std::string const name : {"X-Auth-Token", "x-security-token"}) {
    auto const text = report_of({"--header", name + ": hunter2", "GET", "https://h/"});
    BOOST_TEST(!holds(text, "hunter2"));
  }
  auto broken = keys;
  broken["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "made-up-security-token\r";
  BOOST_TEST(refusal_of({"GET", "https://h/"}, broken) == "security token: has a character that cannot be in one");
  auto const document = boost::json::parse(report_of({"--output", "json", "GET", "https://h/"}, set));
  BOOST_TEST(document.at("signed_headers").as_string() == "host;x-sdk-date;x-security-token");
  for (auto const& header : document.at("headers").as_array()) {
    auto const value = std::string(header.at("value").as_string());
    BOOST_TEST((header.at("name").as_string() == "X-Sdk-Date" || value.ends_with("(hidden)")));
  }
}

BOOST_AUTO_TEST_CASE(the_url_is_taken_as_it_is_sent) {
  BOOST_TEST(holds(report_of({"GET", "https://h:443"}), "\nGET\n/\n\nhost:h\n"));
  BOOST_TEST(holds(report_of({"get", "http://h:80/a"}), "\nGET\n/a/\n\nhost:h\n"));
  BOOST_TEST(holds(report_of({"GET", "http://h:443/a?b=c%20d"}), "\nGET\n/a/\nb=c%20d\nhost:h:443\n"));
  BOOST_TEST(holds(report_of({"GET", "https://h?x=1"}), "\nGET\n/\nx=1\nhost:h\n"));
  BOOST_TEST(holds(report_of({"GET", "https://h/"}), "x-sdk-date:20260115T120000Z\n"));
}

BOOST_AUTO_TEST_CASE(the_body_counts) {
  test::temporary_file const body("abc");
  BOOST_TEST(holds(report_of({"--body", body.path(), "POST", "https://h/"}),
                   "\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n"));
}

BOOST_AUTO_TEST_CASE(the_derived_key_needs_a_scope) {
  BOOST_TEST(
      holds(report_of({"--algorithm", "v11", "--region", "cn-north-4", "--service", "dayu", "GET", "https://h/"}),
            "V11-HMAC-SHA256\n20260115T120000Z\n20260115/cn-north-4/dayu\n"));
  BOOST_TEST(refusal_of({"--algorithm", "v11", "GET", "https://h/"}) ==
             "--algorithm v11 needs --region NAME and --service NAME");
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_told) {
  BOOST_TEST(refusal_of({"GET", "https://h/"}, {}) == "no keys: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK");
  BOOST_TEST(refusal_of({"GET"}) == "expected METHOD URL, got 1 argument; see dataarts sign --help");
  BOOST_TEST(refusal_of({"GET", "h/"}) == "the URL has to begin with http:// or https://");
  BOOST_TEST(refusal_of({"GET", "https:///a"}) == "the URL has no host");
  BOOST_TEST(!holds(refusal_of({"GET", "https://u:hunter2@h/"}), "hunter2"));
  BOOST_TEST(refusal_of({"--header", "x", "GET", "https://h/"}) == "--header: expected 'NAME: VALUE'");
  BOOST_TEST(refusal_of({"--date", "today", "GET", "https://h/"}) ==
             "header X-Sdk-Date is not of the form YYYYMMDDTHHMMSSZ");
  BOOST_TEST(refusal_of({"--algorithm", "md5", "GET", "https://h/"}) == "--algorithm: 'md5' is not one of sdk, v11");
  BOOST_TEST(refusal_of({"--output", "xml", "GET", "https://h/"}) == "--output: 'xml' is not one of text, json");
  BOOST_TEST(refusal_of({"--body", "/nonexistent", "GET", "https://h/"}) == "--body: cannot read /nonexistent");
  BOOST_TEST(refusal_of({"--dat", "x", "GET", "https://h/"}) == "there is no option --dat; did you mean --date?");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace dataarts::cli
