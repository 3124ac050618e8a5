#include <dataarts/mock/openapi.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>

#include "admin/documents.hpp"
#include "admin_driver.hpp"
#include "auth/digest.hpp"

BOOST_AUTO_TEST_SUITE(mock_admin_instance_calls)

BOOST_FIXTURE_TEST_CASE(instances_are_listed_in_pages, test::admin_driver) {
  for (int i = 0; i < 250; ++i) runs->add(i % 2 == 0 ? "even" : "odd", "i-" + std::to_string(i));
  runs->kept[3].state = "FAILED";
  auto const page = get("/__admin/x/instances?offset=200&limit=100");
  BOOST_TEST(page.at("instances").as_array().size() == 50U);
  BOOST_TEST(page.at("meta").at("total").as_int64() == 250);
  BOOST_TEST(page.at("meta").at("states").at("LAUNCHING").as_int64() == 249);
  BOOST_TEST(get("/__admin/x/instances").at("instances").as_array().size() == 100U);
  BOOST_TEST(get("/__admin/x/instances?search=odd&state=FAILED").at("meta").at("total").as_int64() == 1);
  BOOST_TEST(get("/__admin/x/instances?search=even/i-24").at("meta").at("total").as_int64() == 6);
  BOOST_TEST(refusal("GET", "/__admin/x/instances?limit=1001").starts_with("400"));
}

BOOST_FIXTURE_TEST_CASE(an_instance_is_found_by_its_id_alone_if_one_has_it, test::admin_driver) {
  runs->add("load", "i-1");
  runs->add("report", "i-2");
  runs->add("report", "i-2", "blue");
  BOOST_TEST(get("/__admin/x/instances/i-1").at("name").as_string() == "load/i-1");
  BOOST_TEST(get("/__admin/x/instances/report%2Fi-2").as_object().contains("workspace") == false);
  BOOST_TEST(get("/__admin/x/instances/report%2Fi-2?workspace=blue").at("workspace").as_string() == "blue");
  BOOST_TEST(get("/__admin/x/instances/i-2?workspace=blue").at("workspace").as_string() == "blue");
  BOOST_TEST(refusal("GET", "/__admin/x/instances/i-2") ==
             "409 There are 2 instances i-2; say which: report/i-2 report/i-2?workspace=blue");
  BOOST_TEST(refusal("GET", "/__admin/x/instances/load%2Fi-1?workspace=red") ==
             "404 There is no instance load/i-1; did you mean load/i-1?");
  BOOST_TEST(refusal("GET", "/__admin/x/instances/something") ==
             "404 There is no instance something; /__admin/x/instances lists those that there are.");
}

BOOST_FIXTURE_TEST_CASE(an_instance_is_commanded, test::admin_driver) {
  runs->add("load", "i-1");
  auto const path = std::string("/__admin/x/instances/load%2Fi-1");
  BOOST_TEST(ask("POST", path + "/advance").find(R"("state":"RUNNING","step":1)") != std::string::npos);
  BOOST_TEST(ask("PUT", path, R"({"held":true})").find(R"("held":true)") != std::string::npos);
  BOOST_TEST(ask("PUT", path, R"({"state":"finished","held":false})").find(R"("ended":true)") != std::string::npos);
  BOOST_TEST(refusal("POST", path + "/advance") == "409 it has ended");
  BOOST_TEST(ask("PUT", path, R"({"step":0})").find(R"("state":"LAUNCHING")") != std::string::npos);
  BOOST_TEST(refusal("PUT", path, R"({"step":9})").starts_with("422 The timeline of load/i-1 has no step 9;"));
  BOOST_TEST(refusal("PUT", path, R"({"step":-1})").ends_with("[/step]"));
  BOOST_TEST(refusal("PUT", path, R"({"step":1,"state":"RUNNING"})").ends_with("[/step]"));
  BOOST_TEST(refusal("PUT", path, R"({"held":1})").ends_with("[/held]"));
  BOOST_TEST(refusal("PUT", path).starts_with("400 The body has to be such as"));
  BOOST_TEST(refusal("PUT", path, R"({"sate":"RUNNING"})").starts_with("400 sate is not known; did you mean state?"));
  ask("POST", path + "/advance");
  BOOST_TEST(ask("DELETE", path) == "200 {}");
  BOOST_TEST(runs->kept[0].state == "LAUNCHING");
  ask("POST", path + "/advance");
  BOOST_TEST(ask("DELETE", "/__admin/x/instances?session=other") == "200 {}");
  BOOST_TEST(runs->kept[0].state == "RUNNING");
  BOOST_TEST(ask("DELETE", "/__admin/x/instances") == "200 {}");
  BOOST_TEST(runs->kept[0].state == "LAUNCHING");
}

