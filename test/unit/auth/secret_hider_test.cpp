#include "auth/secret_hider.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(secret_hider_test)

using dataarts::auth::secret_hider;

namespace {

std::string hidden(std::string_view secret, std::string text, std::size_t shortest = secret_hider::usual_shortest) {
  secret_hider by;
  by.add(secret, shortest);
  by.hide(text);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_secret_is_found_however_it_is_written) {
  constexpr std::string_view secret = "MIIa+b/cde==\"\\xyz";
  for (auto const* const written : {
           R"(MIIa+b/cde=="\xyz)",
           R"(MIIa+b\/cde==\"\\xyz)",
           R"(MIIa\u002Bb\u002Fcde\u003D\u003d\u0022\u005cxyz)",
           R"(MIIa\\u002Bb\/cde\\u003d\\u003D\\\"\\\\xyz)",
           R"(MIIa\\\\u002Bb\\\\u002fcde==\\\\\\\"\\\\\\\\xyz)",
           R"(MIIa%2Bb%2fcde%3D%3d%22%5Cxyz)",
           R"(MIIa%252Bb%252Fcde%253D%253D%2522%255Cxyz)",
           R"(%4d%49Ia%2Bb\/cde==\u0022\\xyz)",
           R"(MIIa b/cde=="\xyz)",
           R"(MIIa&#43;b&#x2F;cde&#x3d;=&quot;\xyz)",
           R"(MIIa\x2Bb/cde==\x22\x5Cxyz)",
       }) {
    BOOST_TEST(hidden(secret, std::string("a: ") + written + " b") == "a: (hidden) b");
  }
}

BOOST_AUTO_TEST_CASE(a_secret_that_looks_like_an_escape_is_found_as_it_is) {
  BOOST_TEST(hidden("100%41\\u0041", "=100%41\\u0041=") == "=(hidden)=");
  BOOST_TEST(hidden("100%41\"&amp;", "=100%41\\\"&amp;=") == "=(hidden)=");
}

BOOST_AUTO_TEST_CASE(characters_beyond_ascii_are_found) {
  BOOST_TEST(hidden("p\xc3\xa4sswort\xf0\x9f\x94\x91", R"(=p\u00E4sswort\ud83d\udd11=)") == "=(hidden)=");
  BOOST_TEST(hidden("p\xc3\xa4sswort\xe2\x82\xac", "=p%C3%A4sswort%e2%82%ac=") == "=(hidden)=");
}

BOOST_AUTO_TEST_CASE(every_end_that_is_cut_off_is_hidden) {
  constexpr std::string_view secret = "MIIabcde+fgh/ijk";
  for (std::string const written : {R"(MIIabcde\u002Bfgh\/ijk)", R"(MIIabcde\\u002Bfgh\\/ijk)", "MIIabcde%2Bfgh%2Fijk",
                                    "MIIabcde%252Bfgh%252Fijk", "MIIabcde&#43;fgh&#x2F;ijk"}) {
    for (std::size_t size = 8; size <= written.size(); ++size) {
      BOOST_TEST(hidden(secret, "cut: " + written.substr(0, size)) == "cut: (hidden)", written.substr(0, size));
    }
  }
  BOOST_TEST(hidden(secret, "cut: MIIabcd") == "cut: MIIabcd");
}

BOOST_AUTO_TEST_CASE(all_that_is_none_stays) {
  for (auto const* const text : {"", "\\", "%", "&", "%zz \\q &x; &#; &#x; &#xg;", "\\u12 \\ud83d \\ud83d\\u0041",
                                 "MIIabcd", "C:\\new\\users"}) {
    BOOST_TEST(hidden("MIIabcdefgh", text) == text);
  }
}

BOOST_AUTO_TEST_CASE(secrets_that_overlap_are_hidden_together) {
  BOOST_TEST(hidden("abcabcabc", "xabcabcabcabcx") == "x(hidden)x");
  secret_hider by;
  by.add("12345678ab");
  by.add("5678abcdef");
  std::string text = "-12345678abcdef-";
  by.hide(text);
  BOOST_TEST(text == "-(hidden)-");
}

BOOST_AUTO_TEST_CASE(the_least_size_is_chosen) {
  BOOST_TEST(hidden("seven77", "seven77") == "seven77");
  BOOST_TEST(hidden("four", "a four b", 4) == "a (hidden) b");
  BOOST_TEST(hidden("three", "a thr", 4) == "a thr");
}

BOOST_AUTO_TEST_CASE(digits_after_a_mark_are_found_however_they_are_written) {
  secret_hider by;
  by.add_hex_after("Signature=");
  for (auto const* const mark : {"Signature=", "Signature\\u003d", "Signature%3D"}) {
    auto text = std::string(mark) + "0123456789abcdef, " + mark + "wrong";
    by.hide(text);
    BOOST_TEST(text == std::string(mark) + "(hidden), " + mark + "wrong");
  }
}

BOOST_AUTO_TEST_CASE(texts_that_nearly_match_everywhere_take_linear_time) {
  // A comparison from each place anew would take 10^10 steps; the time limit of the suite would pass.
  std::string const secret = std::string(100'000, 'a') + 'b';
  auto const text = std::string(200'000, 'a') + "c";
  BOOST_TEST((hidden(secret, text) == text));
  std::string escapes;
  for (int i = 0; i < 50'000; ++i) escapes += "\\\\&%25";
  BOOST_TEST((hidden(secret, escapes) == escapes));
}

BOOST_AUTO_TEST_SUITE_END()
