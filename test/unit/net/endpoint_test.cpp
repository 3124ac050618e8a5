#include "net/endpoint.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(endpoint_test)

using dataarts::net::parse_endpoint;

BOOST_AUTO_TEST_CASE(takes_a_url_apart) {
  struct sample {
    char const* url;
    bool tls;
    char const* host;
    int port;
    char const* host_header;
    char const* path_prefix;
    char const* authority;
  };
  std::vector<sample> const samples = {
      {"http://127.0.0.1:40987", false, "127.0.0.1", 40987, "127.0.0.1:40987", "", "127.0.0.1:40987"},
      {"http://127.0.0.1:40987/", false, "127.0.0.1", 40987, "127.0.0.1:40987", "", "127.0.0.1:40987"},
      {"https://dayu-dlf.cn-north-4.myhuaweicloud.com", true, "dayu-dlf.cn-north-4.myhuaweicloud.com", 443,
       "dayu-dlf.cn-north-4.myhuaweicloud.com", "", "dayu-dlf.cn-north-4.myhuaweicloud.com:443"},
      {"https://example.com:443", true, "example.com", 443, "example.com", "", "example.com:443"},
      {"http://example.com:443", false, "example.com", 443, "example.com:443", "", "example.com:443"},
      {"http://[::1]:8080/gate/way/", false, "::1", 8080, "[::1]:8080", "/gate/way", "[::1]:8080"},
      {"HTTPS://Example.com/", true, "Example.com", 443, "Example.com", "", "Example.com:443"},
  };
  for (auto const& each : samples) {
    BOOST_TEST_CONTEXT(each.url) {
      auto const got = parse_endpoint(each.url);
      BOOST_TEST(got.tls == each.tls);
      BOOST_TEST(got.host == each.host);
      BOOST_TEST(got.port == each.port);
      BOOST_TEST(got.host_header == each.host_header);
      BOOST_TEST(got.path_prefix == each.path_prefix);
      BOOST_TEST(got.authority() == each.authority);
    }
  }
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong) {
  std::vector<std::pair<std::string, std::string>> const samples = {
      {"", "is not set"},
      {"127.0.0.1:8080", "is not a URL"},
      {"ftp://example.com", "scheme \"ftp\" is not known"},
      {"http://", "has no host"},
      {"http://:80", "has no host"},
      {"http://example.com:0", "port \"0\" is not a number from 1 to 65535"},
      {"http://example.com:65536", "port \"65536\""},
      {"http://example.com?x=1", "must not have a query"},
      {"http://example.com#x", "must not have a fragment"},
      {"http://exa mple.com", "is not a URL"},
  };
  for (auto const& [url, why] : samples) {
    BOOST_TEST_CONTEXT(url) {
      try {
        parse_endpoint(url);
        BOOST_ERROR("accepted");
      } catch (std::invalid_argument const& error) {
        std::string const text = error.what();
        BOOST_TEST(text.starts_with("endpoint: "));
        BOOST_TEST(text.find(why) != std::string::npos, text);
        BOOST_TEST(text.find("expected http://HOST[:PORT]") != std::string::npos, text);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(never_repeats_a_password) {
  for (std::string const url : {"http://me:hush@example.com", "http://me:hush@exa mple.com", "me:hush@example.com"}) {
    try {
      parse_endpoint(url);
      BOOST_ERROR("accepted " << url);
    } catch (std::invalid_argument const& error) {
      BOOST_TEST(std::string(error.what()).find("hush") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