BOOST_FIXTURE_TEST_CASE(a_server_without_runs_says_so, test::admin_driver) {
  what.runs.reset();
  BOOST_TEST(refusal("GET", "/__admin/x/instances").starts_with("501 This server has no instances"));
  BOOST_TEST(ask("GET", "/__admin/scenarios") == R"(200 {"scenarios":[]})");
}

BOOST_FIXTURE_TEST_CASE(only_known_hosts_are_served, test::admin_driver) {
  what.options.host_names = {"mock.test"};
  auto const status = [&](std::string const& host) {
    return ask("GET", "/__admin/version", {}, "Host: " + host + "\r\n").substr(0, 3);
  };
  for (auto const* const good : {"127.0.0.1", "127.0.0.1:8080", "localhost", "LOCALHOST:1", "a.localhost", "[::1]:80",
                                 "192.168.3.4", "mock.test", "Mock.Test:80"}) {
    BOOST_TEST(status(good) == "200", good);
  }
  for (auto const* const bad : {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example",
                                "notlocalhost", "1.2.3.com", "1.2.3", "mock.test.evil"}) {
    BOOST_TEST(status(bad) == "403", bad);
  }
  BOOST_TEST(refusal("GET", "/__admin/version", {}, "Host: evil.example\r\n") ==
             "403 The admin API is not served for the host evil.example, but for addresses, localhost, and what "
             "--admin-host names.");
  // The mocked service is for everybody.
  BOOST_TEST(ask("GET", "/v1/p/scripts/dwsscript/instances/running", {}, "Host: evil.example\r\n").starts_with("200"));
}

BOOST_FIXTURE_TEST_CASE(pages_of_others_change_nothing, test::admin_driver) {
  traffic->add("GET", "/a");
  auto const status = [&](std::string const& method, std::string const& headers) {
    return ask(method, "/__admin/requests", {}, "Host: localhost:8080\r\n" + headers).substr(0, 3);
  };
  for (std::string const bad :
       {"Origin: http://evil.example\r\n", "Origin: http://localhost\r\n", "Origin: http://localhost:8081\r\n",
        "Origin: null\r\n", "Origin: \r\n", "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
        "Origin: file://localhost:8080\r\n"}) {
    BOOST_TEST(status("DELETE", bad) == "403", bad);
    BOOST_TEST(traffic->kept.size() == 1U);
    BOOST_TEST(status("GET", bad) == "403", bad);
  }
  BOOST_TEST(status("DELETE", "Origin: http://localhost:8080\r\nSec-Fetch-Site: same-origin\r\n") == "200");
  BOOST_TEST(traffic->kept.empty());
}

BOOST_FIXTURE_TEST_CASE(a_signature_is_explained, test::admin_driver) {
  what.auth.keys = {{"AK", "SK", ""}};
  std::string const canonical =
      "GET\n/v1/p/scripts/s/instances/i/\n\nhost:x\nx-sdk-date:20260115T083000Z\n\n"
      "host;x-sdk-date\n" +
      dataarts::mock::auth::hex(dataarts::mock::auth::sha256(""));
  auto const text =
      "SDK-HMAC-SHA256\n20260115T083000Z\n" + dataarts::mock::auth::hex(dataarts::mock::auth::sha256(canonical));
  auto const body = [&](std::string const& access, std::string const& signature) {
    return R"({"url":"/v1/p/scripts/s/instances/i","headers":{"Host":"x","X-Sdk-Date":"20260115T083000Z",)"
           R"("Authorization":"SDK-HMAC-SHA256 Access=)" +
           access + ", SignedHeaders=host;x-sdk-date, Signature=" + signature + "\"}}";
  };
  auto const good = dataarts::mock::auth::hex(dataarts::mock::auth::hmac_sha256("SK", text));
  auto const explained = [&](std::string const& access, std::string const& signature) {
    auto const made = ask("POST", "/__admin/x/signature/explain", body(access, signature));
    return boost::json::parse(made.substr(4));
  };
  auto const told = explained("AK", good);
  BOOST_TEST(told.at("verdict").as_string() == "good");
  BOOST_TEST(told.at("canonicalRequest").as_string() == canonical);
  BOOST_TEST(told.at("stringToSign").as_string() == text);
  BOOST_TEST(explained("AK", std::string(64, '0')).at("verdict").as_string() == "wrong");
  BOOST_TEST(explained("BK", good).at("verdict").as_string() == "unknown key");
  BOOST_TEST(refusal("POST", "/__admin/x/signature/explain", R"({"url":"/a","headers":7})").ends_with("[/headers]"));
  BOOST_TEST(refusal("POST", "/__admin/x/signature/explain", R"({"url":"a"})").ends_with("[/url]"));
}

