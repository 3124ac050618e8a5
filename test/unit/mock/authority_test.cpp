#include "authority.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(mock_authority)

namespace {

using dataarts::mock::parse_authority;

BOOST_AUTO_TEST_CASE(host_and_port_are_told_apart) {
  struct {
    char const* text;
    char const* host;
    char const* port;
  } const rows[] = {
      {"", "", ""},
      {"h", "h", ""},
      {"h:", "h", ""},
      {":80", "", "80"},
      {"example.com:8080", "example.com", "8080"},
      {"127.0.0.1:1", "127.0.0.1", "1"},
      {"[::1]", "[::1]", ""},
      {"[2001:db8::1.2.3.4]:443", "[2001:db8::1.2.3.4]", "443"},
      {"[0000:0000:0000:0000:0000:ffff:255.255.255.255]", "[0000:0000:0000:0000:0000:ffff:255.255.255.255]", ""},
      {"a-b_c.~d!$&'()*+,;=%e4", "a-b_c.~d!$&'()*+,;=%e4", ""},
  };
  for (auto const& row : rows) {
    auto const made = parse_authority(row.text);
    BOOST_TEST_REQUIRE(made.has_value(), row.text << " was refused");
    BOOST_TEST(made->host == row.host);
    BOOST_TEST(made->port == row.port);
  }
}

BOOST_AUTO_TEST_CASE(what_is_none_is_refused) {
  for (std::string const wrong :
       {"a b", "a/",   "a?b", "a#b",       "u@h",        "u:p@h",  "@",      "h:x",    "h:1:2",   "h:-1",
        "::1", "[::1", "[]",  "[1.2.3.4]", "[::1%eth0]", "[::1]x", "[::1]1", "[v1.a]", "%",       "%2",
        "%zz", "a^b",  "a`b", "a|b",       "a\"b",       "<a>",    "a\\b",   "{a}",    "\xC3\xA4"}) {
    BOOST_TEST(!parse_authority(wrong).has_value(), wrong << " was accepted");
  }
  BOOST_TEST(!parse_authority('[' + std::string(100, '0') + "::1]").has_value());
  BOOST_TEST(!parse_authority(std::string("[::1\0]", 6)).has_value());
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
