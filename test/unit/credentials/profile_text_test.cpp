#include "credentials/profile_text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(profile_text_suite)

using dataarts::read_profile;

BOOST_AUTO_TEST_CASE(reads_section_basic) {
  auto const got = read_profile(
      "# mine\r\n[other]\nak = no\n\n[ basic ]\n ak=AK1 \r\nsk\t= S=K\n; a comment\nproject_id = p\n[more]\nsk = no\n");
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST(got->value.access_key() == "AK1");
  BOOST_TEST(got->value.secret_key() == "S=K");
  BOOST_TEST(got->value.security_token() == "");
}

BOOST_AUTO_TEST_CASE(reads_temporary_keys) {
  auto const got = read_profile("[basic]\nak=a\nsk=b\nsecurity_token=c");
  BOOST_TEST_REQUIRE(got.has_value());
  BOOST_TEST(got->value.security_token() == "c");
}

BOOST_AUTO_TEST_CASE(says_what_is_wrong_and_where) {
  auto const where = [](std::string_view text) {
    auto const got = read_profile(text);
    return got.has_error() ? std::string(got.error().where()) : std::string("no error");
  };
  BOOST_TEST(where("") == "has no section [basic]");
  BOOST_TEST(where("[basic]\nak=a\n") == "section [basic] has no sk");
  BOOST_TEST(where("[basic]\nsk=a\n") == "section [basic] has no ak");
  BOOST_TEST(where("[basic]\nak=a\nsecret-without-equals\n") == "line 3: expected name = value, or [section]");
  BOOST_TEST(where("\n[basic\n") == "line 2: a section has to end with ']'");
  BOOST_TEST(where("[basic]\nak=a\nak=b\nsk=c") == "line 3: ak stands there twice");
  BOOST_TEST(where("[basic]\nidp_id=x\nid_token_file=y\n").find("idp_id") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