BOOST_FIXTURE_TEST_CASE(what_is_to_be_signed_is_shown, test::admin_driver) {
  auto const explained = [&](std::string const& headers) {
    auto const made = ask("POST", "/__admin/x/signature/explain", R"({"url":"/v1/p/scripts/s")" + headers + "}");
    BOOST_TEST(made.starts_with("200 "), made);
    return boost::json::parse(made.substr(4));
  };
  auto const told = explained(R"(,"headers":{"X-Sdk-Date":"20260115T083000Z","Host":"x","User-Agent":"u"})");
  auto const canonical = "GET\n/v1/p/scripts/s/\n\nhost:x\nx-sdk-date:20260115T083000Z\n\nhost;x-sdk-date\n" +
                         dataarts::mock::auth::hex(dataarts::mock::auth::sha256(""));
  BOOST_TEST(told.at("verdict").as_string() == "not signed");
  BOOST_TEST(told.at("canonicalRequest").as_string() == canonical);
  BOOST_TEST(told.at("stringToSign").as_string() ==
             "SDK-HMAC-SHA256\n20260115T083000Z\n" +
                 dataarts::mock::auth::hex(dataarts::mock::auth::sha256(canonical)));
  BOOST_TEST(told.at("explanation").as_string() ==
             "The request has no Authorization header; with SignedHeaders=host;x-sdk-date this would be signed.");
  auto const undated = explained("");
  BOOST_TEST(undated.at("explanation").as_string().find("needs the header X-Sdk-Date") != std::string::npos);
  auto const secret = boost::json::serialize(explained(R"(,"headers":{"X-Auth-Token":"s3cret"})"));
  BOOST_TEST(secret.find("s3cret") == std::string::npos, secret);
}

BOOST_FIXTURE_TEST_CASE(the_page_may_do_what_it_does_and_no_more, test::admin_driver) {
  auto const page = send("GET", "/__admin/ui");
  BOOST_TEST(test::body_of(page) == dataarts::mock::admin::ui_page());
  auto const policy_at = page.find("Content-Security-Policy: default-src 'none'; script-src 'sha256-");
  BOOST_TEST(policy_at != std::string::npos);
  BOOST_TEST(page.find("unsafe-inline") == std::string::npos);
  auto const ui = dataarts::mock::admin::ui_page();
  BOOST_TEST(ui.find("innerHTML") == std::string_view::npos);
  BOOST_TEST(ui.find("style=") == std::string_view::npos);
}

BOOST_FIXTURE_TEST_CASE(the_document_has_every_call_and_no_other, test::admin_driver) {
  auto const served = ask("GET", "/__admin/x/openapi.json");
  BOOST_TEST(served.substr(4) == dataarts::mock::openapi_document());
  auto const document = boost::json::parse(std::string(dataarts::mock::openapi_document()));
  std::set<std::string> documented;
  for (auto const& [path, methods] : document.at("paths").as_object()) {
    if (!path.starts_with("/__admin")) continue;
    for (auto const& each : methods.as_object()) {
      std::string method(each.key());
      std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c - 32); });
      documented.insert(method + ' ' + std::string(path));
    }
  }
  auto const known = answers->known();
  std::set<std::string> const routes(known.begin(), known.end());
  BOOST_TEST(documented == routes, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
