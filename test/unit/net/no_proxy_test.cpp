#include "net/no_proxy.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>

BOOST_AUTO_TEST_SUITE(no_proxy_test)

using dataarts::net::is_exempt_from_proxy;

BOOST_AUTO_TEST_CASE(rules) {
  struct sample {
    char const* rules;
    char const* host;
    std::uint16_t port;
    bool exempt;
  };
  sample const samples[] = {
      {"", "example.com", 443, false},
      {",, ,", "example.com", 443, false},
      {"*", "example.com", 443, true},
      {"other.org,*", "10.1.2.3", 443, true},
      // names: the whole, or a suffix that begins at a label
      {"example.com", "example.com", 443, true},
      {"example.com", "EXAMPLE.com", 443, true},
      {"Example.COM", "api.example.com", 443, true},
      {"example.com", "badexample.com", 443, false},
      {"example.com", "example.com.evil.org", 443, false},
      {"api.example.com", "example.com", 443, false},
      {".example.com", "api.example.com", 443, true},
      {".example.com", "example.com", 443, true},
      {"example.com.", "example.com", 443, true},
      {"example.com", "example.com.", 443, true},
      {".", "example.com", 443, false},
      {"com", "example.com", 443, true},
      {"a.org, example.com", "example.com", 443, true},
      {"a.org example.com", "example.com", 443, true},
      {"a.org\texample.com", "example.com", 443, true},
      // ports
      {"example.com:443", "example.com", 443, true},
      {"example.com:8443", "example.com", 443, false},
      {"example.com:x", "example.com", 443, false},
      {"example.com:70000", "example.com", 443, false},
      {"*:443", "example.com", 443, true},
      {"*:80", "example.com", 443, false},
      // addresses
      {"10.1.2.3", "10.1.2.3", 80, true},
      {"10.1.2.3:81", "10.1.2.3", 80, false},
      {"2.3", "10.1.2.3", 80, false},
      {"10.1.2", "10.1.2.3", 80, false},
      {"10.1.2.3", "10.1.2.3.example.com", 80, false},
      {"::1", "::1", 80, true},
      {"[::1]", "::1", 80, true},
      {"[::1]:80", "::1", 80, true},
      {"[::1]:81", "::1", 80, false},
      {"0:0:0:0:0:0:0:1", "::1", 80, true},
      // ranges
      {"10.0.0.0/8", "10.200.3.4", 80, true},
      {"10.1.2.3/8", "10.200.3.4", 80, true},
      {"10.0.0.0/8", "11.0.0.1", 80, false},
      {"10.0.0.0/8:81", "10.0.0.1", 80, false},
      {"10.0.0.0/32", "10.0.0.1", 80, false},
      {"0.0.0.0/0", "10.0.0.1", 80, true},
      {"0.0.0.0/0", "::1", 80, false},
      {"10.0.0.0/33", "10.0.0.1", 80, false},
      {"10.0.0.0/", "10.0.0.1", 80, false},
      {"10.0.0.0/8", "ten.example.com", 80, false},
      {"fd00::/8", "fd12::1", 80, true},
      {"fd00::/8", "fe80::1", 80, false},
      {"[fd00::]/8", "fd12::1", 80, false},
      {"fd00::/129", "fd12::1", 80, false},
  };
  for (auto const& each : samples) {
    BOOST_TEST_INFO("'" << each.rules << "' for " << each.host << " port " << each.port);
    BOOST_TEST(is_exempt_from_proxy(each.rules, each.host, each.port) == each.exempt);
  }
}

BOOST_AUTO_TEST_CASE(rules_that_cannot_be_read_are_found) {
  using dataarts::net::unreadable_rule;
  for (auto const* const rules : {"", ", ,", "*", "*:443", "10.0.0.0/8, fd00::/8 ::1 [::1]:80,example.com:8443", "::/0",
                                  "0.0.0.0/0", ".internal", "10.1.2.3"}) {
    BOOST_TEST(unreadable_rule(rules) == "", rules);
  }
  for (auto const* const rule : {"300.0.0.0/99", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "fd00::/129", "/8",
                                 "10.0.0.0/x", "example.com/8", "example.com:x", "example.com:70000", "[::1]:"}) {
    BOOST_TEST(unreadable_rule(rule) == rule);
    BOOST_TEST(unreadable_rule("a.org, " + std::string(rule) + ",b.org") == rule);
  }
}

BOOST_AUTO_TEST_SUITE_END()
