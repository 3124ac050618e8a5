#include "utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>

namespace dataarts::apps {

BOOST_AUTO_TEST_SUITE(utf8)

namespace {

BOOST_AUTO_TEST_CASE(valid_code_points) {
  struct {
    std::string_view text;
    char32_t value;
    std::size_t size;
  } const cases[] = {{"a", 'a', 1},
                     {"\x7f", 0x7f, 1},
                     {"\xc2\x80", 0x80, 2},
                     {"\xdf\xbf", 0x7ff, 2},
                     {"\xe0\xa0\x80", 0x800, 3},
                     {"脚", 0x811a, 3},
                     {"\xed\x9f\xbf", 0xd7ff, 3},
                     {"\xee\x80\x80", 0xe000, 3},
                     {"\xf0\x90\x80\x80", 0x10000, 4},
                     {"\xf4\x8f\xbf\xbf", 0x10ffff, 4}};
  for (auto const& c : cases) {
    auto const step = decode_utf8(c.text);
    BOOST_TEST(step.valid);
    BOOST_TEST(static_cast<std::uint32_t>(step.code_point) == static_cast<std::uint32_t>(c.value));
    BOOST_TEST(step.size == c.size);
    BOOST_TEST(find_invalid_utf8(c.text) == std::string_view::npos);
  }
  BOOST_TEST(decode_utf8("").size == 0U);
}

BOOST_AUTO_TEST_CASE(everything_else_is_one_broken_byte) {
  for (std::string_view const text :
       {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf",
        "\xf4\x90\x80\x80", "\xf8\x88\x80\x80", "\xff", "\xc3", "\xe8\x84", "\xf0\x9f\x98", "\xc3(", "\xe8\x84("}) {
    auto const step = decode_utf8(text);
    BOOST_TEST(!step.valid);
    BOOST_TEST(step.size == 1U);
    BOOST_TEST(find_invalid_utf8(std::string("ab").append(text)) == 2U);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::apps
