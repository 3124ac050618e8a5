#include "display_text.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::apps {

BOOST_AUTO_TEST_SUITE(display_text)

namespace {

BOOST_AUTO_TEST_CASE(widths) {
  struct {
    std::string_view text;
    std::size_t width;
  } const cases[] = {{"", 0},     {"abc", 3},  {"脚本", 4}, {"脚本a", 5}, {"ｱｲｳ", 3},
                     {"ＡＢ", 4}, {"한국", 4}, {"😀", 2},   {"é", 1},     {"e\xcc\x81", 1},
                     {"…", 1},    {"·", 1},    {"Ωж", 2},   {"、。", 4},  {"a\xe2\x80\x8d", 1}};
  for (auto const& c : cases) BOOST_TEST(display_width(c.text) == c.width, c.text);
}

BOOST_AUTO_TEST_CASE(nothing_reaches_a_terminal_that_could_steer_it) {
  struct {
    std::string_view text;
    std::string_view shown;
  } const cases[] = {{"plain 脚本 😀", "plain 脚本 😀"},
                     {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
                     {"\x1b[31mred", "\\x1b[31mred"},
                     {"\x7f", "\\x7f"},
                     {std::string_view("\0", 1), "\\x00"},
                     {"\xc2\x9b"
                      "31m",
                      "\\u009b31m"},
                     {"\xe2\x80\xae"
                      "abc",
                      "\\u202eabc"},
                     {"\xe2\x81\xa6", "\\u2066"},
                     {"\xe2\x80\xa8", "\\u2028"},
                     {"\xff\xfe", "\\xff\\xfe"},
                     {"\xe8\x84", "\\xe8\\x84"}};
  for (auto const& c : cases) BOOST_TEST(escape_controls(c.text) == c.shown);
}

BOOST_AUTO_TEST_CASE(truncation_keeps_whole_characters) {
  struct {
    std::string_view text;
    std::size_t width;
    std::string_view shown;
  } const cases[] = {{"abcdef", 6, "abcdef"},
                     {"abcdef", 5, "abcd…"},
                     {"abcdef", 1, "…"},
                     {"abcdef", 0, ""},
                     {"脚本名称", 8, "脚本名称"},
                     {"脚本名称", 7, "脚本名…"},
                     {"脚本名称", 6, "脚本…"},
                     {"脚本名称", 2, "…"},
                     {"e\xcc\x81tude", 3, "e\xcc\x81t…"},
                     {"", 0, ""}};
  for (auto const& c : cases) {
    BOOST_TEST(truncate(c.text, c.width) == c.shown);
    BOOST_TEST(display_width(truncate(c.text, c.width)) <= c.width);
  }
}

BOOST_AUTO_TEST_CASE(fitting_gives_exactly_the_width) {
  BOOST_TEST(fit("ab", 4) == "ab  ");
  BOOST_TEST(fit("ab", 4, align::right) == "  ab");
  BOOST_TEST(fit("脚本", 6) == "脚本  ");
  BOOST_TEST(fit("脚本名", 4) == "脚… ");
  for (std::size_t width = 0; width < 12; ++width) BOOST_TEST(display_width(fit("a脚b本c", width)) == width);
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::apps
