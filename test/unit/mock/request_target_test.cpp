#include "request_target.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(mock_request_target)

namespace {

using dataarts::mock::request_target;
using strings = std::vector<std::string_view>;

BOOST_AUTO_TEST_CASE(origin_form) {
  request_target target;
  BOOST_TEST(target.parse("GET", "/v1/a/b?c=d?e") == "");
  BOOST_TEST(target.path() == "/v1/a/b");
  BOOST_TEST(target.query() == "c=d?e");
  BOOST_TEST(target.segments() == (strings{"v1", "a", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(parts_may_be_empty) {
  request_target target;
  BOOST_TEST(target.parse("GET", "//a/") == "");
  BOOST_TEST(target.segments() == (strings{"", "a", ""}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_part_is_decoded) {
  request_target target;
  BOOST_TEST(target.parse("GET", "/%E8%84%9a/plain/a%20b%2Bc+d/%2f%00") == "");
  using namespace std::string_view_literals;
  BOOST_TEST(target.segments() == (strings{"\xE8\x84\x9A", "plain", "a b+c+d", "/\0"sv}),
             boost::test_tools::per_element());
  BOOST_TEST(target.parse("GET", "/x") == "");  // nothing is left of the one before
  BOOST_TEST(target.segments() == strings{"x"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(absolute_form) {
  request_target target;
  BOOST_TEST(target.parse("GET", "HTTPS://h:1/a?b") == "");
  BOOST_TEST(target.path() == "/a");
  BOOST_TEST(target.query() == "b");
  BOOST_TEST(target.parse("GET", "http://h") == "");
  BOOST_TEST(target.path() == "/");
  BOOST_TEST(target.parse("GET", "http://h?q") == "");
  BOOST_TEST(target.path() == "/");
  BOOST_TEST(target.query() == "q");
}

BOOST_AUTO_TEST_CASE(other_forms) {
  request_target target;
  BOOST_TEST(target.parse("OPTIONS", "*") == "");
  BOOST_TEST(target.is_asterisk());
  BOOST_TEST(target.parse("CONNECT", "h:443") == "");
  BOOST_TEST(target.path() == "h:443");
  BOOST_TEST(!target.is_asterisk());
}

BOOST_AUTO_TEST_CASE(wrong_ones_are_named) {
  request_target target;
  for (auto const wrong : {"x", "h:443", "ftp://h/", "http://", "http:///x", "http://:80/", "http://u@h/",
                           "http://u:p@h", "http://a b", "/a#b", "http://h#x", "/%", "/%2", "/%2/a", "/%g0", "*"}) {
    BOOST_TEST(target.parse("GET", wrong) != "", wrong << " was accepted");
  }
  for (auto const wrong : {"h", "h:", ":443", "u:p@h:443", "/"}) {
    BOOST_TEST(target.parse("CONNECT", wrong) != "", wrong << " was accepted");
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()
