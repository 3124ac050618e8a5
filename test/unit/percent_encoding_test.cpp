#include "percent_encoding.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(percent_encoding_test)

using dataarts::append_percent_encoded;
using dataarts::percent_decoded;

namespace {

std::string encoded(std::string_view text) {
  std::string out = "<";
  append_percent_encoded(out, text);
  return out.substr(1);
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_byte_comes_back) {
  for (int byte = 0; byte < 256; ++byte) {
    std::string const raw(1, static_cast<char>(byte));
    std::string encoded = "kept";
    append_percent_encoded(encoded, raw);
    BOOST_TEST(dataarts::percent_encoded_size(raw) == encoded.size() - 4);
    BOOST_TEST(percent_decoded(encoded).value() == "kept" + raw);
    BOOST_TEST((encoded.size() == 5u) == dataarts::is_all_unreserved(raw));
  }
}

BOOST_AUTO_TEST_CASE(percent_encoding_keeps_unreserved_characters_only) {
  struct {
    std::string_view text;
    char const* encoded;
  } const cases[] = {{"", ""},
                     {"azAZ09-_.~", "azAZ09-_.~"},
                     {"a b", "a%20b"},
                     {"a+b", "a%2Bb"},
                     {"100%", "100%25"},
                     {"a%2Fb", "a%252Fb"},
                     {"脚本", "%E8%84%9A%E6%9C%AC"},
                     {"?#[]@!$&'()*,;=:", "%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2C%3B%3D%3A"},
                     {"/\\\"<>^`{|}", "%2F%5C%22%3C%3E%5E%60%7B%7C%7D"},
                     {"é", "%C3%A9"},
                     {std::string_view("\0\x7f", 2), "%00%7F"}};
  for (auto const& given : cases) BOOST_TEST(encoded(given.text) == given.encoded);
}

BOOST_AUTO_TEST_CASE(decoding) {
  BOOST_TEST(percent_decoded("a%2f%2Fb+c").value() == "a//b+c");
  BOOST_TEST(percent_decoded("").value() == "");
  for (auto const* const broken : {"%", "a%", "%4", "%g0", "%0g", "%%41"}) BOOST_TEST(!percent_decoded(broken));
}

BOOST_AUTO_TEST_SUITE_END()
