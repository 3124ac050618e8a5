#include "net/proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(proxy_test)

using dataarts::proxy_config;
using dataarts::net::choose_proxy;
using dataarts::net::parse_endpoint;
using dataarts::net::proxy;

namespace {

using variables = std::map<std::string, std::string>;

std::optional<proxy> choose(proxy_config const& config, char const* endpoint, variables const& values = {}) {
  return choose_proxy(config, parse_endpoint(endpoint), [&](char const* name) {
    auto const found = values.find(name);
    return found == values.end() ? nullptr : found->second.c_str();
  });
}

std::string chosen(variables const& values, char const* endpoint, char const* no_proxy = "") {
  auto const found = choose({.no_proxy = no_proxy, .from_environment = true}, endpoint, values);
  return found ? found->at.authority() : "direct";
}

std::string refusal(std::string const& url) {
  try {
    choose({.url = url}, "https://example.com");
  } catch (std::invalid_argument const& why) {
    return why.what();
  }
  return "accepted";
}

}  // namespace

BOOST_AUTO_TEST_CASE(there_is_none_unless_it_is_asked_for) {
  variables const all = {{"https_proxy", "http://p:1"}, {"http_proxy", "http://p:1"}, {"ALL_PROXY", "http://p:1"}};
  BOOST_TEST(!choose({}, "https://example.com", all).has_value());
  BOOST_TEST(!choose({}, "http://example.com", all).has_value());
}

