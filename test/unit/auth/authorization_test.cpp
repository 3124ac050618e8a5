#include "auth/authorization.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(authorization_test)

using dataarts::credentials;

namespace {

std::string hidden(credentials const& by, std::string text) {
  dataarts::auth::authorization(by, {}, "h", "p").hide_secrets(text);
  return text;
}

auto const keys = credentials::keys("AK", "made-up-secret-key", "made-up-security");

}  // namespace

BOOST_AUTO_TEST_CASE(secrets_are_hidden_wherever_they_stand) {
  BOOST_TEST(hidden(keys, "made-up-secret-key|made-up-security made-up-security") == "(hidden)|(hidden) (hidden)");
  BOOST_TEST(hidden(credentials::token("MADE-UP-TOKEN"), "E.MADE-UP-TOKENMADE-UP-TOKEN") == "E.(hidden)(hidden)");
  BOOST_TEST(hidden(credentials(), "nothing") == "nothing");
}

BOOST_AUTO_TEST_CASE(secrets_are_hidden_as_json_writes_them) {
  auto const by = credentials::token("MADE/UP/TOKEN==");
  for (auto const* written :
       {"MADE/UP/TOKEN==", "MADE\\/UP\\/TOKEN==", "MADE/UP/TOKEN\\u003d\\u003d", "MADE\\/UP\\/TOKEN\\u003d\\u003d",
        "MADE\\u002fUP\\u002FTOKEN\\u003D\\u003d", "MADE%2FUP%2fTOKEN%3D%3d"}) {
    BOOST_TEST(hidden(by, std::string("a ") + written + " b") == "a (hidden) b");
  }
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_cut_off_is_hidden) {
  BOOST_TEST(hidden(credentials::token("MADE/UP/TOKEN"), "it was MADE/UP/TO") == "it was (hidden)");
  BOOST_TEST(hidden(credentials::token("MADE/UP/TOKEN"), "it was MADE\\/UP\\/T") == "it was (hidden)");
  BOOST_TEST(hidden(credentials::token("MADE/UP/TOKEN"), "it was MADE") == "it was MADE");
}

BOOST_AUTO_TEST_CASE(a_signature_that_is_repeated_is_hidden) {
  std::string const signature(64, 'a');
  auto const line = "Access=AK, SignedHeaders=host;x-sdk-date, Signature=" + signature;
  BOOST_TEST(hidden(keys, line) == "Access=AK, SignedHeaders=host;x-sdk-date, Signature=(hidden)");
  BOOST_TEST(hidden(keys, line + "|" + line + "\r\n") ==
             "Access=AK, SignedHeaders=host;x-sdk-date, Signature=(hidden)|"
             "Access=AK, SignedHeaders=host;x-sdk-date, Signature=(hidden)\r\n");
  BOOST_TEST(hidden(keys, "Signature=") == "Signature=");
  BOOST_TEST(hidden(keys, "Signature= is wrong") == "Signature= is wrong");
  BOOST_TEST(hidden(credentials::token("MADE-UP-TOKEN"), "Signature=0123456789") == "Signature=0123456789");
}

BOOST_AUTO_TEST_SUITE_END()
