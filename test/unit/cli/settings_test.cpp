#include "settings.hpp"

#include "temporary_file.hpp"
#include "usage_error.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(settings)

namespace {

using namespace std::chrono_literals;
using variables = std::map<std::string, std::string>;

apps::environment reading(variables const& values) {
  return [&values](char const* name) {
    auto const found = values.find(name);
    return found == values.end() ? nullptr : found->second.c_str();
  };
}

query_settings settings_of(std::vector<std::string> arguments, variables const& values = {}) {
  arguments.insert(arguments.begin(), "query");
  return make_query_settings(std::get<command_arguments>(parse_command_line(std::move(arguments))), reading(values));
}

std::string refusal_of(std::vector<std::string> arguments, variables const& values = {}) {
  try {
    settings_of(std::move(arguments), values);
  } catch (usage_error const& problem) {
    return problem.what();
  }
  return "accepted";
}

variables const service{{"DATAARTS_ENDPOINT", "http://127.0.0.1:8080"}, {"HUAWEICLOUD_SDK_PROJECT_ID", "p1"}};

variables with(variables more) {
  more.insert(service.begin(), service.end());
  return more;
}

BOOST_AUTO_TEST_CASE(defaults) {
  auto const made = settings_of({"dwsscript", "i-1", "i-2"}, service);
  BOOST_TEST(made.script == "dwsscript");
  BOOST_TEST(made.instances == (std::vector<std::string>{"i-1", "i-2"}), boost::test_tools::per_element());
  BOOST_TEST(made.from == "");
  BOOST_TEST(made.client.endpoint == "http://127.0.0.1:8080");
  BOOST_TEST(made.client.project_id == "p1");
  BOOST_TEST(made.client.workspace == "");
  BOOST_TEST(made.client.auth.token() == "");
  BOOST_TEST(made.client.max_connections == 16U);
  BOOST_TEST(made.concurrency == 64U);
  BOOST_TEST((made.client.call_timeout == 30s));
  BOOST_TEST((made.client.connect_timeout == 10s));
  BOOST_TEST(made.client.tls.verify);
  BOOST_TEST((made.output == output_kind::table));
  BOOST_TEST(!made.rows);
  BOOST_TEST(made.warnings.empty());
}

BOOST_AUTO_TEST_CASE(a_flag_wins_over_its_variable) {
  test::temporary_file const authorities("pem");
  variables const values = with({{"DATAARTS_OUTPUT", "csv"},
                                 {"DATAARTS_ROWS", "1"},
                                 {"DATAARTS_WORKSPACE", "w-env"},
                                 {"DATAARTS_CONCURRENCY", "7"},
                                 {"DATAARTS_CONNECTIONS", "3"},
                                 {"DATAARTS_TIMEOUT", "9m30s"},
                                 {"DATAARTS_PROJECT_ID", "p2"},
                                 {"DATAARTS_CA_FILE", authorities.path()}});
  auto const by_variable = settings_of({"s", "i"}, values);
  BOOST_TEST((by_variable.output == output_kind::csv));
  BOOST_TEST(by_variable.rows);
  BOOST_TEST(by_variable.client.workspace == "w-env");
  BOOST_TEST(by_variable.concurrency == 7U);
  BOOST_TEST(by_variable.client.max_connections == 3U);
  BOOST_TEST((by_variable.client.call_timeout == 9min + 30s));
  BOOST_TEST(by_variable.client.project_id == "p2");
  BOOST_TEST(by_variable.client.tls.ca_file == authorities.path());

  auto const by_flag =
      settings_of({"--output", "jsonl", "--workspace", "w-flag", "--concurrency", "8", "--connections", "4",
                   "--timeout", "250ms", "--project-id", "p3", "--endpoint", "https://example.test", "s", "i"},
                  values);
  BOOST_TEST((by_flag.output == output_kind::jsonl));
  BOOST_TEST(by_flag.client.workspace == "w-flag");
  BOOST_TEST(by_flag.concurrency == 8U);
  BOOST_TEST(by_flag.client.max_connections == 4U);
  BOOST_TEST((by_flag.client.call_timeout == 250ms));
  // The call's own time ends it first, so that the error is always that of a call that took too long.
  BOOST_TEST((by_flag.client.connect_timeout == 10s));
  BOOST_TEST(by_flag.client.project_id == "p3");
  BOOST_TEST(by_flag.client.endpoint == "https://example.test");
}

BOOST_AUTO_TEST_CASE(an_empty_variable_is_not_set) {
  auto const made = settings_of({"s", "i"}, with({{"DATAARTS_TIMEOUT", ""}, {"DATAARTS_ROWS", ""}}));
  BOOST_TEST((made.client.call_timeout == 30s));
  BOOST_TEST(!made.rows);
}

BOOST_AUTO_TEST_CASE(endpoint_or_region) {
  auto const region = settings_of({"--region", "cn-north-4", "--project-id", "p", "s", "i"});
  BOOST_TEST(region.client.endpoint == "https://dayu-dlf.cn-north-4.myhuaweicloud.com");
  BOOST_TEST(settings_of({"--region", "cn-north-4", "s", "i"}, service).client.endpoint == region.client.endpoint);
  BOOST_TEST(settings_of({"s", "i"}, with({{"DATAARTS_REGION", "cn-north-4"}})).client.endpoint ==
             "http://127.0.0.1:8080");
  BOOST_TEST(refusal_of({"--region", "r", "--endpoint", "http://h", "--project-id", "p", "s", "i"}) ==
             "--endpoint and --region are both given; give one of them");
  BOOST_TEST(refusal_of({"--project-id", "p", "s", "i"}) ==
             "no endpoint: give --endpoint URL or --region NAME, or set DATAARTS_ENDPOINT");
  BOOST_TEST(refusal_of({"--region", "CN North", "--project-id", "p", "s", "i"}) ==
             "--region: 'CN North' is not the name of a region; expected lower-case letters, digits and hyphens, such "
             "as cn-north-4");
}

BOOST_AUTO_TEST_CASE(the_most_explicit_token_wins) {
  test::temporary_file const first("from-flag\n");
  test::temporary_file const second("from-variable-file\n");
  auto const values = with({{"DATAARTS_TOKEN", "from-variable"}, {"DATAARTS_TOKEN_FILE", second.path()}});
  BOOST_TEST(settings_of({"--token-file", first.path(), "s", "i"}, values).client.auth.token() == "from-flag");
  BOOST_TEST(settings_of({"s", "i"}, values).client.auth.token() == "from-variable");
  BOOST_TEST(settings_of({"s", "i"}, with({{"DATAARTS_TOKEN_FILE", second.path()}})).client.auth.token() ==
             "from-variable-file");
  BOOST_TEST(refusal_of({"s", "i"}, with({{"DATAARTS_TOKEN_FILE", "/nonexistent"}})) ==
             "DATAARTS_TOKEN_FILE: cannot open /nonexistent: No such file or directory");
}

BOOST_AUTO_TEST_CASE(keys_sign_if_there_is_no_token) {
  auto const made = settings_of(
      {"s", "i"},
      with({{"HUAWEICLOUD_SDK_AK", "AK"}, {"HUAWEICLOUD_SDK_SK", "SK"}, {"HUAWEICLOUD_SDK_SECURITY_TOKEN", "ST"}}));
  BOOST_TEST((made.client.auth == credentials::keys("AK", "SK", "ST")));
  BOOST_TEST(made.warnings.empty());
  auto const token = settings_of(
      {"s", "i"}, with({{"HUAWEICLOUD_SDK_AK", "AK"}, {"HUAWEICLOUD_SDK_SK", "SK"}, {"DATAARTS_TOKEN", "t"}}));
  BOOST_TEST((token.client.auth == credentials::token("t")));
  BOOST_TEST(refusal_of({"s", "i"}, with({{"HUAWEICLOUD_SDK_AK", "AK"}})) ==
             "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not");
  BOOST_TEST(refusal_of({"s", "i"}, with({{"HUAWEICLOUD_SDK_SK", "hunter2"}})) ==
             "HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not");
  for (auto const* const blank : {" hunter2", "hunter2\n"}) {
    BOOST_TEST(refusal_of({"s", "i"}, with({{"HUAWEICLOUD_SDK_AK", "AK"}, {"HUAWEICLOUD_SDK_SK", blank}})) ==
               "HUAWEICLOUD_SDK_SK begins or ends with a blank or line break");
  }
  auto const broken = refusal_of({"s", "i"}, with({{"HUAWEICLOUD_SDK_AK", "A K"}, {"HUAWEICLOUD_SDK_SK", "hunter2"}}));
  BOOST_TEST(broken == "HUAWEICLOUD_SDK_AK: access key: has a character that cannot be in one");
}

BOOST_AUTO_TEST_CASE(a_token_that_would_be_sent_in_the_clear_is_said_aloud) {
  auto const warnings = [](std::string const& endpoint, std::string const& token) {
    return settings_of({"--project-id", "p", "--endpoint", endpoint, "s", "i"}, {{"DATAARTS_TOKEN", token}}).warnings;
  };
  for (auto const* const endpoint :
       {"http://example.test", "http://example.test:80/x", "http://10.0.0.1", "http://[::2]:80"}) {
    BOOST_REQUIRE(warnings(endpoint, "hunter2").size() == 1U);
    BOOST_TEST(warnings(endpoint, "hunter2")[0] ==
               "the endpoint is http, not https: anyone on the way can read the token");
    BOOST_TEST(warnings(endpoint, "").empty());
  }
  for (auto const* const endpoint :
       {"https://example.test", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:80/x"}) {
    BOOST_TEST(warnings(endpoint, "hunter2").empty());
  }
}

BOOST_AUTO_TEST_CASE(insecure_is_said_aloud) {
  std::vector<std::string> const https{"--endpoint", "https://h", "s", "i"};
  auto by_flag = https;
  by_flag.insert(by_flag.begin(), "--insecure");
  for (auto const& [made, origin] :
       {std::pair(settings_of(by_flag, service), "--insecure"),
        std::pair(settings_of(https, with({{"DATAARTS_INSECURE", "yes"}})), "DATAARTS_INSECURE")}) {
    BOOST_TEST(!made.client.tls.verify);
    BOOST_REQUIRE(made.warnings.size() == 1U);
    BOOST_TEST(made.warnings[0].find("the server's certificate is not checked (" + std::string(origin) + ")") == 0U);
  }
  // Plain http has no certificate.
  auto const plain = settings_of({"--insecure", "s", "i"}, service);
  BOOST_TEST(!plain.client.tls.verify);
  BOOST_TEST(plain.warnings.empty());
}

BOOST_AUTO_TEST_CASE(a_switch_has_words_for_on_and_off) {
  auto const rows = [](std::string const& word) {
    return settings_of({"s", "i"}, with({{"DATAARTS_ROWS", word}})).rows;
  };
  for (auto const* const on : {"1", "true", "yes", "on"}) BOOST_TEST(rows(on), on);
  for (auto const* const off : {"0", "false", "no", "off"}) BOOST_TEST(!rows(off), off);
}

BOOST_AUTO_TEST_CASE(the_origin_of_the_credentials_is_known) {
  test::temporary_file const file("sesame\n");
  auto const advice = [](std::vector<std::string> arguments, variables const& more) {
    arguments.insert(arguments.end(), {"s", "i"});
    auto const text = settings_of(std::move(arguments), with(more)).credential_advice;
    BOOST_TEST(text.find("sesame") == std::string::npos, text);
    return text;
  };
  BOOST_TEST(advice({}, {}) ==
             "no token and no keys are set: give --token-file FILE, or set DATAARTS_TOKEN, or HUAWEICLOUD_SDK_AK and "
             "HUAWEICLOUD_SDK_SK");
  BOOST_TEST(advice({}, {{"DATAARTS_TOKEN", "sesame"}}) == "the token came from DATAARTS_TOKEN");
  BOOST_TEST(advice({"--token-file", file.path()}, {{"DATAARTS_TOKEN", "sesame"}}) ==
             "the token came from --token-file " + file.path());
  BOOST_TEST(advice({}, {{"DATAARTS_TOKEN_FILE", file.path()}}) ==
             "the token came from DATAARTS_TOKEN_FILE=" + file.path());
  variables keys{{"HUAWEICLOUD_SDK_AK", "sesame"}, {"HUAWEICLOUD_SDK_SK", "sesame"}};
  BOOST_TEST(advice({}, keys) == "the keys came from HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK");
  keys["HUAWEICLOUD_SDK_SECURITY_TOKEN"] = "sesame";
  BOOST_TEST(advice({}, keys) ==
             "the keys came from HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK and HUAWEICLOUD_SDK_SECURITY_TOKEN");
}

BOOST_AUTO_TEST_CASE(as_many_queries_may_wait_as_are_under_way) {
  auto const made = settings_of({"--concurrency", "100000", "s", "i"}, service);
  BOOST_TEST(made.client.max_waiting_calls >= 100'000U);
}

BOOST_AUTO_TEST_CASE(what_to_ask_for) {
  BOOST_TEST(settings_of({"--from", "refs.csv"}, service).from == "refs.csv");
  BOOST_TEST(settings_of({}, with({{"DATAARTS_FROM", "refs.csv"}})).from == "refs.csv");
  BOOST_TEST(settings_of({"s", "i"}, with({{"DATAARTS_FROM", "refs.csv"}})).from == "");
  BOOST_TEST(refusal_of({}, service) == "nothing to ask for: give SCRIPT INSTANCE... or --from FILE");
  BOOST_TEST(refusal_of({"s"}, service) == "script 's' is given without an instance; expected SCRIPT INSTANCE...");
  BOOST_TEST(refusal_of({"--from", "f", "s", "i"}, service) ==
             "both --from and SCRIPT INSTANCE... are given; give one of them");
}

BOOST_AUTO_TEST_CASE(values_that_cannot_be_used) {
  struct {
    std::string option;
    std::string value;
    std::string why;
  } const cases[] = {
      {"concurrency", "0", "'0' is not a whole number from 1 to 100000"},
      {"concurrency", "many", "'many' is not a whole number from 1 to 100000"},
      {"concurrency", "1e3", "'1e3' is not a whole number from 1 to 100000"},
      {"concurrency", "-1", "'-1' is not a whole number from 1 to 100000"},
      {"concurrency", "99999999999999999999", "'99999999999999999999' is not a whole number from 1 to 100000"},
      {"connections", "65536", "'65536' is not a whole number from 1 to 65535"},
      {"timeout", "5", "'5' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s"},
      {"timeout", "0s", "'0s' is not a time; expected a number with a unit, such as 30s, 250ms or 9m30s"},
      {"output", "jsno", "there is no output 'jsno'; expected table, json, jsonl or csv; did you mean json?"},
      {"ca-file", "/nonexistent.pem", "cannot read /nonexistent.pem: No such file or directory"},
      {"rows", "maybe", "'maybe' is not one of 1, true, yes, on and 0, false, no, off"},
  };
  for (auto const& c : cases) {
    std::string variable = "DATAARTS_";
    for (char const letter : c.option) variable += letter == '-' ? '_' : static_cast<char>(std::toupper(letter));
    BOOST_TEST(refusal_of({"s", "i"}, with({{variable, c.value}})) == variable + ": " + c.why);
    if (c.option == "rows") continue;
    BOOST_TEST(refusal_of({"--" + c.option + "=" + c.value, "s", "i"}, service) == "--" + c.option + ": " + c.why);
  }
  BOOST_TEST(refusal_of({"s", "i"}, {{"DATAARTS_ENDPOINT", "http://h"}}) ==
             "no project: give --project-id ID, or set DATAARTS_PROJECT_ID or HUAWEICLOUD_SDK_PROJECT_ID");
}

BOOST_AUTO_TEST_CASE(a_refused_configuration_is_told_in_the_users_terms) {
  BOOST_TEST(refusal_of({"--project-id", "a/b", "s", "i"}, service).find("--project-id") == 0U);
  BOOST_TEST(refusal_of({"--workspace", "a\nb", "s", "i"}, service).find("--workspace") == 0U);
  BOOST_TEST(refusal_of({"s", "i"}, with({{"DATAARTS_PROJECT_ID", "a/b"}})).find("DATAARTS_PROJECT_ID") == 0U);
  auto const token = refusal_of({"s", "i"}, with({{"DATAARTS_TOKEN", "hunter2\nX-Evil: 1"}}));
  BOOST_TEST(token.find("DATAARTS_TOKEN") == 0U);
  BOOST_TEST(token.find("hunter2") == std::string::npos);

  field_origins origins;
  origins.endpoint = "DATAARTS_ENDPOINT";
  BOOST_TEST(origins.explain("endpoint: has no host") == "DATAARTS_ENDPOINT: has no host");
  BOOST_TEST(origins.explain("proxy.url: has no host") == "--proxy: has no host");
  BOOST_TEST(origins.explain("proxy.url: is odd; expected [http://][USER:PASSWORD@]HOST[:PORT]") ==
             "--proxy: is odd; expected [http://]HOST[:PORT]");
  origins.proxy = "DATAARTS_PROXY";
  BOOST_TEST(origins.explain("proxy.url: is odd; expected [http://][USER:PASSWORD@]HOST[:PORT]") ==
             "DATAARTS_PROXY: is odd; expected [http://][USER:PASSWORD@]HOST[:PORT]");
  BOOST_TEST(origins.explain("HTTPS_PROXY: has no host") == "HTTPS_PROXY: has no host");
  BOOST_TEST(origins.explain("tls.ca_file: \"x\" cannot be read") == "--ca-file: \"x\" cannot be read");
  BOOST_TEST(origins.explain("endpoints are odd") == "endpoints are odd");
}

BOOST_AUTO_TEST_CASE(the_proxy_is_that_of_the_environment_unless_one_is_given) {
  auto const standard = settings_of({"s", "i"}, service);
  BOOST_TEST(standard.client.proxy.url == "");
  BOOST_TEST(standard.client.proxy.from_environment);

  auto const by_flag = settings_of({"s", "i", "--proxy", "http://p:1"}, with({{"DATAARTS_PROXY", "http://other:1"}}));
  BOOST_TEST(by_flag.client.proxy.url == "http://p:1");
  BOOST_TEST(!by_flag.client.proxy.from_environment);
  BOOST_TEST(by_flag.origins.proxy == "--proxy");

  auto const by_variable = settings_of({"s", "i"}, with({{"DATAARTS_PROXY", "http://other:1"}}));
  BOOST_TEST(by_variable.client.proxy.url == "http://other:1");
  BOOST_TEST(by_variable.origins.proxy == "DATAARTS_PROXY");

  auto const without = settings_of({"s", "i", "--proxy", "none"}, with({{"DATAARTS_PROXY", "http://other:1"}}));
  BOOST_TEST(without.client.proxy.url == "");
  BOOST_TEST(!without.client.proxy.from_environment);

  auto const refusal = refusal_of({"s", "i", "--proxy", "http://user:sesame@p:1"}, service);
  BOOST_TEST(refusal.starts_with("--proxy: user and password are never given on the command line"), refusal);
  BOOST_TEST(refusal.find("sesame") == std::string::npos, refusal);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
