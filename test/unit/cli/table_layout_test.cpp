#include "table_layout.hpp"

#include <boost/test/unit_test.hpp>

namespace dataarts::cli {

BOOST_AUTO_TEST_SUITE(table_layouts)

namespace {

using apps::align;
using widths = std::vector<std::size_t>;

BOOST_AUTO_TEST_CASE(the_widest_columns_give_first) {
  struct {
    widths wanted;
    std::size_t limit;
    widths given;
  } const cases[] = {{{5, 10}, 0, {5, 10}},
                     {{5, 10}, 17, {5, 10}},
                     {{5, 10}, 16, {5, 9}},
                     {{5, 30, 40}, 29, {5, 10, 10}},
                     {{5, 1'000'000'000}, 20, {5, 13}},
                     {{0, 3}, 80, {1, 3}},
                     {{9, 9, 9}, 3, {1, 1, 1}},
                     {{}, 80, {}}};
  for (auto const& c : cases) {
    BOOST_TEST(share_width(c.wanted, c.limit) == c.given, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(lines) {
  widths const given{4, 5, 3};
  std::vector<align> const sides{align::left, align::right, align::left};
  auto const line = [&](std::vector<std::string> const& cells, bool cut) {
    table_line made(given, sides, cut);
    for (auto const& cell : cells) made.cell(cell);
    std::string out;
    made.end(out);
    return out;
  };
  BOOST_TEST(line({"a", "1", "x"}, true) == "a         1  x\n");
  BOOST_TEST(line({"脚本", "22", ""}, true) == "脚本     22\n");
  BOOST_TEST(line({"脚本名", "123456", "xyzw"}, true) == "脚…   1234…  xy…\n");
  BOOST_TEST(line({"脚本名", "123456", "xyzw"}, false) == "脚本名  123456  xyzw\n");
  BOOST_TEST(line({"", "", ""}, true) == "\n");
  BOOST_TEST(line({"", "1", ""}, true) == "          1\n");
}

BOOST_AUTO_TEST_CASE(a_style_is_around_the_text_only) {
  widths const given{6, 2};
  std::vector<align> const sides(2, align::left);
  table_line made(given, sides, true);
  made.cell("ab", "\x1b[32m");
  made.cell("x");
  std::string out;
  made.end(out);
  BOOST_TEST(out == "\x1b[32mab\x1b[0m      x\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

}  // namespace dataarts::cli