BOOST_AUTO_TEST_CASE(a_url_is_taken_apart) {
  auto const plain = choose({.url = "http://proxy.corp:3128"}, "https://example.com");
  BOOST_TEST_REQUIRE(plain.has_value());
  BOOST_TEST(plain->at.host == "proxy.corp");
  BOOST_TEST(plain->at.port == 3128);
  BOOST_TEST(plain->authorization == "");
  BOOST_TEST(choose({.url = "proxy.corp:3128/"}, "http://e")->at.authority() == "proxy.corp:3128");
  BOOST_TEST(choose({.url = "http://proxy.corp"}, "http://e")->at.authority() == "proxy.corp:80");
  BOOST_TEST(choose({.url = "HTTP://[::1]:8080"}, "http://e")->at.authority() == "[::1]:8080");
  // RFC 7617, section 2.
  BOOST_TEST(choose({.url = "http://Aladdin:open%20sesame@p:1"}, "http://e")->authorization ==
             "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  BOOST_TEST(choose({.url = "http://Aladdin@p:1"}, "http://e")->authorization == "Basic QWxhZGRpbjo=");
}

BOOST_AUTO_TEST_CASE(the_request_for_a_tunnel) {
  auto const found = choose({.url = "http://a:b@p:1"}, "https://example.com");
  BOOST_TEST(found->connect_request(parse_endpoint("https://example.com/path"), "agent/1") ==
             "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\nUser-Agent: agent/1\r\n"
             "Proxy-Authorization: Basic YTpi\r\n\r\n");
  BOOST_TEST(proxy{}.connect_request(parse_endpoint("http://[::1]"), "agent/1") ==
             "CONNECT [::1]:80 HTTP/1.1\r\nHost: [::1]:80\r\nUser-Agent: agent/1\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(the_environment_is_read_as_curl_reads_it) {
  auto const* const secure = "https://example.com";
  auto const* const plain = "http://example.com";
  BOOST_TEST(chosen({}, secure) == "direct");
  BOOST_TEST(chosen({{"https_proxy", "http://lower:1"}, {"HTTPS_PROXY", "http://upper:1"}}, secure) == "lower:1");
  BOOST_TEST(chosen({{"https_proxy", ""}, {"HTTPS_PROXY", "http://upper:1"}}, secure) == "upper:1");
  BOOST_TEST(chosen({{"http_proxy", "http://plain:1"}}, secure) == "direct");
  BOOST_TEST(chosen({{"all_proxy", "http://all:1"}}, secure) == "all:1");
  BOOST_TEST(chosen({{"ALL_PROXY", "all:1"}, {"HTTPS_PROXY", "http://upper:1"}}, secure) == "upper:1");
  BOOST_TEST(chosen({{"http_proxy", "http://plain:1"}, {"https_proxy", "http://lower:1"}}, plain) == "plain:1");
  // A web server makes this one of the header "Proxy" of a request.
  BOOST_TEST(chosen({{"HTTP_PROXY", "http://attacker:1"}}, plain) == "direct");
  BOOST_TEST(chosen({{"HTTP_PROXY", "http://attacker:1"}, {"ALL_PROXY", "http://all:1"}}, plain) == "all:1");
}

BOOST_AUTO_TEST_CASE(exemptions_come_from_the_configuration_or_else_from_the_environment) {
  variables const values = {{"https_proxy", "http://p:1"}, {"NO_PROXY", "example.com"}};
  BOOST_TEST(chosen(values, "https://api.example.com") == "direct");
  BOOST_TEST(chosen(values, "https://api.example.com", "other.org") == "p:1");
  BOOST_TEST(chosen(values, "https://other.org", "other.org") == "direct");
  variables const both = {{"https_proxy", "http://p:1"}, {"no_proxy", "example.org"}, {"NO_PROXY", "example.com"}};
  BOOST_TEST(chosen(both, "https://example.com") == "p:1");
  // A URL of the configuration has nothing to do with the environment.
  BOOST_TEST(choose({.url = "http://p:1", .from_environment = true}, "https://example.com", values).has_value());
  BOOST_TEST(!choose({.url = "http://p:1", .no_proxy = "example.com"}, "https://example.com").has_value());
}

BOOST_AUTO_TEST_CASE(exemptions_that_cannot_be_read_are_refused_in_the_configuration_only) {
  for (auto const& config : {proxy_config{.url = "http://p:1", .no_proxy = "a.org, 300.0.0.0/99"},
                             proxy_config{.no_proxy = "a.org, 300.0.0.0/99"}}) {
    BOOST_CHECK_EXCEPTION(choose(config, "https://example.com"), std::invalid_argument, [](auto const& why) {
      return std::string(why.what()).starts_with("proxy.no_proxy: \"300.0.0.0/99\" has a range or a port");
    });
  }
  variables const values = {{"https_proxy", "http://p:1"}, {"NO_PROXY", "300.0.0.0/99, example.com"}};
  BOOST_TEST(chosen(values, "https://other.org") == "p:1");
  BOOST_TEST(chosen(values, "https://example.com") == "direct");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_used_is_named_without_its_password) {
  for (auto const* const url :
       {"https://p:1", "socks5://p:1", "http://", "http://p:0", "http://p:66000", "http://p:1/path", "http://p:1?q",
        "http://user:sesame@", "http://user:sesame@p:1/path", "https://user:sesame@p:1", "http://us er:sesame@p:1",
        "http://a%3Ab:sesame@p:1", "user:sesame@p:port"}) {
    auto const why = refusal(url);
    BOOST_TEST(why.starts_with("proxy.url: "), url << ": " << why);
    BOOST_TEST(why.find("expected [http://][USER:PASSWORD@]HOST[:PORT]") != why.npos, why);
    BOOST_TEST(why.find("sesame") == why.npos, why);
  }
  try {
    choose({.from_environment = true}, "https://example.com", {{"HTTPS_PROXY", "socks5://p:1"}});
    BOOST_ERROR("accepted");
  } catch (std::invalid_argument const& why) {
    BOOST_TEST(std::string(why.what()).starts_with("HTTPS_PROXY: a proxy of the scheme \"socks5\""), why.what());
  }
  // A variable that is not for this endpoint is nobody's business.
  BOOST_TEST(chosen({{"HTTPS_PROXY", "socks5://p:1"}}, "http://example.com") == "direct");
  BOOST_TEST(chosen({{"HTTPS_PROXY", "socks5://p:1"}, {"NO_PROXY", "*"}}, "https://example.com") == "direct");
}

BOOST_AUTO_TEST_SUITE_END()
