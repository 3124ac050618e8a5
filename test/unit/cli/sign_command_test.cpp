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

BOOST_AUTO_TEST_SUITE(sign_command)

namespace {

using variables = std::map<std::string, std::string>;

variables const keys = {{"HUAWEICLOUD_SDK_AK", "EXAMPLEAK0000000TEST"},
                        {"HUAWEICLOUD_SDK_SK", "ExampleSecretKey0000000000000000TestOnly"}};

variables const service = {{"HUAWEICLOUD_SDK_AK", "EXAMPLEAK0000000TEST"},
                           {"HUAWEICLOUD_SDK_SK", "ExampleSecretKey0000000000000000TestOnly"},
                           {"DATAARTS_ENDPOINT", "https://h.test:8443/base"},
                           {"DATAARTS_PROJECT_ID", "p1"},
                           {"DATAARTS_WORKSPACE", "w1"}};

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
  broken["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "made-up-\rsecurity-token";
  BOOST_TEST(refusal_of({"GET", "https://h/"}, broken) == "security token: has a character that cannot be in one");
  broken["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "made-up-security-token\r";
  BOOST_TEST(refusal_of({"GET", "https://h/"}, broken) ==
             "HUAWEICLOUD_SDK_SECURITY_TOKEN begins or ends with a blank or line break");
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

BOOST_AUTO_TEST_CASE(a_date_that_is_given_has_to_be_sent) {
  std::vector<std::string> const arguments{"--date", "20240229T235959Z", "GET", "https://h/"};
  BOOST_TEST(holds(report_of(arguments), "\nHeaders to send:\nX-Sdk-Date: 20240229T235959Z\nAuthorization: "));
  auto in_json = arguments;
  in_json.insert(in_json.begin(), {"--output", "json"});
  auto const headers = boost::json::parse(report_of(in_json)).at("headers").as_array();
  BOOST_REQUIRE(headers.size() == 2U);
  BOOST_TEST(headers[0].at("name").as_string() == "X-Sdk-Date");
  BOOST_TEST(headers[0].at("value").as_string() == "20240229T235959Z");
  // Whoever wrote it sends it.
  auto const own = report_of({"--header", "x-sdk-date: 20240229T235959Z", "GET", "https://h/"});
  BOOST_TEST(holds(own, "x-sdk-date:20240229T235959Z\n"));
  BOOST_TEST(holds(own, "\nHeaders to send:\nAuthorization: "));
}

BOOST_AUTO_TEST_CASE(a_date_has_to_be_one) {
  struct {
    std::string date;
    std::string why;
  } const cases[] = {
      {"today", "'today' is not of the form YYYYMMDDTHHMMSSZ, such as 20260115T083000Z"},
      {"2026-01-15T08:30Z", "'2026-01-15T08:30Z' is not of the form YYYYMMDDTHHMMSSZ, such as 20260115T083000Z"},
      {"20260231T000000Z", "'20260231' is not a day of the calendar"},
      {"20230229T000000Z", "'20230229' is not a day of the calendar"},
      {"20260015T000000Z", "'20260015' is not a day of the calendar"},
      {"20260100T000000Z", "'20260100' is not a day of the calendar"},
      {"20260115T240000Z", "'240000' is not a time of day"},
      {"20260115T006000Z", "'006000' is not a time of day"},
      {"20260115T000060Z", "'000060' is not a time of day"},
  };
  for (auto const& c : cases) {
    BOOST_TEST(refusal_of({"--date", c.date, "GET", "https://h/"}) == "--date: " + c.why);
    BOOST_TEST(refusal_of({"--header", "X-Sdk-Date: " + c.date, "GET", "https://h/"}) ==
               "--header X-Sdk-Date: " + c.why);
  }
}

BOOST_AUTO_TEST_CASE(no_header_and_no_option_is_left_out_without_a_word) {
  auto const with_header = [](std::string const& header, variables const& set = keys) {
    return refusal_of({"--header", header, "GET", "https://h/"}, set);
  };
  BOOST_TEST(with_header("X_y: 1") ==
             "--header: X_y has a '_' in its name: gateways drop such headers, so they are never signed; leave it out");
  BOOST_TEST(with_header("Host: other") ==
             "--header: Host is taken from the URL; write that host into the URL instead");
  BOOST_TEST(with_header("authorization: hunter2") ==
             "--header: Authorization is what the signature makes; leave it out");
  auto temporary = keys;
  temporary["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "made-up-security-token";
  BOOST_TEST(with_header("X-Security-Token: hunter2", temporary) ==
             "--header: X-Security-Token is taken from HUAWEICLOUD_SDK_SECURITY_TOKEN already; leave one of the two "
             "out");
  BOOST_TEST(refusal_of({"--header", "a: 1", "--header", "A: 2", "GET", "https://h/"}) ==
             "--header: A is given twice, which cannot be signed");
  BOOST_TEST(refusal_of({"--date", "20260115T083000Z", "--header", "X-Sdk-Date: 20260115T083000Z", "GET",
                         "https://h/"}) == "--date and --header 'X-Sdk-Date: …' are both given; give one of them");
  BOOST_TEST(refusal_of({"--region", "r", "GET", "https://h/"}) == "--region has no effect without --algorithm v11");
  BOOST_TEST(refusal_of({"--service", "dayu", "GET", "https://h/"}) ==
             "--service has no effect without --algorithm v11");
  BOOST_TEST(refusal_of({"--workspace", "w", "GET", "https://h/"}) == "--workspace has no effect without --as-query");
  BOOST_TEST(refusal_of({"--endpoint", "w", "GET", "https://h/"}) == "--endpoint has no effect without --as-query");
}

BOOST_AUTO_TEST_CASE(a_query_is_signed_as_it_is_sent) {
  auto const text = report_of({"--as-query", "--date", "20260115T083000Z", "daily report", "i-1"}, service);
  BOOST_TEST(holds(text,
                   "Canonical request:\nGET\n/base/v1/p1/scripts/daily%20report/instances/i-1/\n\n"
                   "content-type:application/json\nhost:h.test:8443\nworkspace:w1\nx-project-id:p1\n"
                   "x-sdk-date:20260115T083000Z\n\ncontent-type;host;workspace;x-project-id;x-sdk-date\n"));
  BOOST_TEST(holds(text,
                   "Headers to send:\nContent-Type: application/json\nX-Project-Id: p1\nworkspace: w1\n"
                   "X-Sdk-Date: 20260115T083000Z\nAuthorization: "));
  // Options win over variables.
  BOOST_TEST(holds(
      report_of({"--as-query", "--endpoint", "http://other/", "--project-id", "p2", "--workspace", "w2", "s", "i"},
                service),
      "GET\n/v1/p2/scripts/s/instances/i/\n\ncontent-type:application/json\nhost:other\nworkspace:w2\n"
      "x-project-id:p2\n"));
  BOOST_TEST(holds(report_of({"--as-query", "--region", "cn-north-4", "s", "i"}, service),
                   "\nhost:dayu-dlf.cn-north-4.myhuaweicloud.com\n"));
}

BOOST_AUTO_TEST_CASE(a_region_is_that_of_the_scope_too) {
  std::vector<std::string> arguments{"--as-query", "--algorithm", "v11", "--region", "cn-north-4",
                                     "--service",  "dayu",        "s",   "i"};
  auto const by_region = report_of(arguments, service);
  BOOST_TEST(holds(by_region, "\nhost:dayu-dlf.cn-north-4.myhuaweicloud.com\n"));
  BOOST_TEST(holds(by_region, "\n20260115/cn-north-4/dayu\n"));
  arguments.insert(arguments.begin(), {"--endpoint", "https://h2"});
  auto const by_endpoint = report_of(arguments, service);
  BOOST_TEST(holds(by_endpoint, "\nhost:h2\n"));
  BOOST_TEST(holds(by_endpoint, "\n20260115/cn-north-4/dayu\n"));
}

BOOST_AUTO_TEST_CASE(what_a_query_cannot_send_is_refused) {
  auto const of_query = [](std::vector<std::string> arguments, variables const& set = service) {
    arguments.insert(arguments.begin(), "--as-query");
    return refusal_of(std::move(arguments), set);
  };
  BOOST_TEST(of_query({"a/b", "i"}) == "script 'a/b' cannot be sent");
  BOOST_TEST(of_query({"s", ".."}) == "instance '..' cannot be sent");
  BOOST_TEST(of_query({"s", "a\nb"}) == "instance 'a\\nb' cannot be sent");
  BOOST_TEST(of_query({"s", "i"}, keys) ==
             "no endpoint: give --endpoint URL or --region NAME, or set DATAARTS_ENDPOINT");
  BOOST_TEST(of_query({"--project-id", "a/b", "s", "i"}).starts_with("--project-id: "));
  BOOST_TEST(of_query({"--endpoint", "https://h/?x", "s", "i"}) ==
             "--endpoint: must have neither a query nor a fragment");
  BOOST_TEST(of_query({"--header", "a: 1", "s", "i"}) ==
             "--header and --as-query are both given: a query has the headers of its own and no body");
  BOOST_TEST(of_query({"--body", "-", "s", "i"}) ==
             "--body and --as-query are both given: a query has the headers of its own and no body");
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_told) {
  BOOST_TEST(refusal_of({"GET", "https://h/"}, {}) == "no keys: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK");
  BOOST_TEST(refusal_of({"GET"}) == "expected METHOD URL, got 1 argument; see dataarts sign --help");
  BOOST_TEST(refusal_of({"GET", "h/"}) == "the URL has to begin with http:// or https://");
  BOOST_TEST(refusal_of({"GET", "https:///a"}) == "the URL has no host");
  BOOST_TEST(!holds(refusal_of({"GET", "https://u:hunter2@h/"}), "hunter2"));
  BOOST_TEST(refusal_of({"--header", "x", "GET", "https://h/"}) == "--header: expected 'NAME: VALUE'");
  BOOST_TEST(refusal_of({"--as-query", "s"}, service) ==
             "expected SCRIPT INSTANCE, got 1 argument; see dataarts sign --help");
  BOOST_TEST(refusal_of({"--algorithm", "md5", "GET", "https://h/"}) == "--algorithm: 'md5' is not one of sdk, v11");
  BOOST_TEST(refusal_of({"--output", "xml", "GET", "https://h/"}) == "--output: 'xml' is not one of text, json");
  BOOST_TEST(refusal_of({"--body", "/nonexistent", "GET", "https://h/"}) == "--body: cannot read /nonexistent");
  BOOST_TEST(refusal_of({"--dat", "x", "GET", "https://h/"}) == "there is no option --dat; did you mean --date?");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
