#include "json_text.hpp"
#include "one_line.hpp"
#include "utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(text_test)

using namespace std::string_view_literals;

namespace {

std::string one_line(std::string_view text, std::size_t most = 1000) {
  std::string out;
  dataarts::append_one_line(out, text, most);
  return out;
}

std::string quoted(std::string_view text) {
  std::string out;
  dataarts::append_json_string(out, text);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(utf8) {
  for (auto const text : {""sv, "a"sv, "é"sv, "中"sv, "😀"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv,
                          "\xed\x9f\xbf"sv, "\xee\x80\x80"sv, "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv, "\0"sv}) {
    BOOST_TEST(dataarts::is_utf8(text), text);
  }
  for (auto const text : {"\x80"sv, "\xbf"sv, "\xc0\x80"sv, "\xc1\xbf"sv, "\xc2"sv, "\xc2\xc2"sv, "\xe0\x9f\xbf"sv,
                          "\xe4\xb8"sv, "\xed\xa0\x80"sv, "\xf0\x8f\xbf\xbf"sv, "\xf0\x9f\x98"sv, "\xf4\x90\x80\x80"sv,
                          "\xf5\x80\x80\x80"sv, "\xff"sv, "a\xfe"sv}) {
    BOOST_TEST(!dataarts::is_utf8(text));
  }
}

BOOST_AUTO_TEST_CASE(a_cut_sequence_is_told_from_a_wrong_one) {
  using kind = dataarts::utf8_sequence::kind;
  BOOST_TEST((dataarts::first_utf8_sequence("\xe4\xb8"sv).what == kind::incomplete));
  BOOST_TEST((dataarts::first_utf8_sequence("\xf0"sv).what == kind::incomplete));
  BOOST_TEST((dataarts::first_utf8_sequence("\xe4\""sv).what == kind::invalid));
  BOOST_TEST((dataarts::first_utf8_sequence("\xe0\x80"sv).what == kind::invalid));
  BOOST_TEST(dataarts::first_utf8_sequence("中文"sv).size == 3u);
}

BOOST_AUTO_TEST_CASE(one_line_is_one_line) {
  BOOST_TEST(one_line("") == "");
  BOOST_TEST(one_line("plain 中文 😀") == "plain 中文 😀");
  BOOST_TEST(one_line("  a \r\n\t b\n") == "a b");
  BOOST_TEST(one_line(" \n ") == "");
  BOOST_TEST(one_line("a\x1b[0mb\x7f"
                      "c\0d"sv) == "a [0mb c d");
  BOOST_TEST(one_line("a\xc2\x9b"
                      "b\xc2\xa0"
                      "c") == "a b c");
  BOOST_TEST(one_line("a\u2028b\u202ec\u2066d\u200be\ufefff") == "a b c d e f");
  BOOST_TEST(one_line("a\xff"
                      "b\xe4\xb8") ==
             "a\ufffd"
             "b\ufffd");
}

BOOST_AUTO_TEST_CASE(one_line_is_cut_at_a_character) {
  BOOST_TEST(one_line("abc", 3) == "abc");
  BOOST_TEST(one_line("abcd", 3) == "abc…");
  BOOST_TEST(one_line("中文字", 2) == "中文…");
  BOOST_TEST(one_line("ab c", 3) == "ab…");
  BOOST_TEST(one_line("abc  ", 3) == "abc");
}

BOOST_AUTO_TEST_CASE(json_strings) {
  BOOST_TEST(quoted("") == R"("")");
  BOOST_TEST(quoted("a\"b\\c/d") == R"("a\"b\\c/d")");
  BOOST_TEST(quoted("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  BOOST_TEST(quoted("\0\x01\x1f\x7f"sv) == "\"\\u0000\\u0001\\u001f\x7f\"");
  BOOST_TEST(quoted("中\n") == R"("中\n")");
}

BOOST_AUTO_TEST_SUITE_END()
